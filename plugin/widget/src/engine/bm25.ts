// BM25: the twin of bm25.py, of which the engine needs the weight of a term and the step of an impact.

export const K1 = 1.5;
export const B = 0.75;
const EPSILON = 0.25;
const MIN_IDF = 0.05;

export const MAX_IMPACT = K1 + 1;
export const IMPACT_STEP = MAX_IMPACT / 255;

/** What `frequency` occurrences in a document weigh that is `length` times the mean: 0 … k1 + 1. */
export function impact(frequency: number, length: number, k1: number, b: number): number {
  return (frequency * (k1 + 1)) / (frequency + k1 * (1 - b + b * length));
}

/** How much a term tells, > 0; `meanIdf` is the mean over the vocabulary. */
export function idf(documentsWithTerm: number, documents: number, meanIdf: number): number {
  const value = Math.log(documents - documentsWithTerm + 0.5) - Math.log(documentsWithTerm + 0.5);
  return value >= 0 ? value : Math.max(EPSILON * meanIdf, MIN_IDF);
}
