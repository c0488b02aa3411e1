/** The sections an answer quotes, numbered from 1 in the order in which they are first quoted. */
import type { Answer, Hit, Part } from "../../engine/types";

export interface Source {
  readonly number: number;
  /** Index into the answer's hits. */
  readonly citation: number;
  readonly hit: Hit;
  /** All that is quoted from it, a part a line: what its link shows. */
  readonly quoted: string;
}

/** A part that cites no hit of the answer has no source. */
export function sourcesOf({ parts, hits }: Answer): Source[] {
  const quoted = new Map<number, string[]>();
  for (const { citation, text } of parts) {
    if (hits[citation]) quoted.set(citation, [...(quoted.get(citation) ?? []), text]);
  }
  return [...quoted].map(([citation, texts], index) => ({
    number: index + 1,
    citation,
    hit: hits[citation] as Hit,
    quoted: texts.join("\n"),
  }));
}

/** The parts as they are shown: a long table is quoted as its heading and, apart from it, some of its rows. */
export function shownParts({ parts }: Answer): Part[] {
  const shown: Part[] = [];
  for (const part of parts) {
    const last = shown.at(-1);
    const goesOn = part.kind === "table" && last?.kind === "table" && last.citation === part.citation;
    if (goesOn) shown[shown.length - 1] = { ...part, text: `${last.text}\n${part.text}` };
    else shown.push(part);
  }
  return shown;
}
