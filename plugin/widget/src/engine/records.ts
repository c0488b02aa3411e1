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
}

/**
 * How well the passage that ranks first matches the question. The BM25 share is its score divided
 * by the most that the question could reach: 0..1.
 */
export interface Evidence {
  readonly bm25Share: number;
  readonly cosine: number | null; // of passage and question; null where the question has no vector
}
