// Constants of the answer's models: the twin of weights.py, which says where they come from.
// Written by tools/fit_answer; do not edit.

type Weights = readonly (readonly [name: string, weight: number])[];

export const UNIT: Weights = [
  ["overlap", 3.75],
  ["fresh", 1.24],
  ["context", 1.8],
  ["above", 2.37],
  ["nearness", 0.96],
  ["section", 3.8],
  ["passage", 4.08],
  ["first", 0.1],
  ["depth", -3.75],
  ["short", 0.41],
  ["long", -0.32],
  ["number", 1.21],
  ["time", 1.79],
  ["name", 0.54],
  ["reason", 0.5],
  ["defines", 1.53],
];
export const CONFIDENCE: Weights = [
  ["constant", -2.85],
  ["score", 1.54],
  ["section", 1.39],
  ["cosine", 1.78],
  ["near", 0.36],
  ["terms", 0.86],
  ["unknown", -0.36],
];
export const CONFIDENCE_WITHOUT_VECTORS: Weights = [
  ["constant", -2.49],
  ["score", 3.25],
  ["section", 1.01],
  ["terms", 1.22],
  ["unknown", -0.31],
];
export const ANSWERED = 0.71; // from here on at most a fifth of the fit's answers were wrong
export const NOT_FOUND = 0.25; // below it lay a twentieth of the fit's answerable questions
