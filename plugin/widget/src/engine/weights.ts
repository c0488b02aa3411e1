// Constants of the answer's models: the twin of weights.py, which says where they come from.
// Written by tools/fit_answer; do not edit.

type Weights = readonly (readonly [name: string, weight: number])[];

export const UNIT: Weights = [
  ["overlap", 2.1],
  ["fresh", 3.55],
  ["context", 2.16],
  ["above", 0.05],
  ["nearness", 1.38],
  ["section", 3.29],
  ["passage", 3.97],
  ["first", 0.28],
  ["depth", -4.6],
  ["short", -0.4],
  ["long", -0.51],
  ["number", 1.26],
  ["time", 1.84],
  ["name", 0.62],
  ["reason", 0.18],
  ["defines", 1.24],
];
export const CONFIDENCE: Weights = [
  ["constant", -4.25],
  ["section", 0.73],
  ["unit", 1.16],
  ["bm25", 1.76],
  ["cosine", 3.88],
  ["terms", 1.22],
];
export const CONFIDENCE_WITHOUT_VECTORS: Weights = [
  ["constant", -3.21],
  ["section", 0.98],
  ["unit", 1.37],
  ["bm25", 2.41],
  ["terms", 2.19],
];
export const ANSWERED = 0.64; // from here on at most a fifth of the fit's answers were wrong
export const NOT_FOUND = 0.21; // below it lay a fiftieth of the fit's answerable questions
