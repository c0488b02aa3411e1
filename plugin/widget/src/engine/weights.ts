// Constants of the answer's models: the twin of weights.py, which says where they come from.
// Written by tools/fit_answer; do not edit.

type Weights = readonly (readonly [name: string, weight: number])[];

export const UNIT: Weights = [
  ["overlap", 4.28],
  ["fresh", 0.9],
  ["context", 2.12],
  ["above", 2.72],
  ["nearness", 1.13],
  ["section", 3.32],
  ["passage", 4.11],
  ["first", 0.22],
  ["depth", -4.44],
  ["short", -0.48],
  ["long", -0.39],
  ["number", 1.25],
  ["time", 1.85],
  ["name", 0.59],
  ["reason", 0.57],
  ["defines", 2.0],
];
export const CONFIDENCE: Weights = [
  ["constant", -4.22],
  ["section", 0.51],
  ["unit", 1.33],
  ["bm25", 1.96],
  ["cosine", 3.69],
  ["terms", 1.31],
];
export const CONFIDENCE_WITHOUT_VECTORS: Weights = [
  ["constant", -3.18],
  ["section", 0.7],
  ["unit", 1.53],
  ["bm25", 2.62],
  ["terms", 2.23],
];
export const ANSWERED = 0.63; // from here on at most a fifth of the fit's answers were wrong
export const NOT_FOUND = 0.22; // below it lay a fiftieth of the fit's answerable questions
