// The calibrated probability that the pages answer the question, and what it lets the answer say; the
// twin of confidence.py.
import type { Question } from "./question";
import type { Evidence } from "./records";
import type { AnswerStatus } from "./types";
import { ANSWERED, CONFIDENCE, CONFIDENCE_WITHOUT_VECTORS, NOT_FOUND } from "./weights";

const MANY_TERMS = 12; // a question of more terms counts as one of so many

/**
 * 0..1; 0 where nothing speaks for an answer: no term that the site knows, and no vector.
 * `certainty`: the probability of the best unit among all that were read.
 */
export function confidenceOf(question: Question, evidence: Evidence, certainty: number): number {
  const blind = evidence.cosine === null;
  if (blind && !question.terms.some(({ known }) => known)) return 0;
  const values = figures(question, evidence, certainty);
  let logit = 0;
  for (const [name, weight] of blind ? CONFIDENCE_WITHOUT_VECTORS : CONFIDENCE) logit += weight * (values[name] ?? 0);
  return 1 / (1 + Math.exp(-logit));
}

/** What the answer may claim: the thresholds and their risk stand in weights.py. */
export function statusOf(confidence: number): AnswerStatus {
  if (confidence >= ANSWERED) return "answered";
  return confidence >= NOT_FOUND ? "uncertain" : "not_found";
}

/** What the models weigh, by name: see `Evidence` and `confidenceOf`. */
function figures({ terms }: Question, evidence: Evidence, certainty: number): Record<string, number> {
  return {
    constant: 1,
    score: evidence.score,
    bm25: evidence.bm25Share,
    certainty,
    terms: Math.min(terms.length, MANY_TERMS) / MANY_TERMS,
  };
}
