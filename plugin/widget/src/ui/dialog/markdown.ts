/** An answer as Markdown, with numbered links to its sources. */
import type { Answer, Hit, Part } from "../../engine/types";
import { shownParts, type Source, sourcesOf } from "./sources";

export function answerAsMarkdown(question: string, answer: Answer): string {
  const sources = sourcesOf(answer);
  const body = shownParts(answer).map((part) => `${partAsMarkdown(part)}${mark(part, sources)}`);
  return [`**${escaped(question)}**`, ...body, sources.map(sourceLine).join("\n")].join("\n\n") + "\n";
}

function partAsMarkdown({ kind, text }: Part): string {
  const lines = text.split("\n");
  switch (kind) {
    case "text":
      return escaped(text);
    case "list":
      return lines.map((line) => `- ${escaped(line)}`).join("\n");
    case "table":
      return tableAsMarkdown(lines);
    case "code":
      return `${fence(text)}\n${text}\n${fence(text)}`;
  }
}

function tableAsMarkdown(lines: readonly string[]): string {
  const rows = lines.map((line) => line.split("\t"));
  const width = Math.max(...rows.map((cells) => cells.length));
  const row = (cells: readonly string[]): string =>
    `| ${Array.from({ length: width }, (_, column) => escaped(cells[column] ?? "").replaceAll("|", "\\|")).join(" | ")} |`;
  const [first = [], ...rest] = rows;
  return [row(first), `|${" --- |".repeat(width)}`, ...rest.map(row)].join("\n");
}

/** A fence longer than any run of backticks in the code. */
function fence(code: string): string {
  const longest = Math.max(0, ...(code.match(/`+/g) ?? []).map((run) => run.length));
  return "`".repeat(Math.max(3, longest + 1));
}

/** After a sentence the mark joins it; after a list, table or code block it has a line of its own. */
function mark({ kind, citation }: Part, sources: readonly Source[]): string {
  const number = sources.find((source) => source.citation === citation)?.number;
  if (number === undefined) return "";
  return `${kind === "text" ? " " : "\n\n"}[${number}]`;
}

function sourceLine({ number, hit }: Source): string {
  return `${number}. [${escaped(pathOf(hit))}](<${hit.url.replaceAll(">", "%3E")}>)`;
}

export function pathOf({ title, headings }: Hit): string {
  return (headings.length > 0 ? headings : [title]).join(" › ");
}

function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>]/g, "\\$&");
}
