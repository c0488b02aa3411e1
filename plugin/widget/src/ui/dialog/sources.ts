/** The sections an answer quotes, numbered from 1 in the order in which they are first quoted. */
import type { Answer, Hit } from "../../engine/types";

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
