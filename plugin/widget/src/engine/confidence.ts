// The calibrated probability that the pages answer the question, and what it lets the answer say; the
// twin of confidence.py.
import type { Question } from "./question";
import type { Evidence } from "./records";
import { share } from "./scorer";
import type { AnswerStatus } from "./types";
import type { Shelf } from "./units";
import { ANSWERED, CONFIDENCE, CONFIDENCE_WITHOUT_VECTORS, NOT_FOUND } from "./weights";

const MANY_TERMS = 12; // a question of more terms counts as one of so many
const MANY_UNKNOWN = 3; // likewise of terms that the site never uses

/** 0..1; 0 where nothing speaks for an answer: no term that the site knows, and no vector. */
export function confidenceOf(question: Question, evidence: Evidence, shelves: readonly Shelf[]): number {
  const blind = evidence.cosine === null;
  const [first] = shelves;
  if (!first || (blind && !question.terms.some(({ known }) => known))) return 0;
  const values = figures(question, evidence, first);
  let logit = 0;
  for (const [name, weight] of blind ? CONFIDENCE_WITHOUT_VECTORS : CONFIDENCE) logit += weight * (values[name] ?? 0);
  return 1 / (1 + Math.exp(-logit));
}

/** What the answer may claim: the thresholds and their risk stand in weights.py. */
export function statusOf(confidence: number): AnswerStatus {
  if (confidence >= ANSWERED) return "answered";
  return confidence >= NOT_FOUND ? "uncertain" : "not_found";
}

/** What the model weighs, by name; confidence.py says what each is. */
function figures({ terms }: Question, evidence: Evidence, first: Shelf): Record<string, number> {
  const held = new Set([...first.above, ...first.heading, ...first.units.flatMap((row) => row.flatMap((unit) => unit.terms))]);
  const unknown = terms.filter(({ known }) => !known).length;
  return {
    constant: 1,
    score: evidence.score,
    section: share(terms, (term) => held.has(term)),
    cosine: evidence.cosine ?? 0,
    near: evidence.near,
    terms: Math.min(terms.length, MANY_TERMS) / MANY_TERMS,
    unknown: Math.min(unknown, MANY_UNKNOWN) / MANY_UNKNOWN,
  };
}
