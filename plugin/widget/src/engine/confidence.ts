// The calibrated probability that the pages answer the question, and what it lets the answer say; the
// twin of confidence.py.
import type { Question } from "./question";
import type { Evidence, RankedSection } from "./records";
import type { AnswerStatus } from "./types";
import { ANSWERED, CONFIDENCE, CONFIDENCE_WITHOUT_VECTORS, NOT_FOUND } from "./weights";

const MANY_TERMS = 12; // a question of more terms counts as one of so many

/** 0..1; 0 where nothing speaks for an answer: no term that the site knows, and no vector. */
export function confidenceOf(question: Question, evidence: Evidence, ranked: readonly RankedSection[]): number {
  const blind = evidence.near === null;
  if (ranked.length === 0 || (blind && !question.terms.some(({ known }) => known))) return 0;
  const values = figures(question, evidence);
  let logit = evidence.site;
  for (const [name, weight] of blind ? CONFIDENCE_WITHOUT_VECTORS : CONFIDENCE) logit += weight * (values[name] ?? 0);
  return 1 / (1 + Math.exp(-logit));
}

/** What the answer may claim: the thresholds and their risk stand in weights.py. */
export function statusOf(confidence: number): AnswerStatus {
  if (confidence >= ANSWERED) return "answered";
  return confidence >= NOT_FOUND ? "uncertain" : "not_found";
}

/** What the model weighs, by name; confidence.py says what each is. */
function figures({ terms }: Question, { words, page, near }: Evidence): Record<string, number> {
  const weightOf = (some: typeof terms): number => some.reduce((total, { weight }) => total + weight, 0);
  const total = weightOf(terms);
  return {
    constant: 1,
    words: words * Math.sqrt(Math.min(terms.length, MANY_TERMS) / MANY_TERMS),
    page,
    meaning: page * (near ?? 0),
    near: near ?? 0,
    unknown: total > 0 ? weightOf(terms.filter(({ known }) => !known)) / total : 0,
  };
}
