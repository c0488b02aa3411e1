// How the three kinds of evidence become one score: the twin of fusion.py, which says why.

/** Shares of the fused score; they add to 1. */
export interface Weights {
  readonly section: number;
  readonly page: number;
  readonly vectors: number;
}

/** The score of a passage from its shares of the attainable BM25 (0 … 1) and its cosine. */
export function fuse(weights: Weights, section: number, page: number, cosine: number): number {
  return weights.section * section + weights.page * page + weights.vectors * Math.max(cosine, 0);
}
