// What the search hands to the answer: the twin of records.py. Hit, Part and Answer are in types.ts.
import type { Hit, PartKind } from "./types";

/** A passage's fragment: a run of one block, cut at sentence, item, row or line ends. */
export interface Piece {
  readonly block: number; // index of the block in its section; pieces of one block share it
  readonly kind: PartKind;
  readonly text: string; // as in the block: verbatim
  readonly label: string; // title of the admonition, label of the tab or caption above the block
  readonly language: string; // of code
  readonly headerRows: number; // how many of this piece's first lines are headings of a table
}

/** One passage of a ranked section, as far as it was loaded. */
export interface RankedPassage {
  readonly ordinal: number; // place among the passages of its section
  readonly score: number; // fused, on the scale of the hits' scores
  readonly pieces: readonly Piece[];
}

/** A hit and the passages of its section that are at hand, in the section's order. */
export interface RankedSection {
  readonly hit: Hit;
  readonly passages: readonly RankedPassage[];
  readonly question: string; // that the section answers, or ""
}

/** How well the passages that rank first match the question: figures of about 0..1. */
export interface Evidence {
  readonly words: number; // the first one's share of the attainable BM25
  readonly page: number; // its page's
  readonly near: number | null; // the mean cosine of the first few; null: the question has no vector
  readonly site: number; // what this site's calibration adds to the log-odds
}
