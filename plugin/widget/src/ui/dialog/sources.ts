/** The sections an answer quotes, numbered from 1 in the order in which they are first quoted. */
import type { Answer, Hit, Part } from "../../engine/types";

export interface Source {
  readonly number: number;
  /** Index into the answer's hits. */
  readonly citation: number;
  readonly hit: Hit;
  /** The first words quoted from it: where its link leads to. */
  readonly quoted: string;
}

/** A part that cites no hit of the answer has no source. */
export function sourcesOf({ parts, hits }: Answer): Source[] {
  const sources: Source[] = [];
  for (const { citation, text } of parts) {
    const hit = hits[citation];
    if (hit === undefined || sources.some((source) => source.citation === citation)) continue;
    sources.push({ number: sources.length + 1, citation, hit, quoted: text });
  }
  return sources;
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
