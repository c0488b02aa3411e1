/** The answer's card: what was found, where it stands, and what the reader may do with it. */
import type { Answer, Part } from "../../engine/types";
import { icon } from "../icon";
import { copyButton } from "./copy";
import { type Child, element } from "../element";
import { feedbackView } from "./feedback_view";
import { OUT } from "./icons";
import { answerAsMarkdown, pathOf } from "./markdown";
import { passageLink } from "./passage_link";
import { previewed } from "./preview";
import { shownParts, type Source, sourcesOf } from "./sources";
import type { View } from "./view";

export function answerView(question: string, answer: Answer, view: View): HTMLElement {
  const { texts } = view.settings;
  if (answer.status === "not_found") return notFoundView(answer, view);
  const sources = sourcesOf(answer);
  const parts = shownParts(answer);
  const uncertain = answer.status === "uncertain";
  return card(
    answer.status,
    texts(uncertain ? "uncertain" : "answer"),
    ...(uncertain ? [element("p", { class: "hint" }, texts("uncertain_hint"))] : []),
    element("div", { class: "parts" }, ...parts.map((part, index) => partView(part, closes(parts, index), sources, view))),
    sourceList(sources, view),
    element(
      "div",
      { class: "actions" },
      copyButton("copy", () => answerAsMarkdown(question, answer), view),
      feedbackView(question, view),
    ),
  );
}

function notFoundView({ status, hits }: Answer, view: View): HTMLElement {
  const { texts, escape } = view.settings;
  const way = escape && element("a", { class: "out", href: escape.url, rel: "noopener" }, escape.text, icon(OUT));
  return card(
    status,
    texts("not_found"),
    element("p", { class: "hint" }, texts(hits.length > 0 ? "not_found_nearest" : "not_found_hint")),
    ...(way ? [way] : []),
  );
}

function card(status: string, title: string, ...children: readonly Child[]): HTMLElement {
  const heading = element("h2", { id: "askdocs-card" }, title);
  return element("section", { class: `card ${status}`, "aria-labelledby": "askdocs-card", tabindex: "-1" }, heading, ...children);
}

/** Whether the part is the last of a run from one source: the source is named once a run. */
function closes(parts: readonly Part[], index: number): boolean {
  return parts[index]?.citation !== parts[index + 1]?.citation;
}

function partView(part: Part, closing: boolean, sources: readonly Source[], view: View): HTMLElement {
  const source = closing ? sources.find(({ citation }) => citation === part.citation) : undefined;
  const chip = source === undefined ? [] : [chipView(source, view)];
  const lines = part.text.split("\n");
  switch (part.kind) {
    case "text":
      return element("p", {}, part.text, " ", ...chip);
    case "list":
      return listView(lines, chip);
    case "table":
      return element("div", { class: "table", tabindex: "0", role: "group", "aria-label": source ? pathOf(source.hit) : "" }, tableView(lines), ...chip);
    case "code":
      return codeView(part.text, chip, view);
  }
}

function listView(lines: readonly string[], chip: readonly Child[]): HTMLElement {
  const items = lines.map((line) => element("li", {}, line));
  items.at(-1)?.append(" ", ...chip);
  return element("ul", {}, ...items);
}

/** The first of several rows is the header: the engine puts it there. */
function tableView(lines: readonly string[]): HTMLTableElement {
  const table = element("table");
  lines.forEach((line, row) => {
    const heads = row === 0 && lines.length > 1;
    const cells = line.split("\t").map((cell) => element(heads ? "th" : "td", heads ? { scope: "col" } : {}, cell));
    table.append(element("tr", {}, ...cells));
  });
  return table;
}

function codeView(code: string, chip: readonly Child[], view: View): HTMLElement {
  const label = view.settings.texts("copy_code");
  return element(
    "div",
    { class: "code" },
    element("pre", { tabindex: "0", role: "group", "aria-label": label }, element("code", {}, code)),
    element("div", { class: "code-tools" }, ...chip, copyButton("copy_code", () => code, view)),
  );
}

function chipView({ number, hit, quoted }: Source, view: View): HTMLElement {
  const label = view.settings.texts("source", { number, path: pathOf(hit) });
  return previewed(passageLink(hit, quoted, { class: "chip", "aria-label": label }, view, String(number)), hit);
}

function sourceList(sources: readonly Source[], view: View): HTMLElement {
  const items = sources.map(({ hit, number, quoted }) => {
    const badge = element("span", { class: "number", "aria-hidden": "true" }, String(number));
    return element("li", {}, passageLink(hit, quoted, { class: "source" }, view, badge, element("span", {}, pathOf(hit))));
  });
  return element("ol", { class: "sources" }, ...items);
}
