// The calibrated probability that the pages answer the question, and what it lets the answer say; the
// twin of confidence.py.
import type { Question } from "./question";
import type { Evidence } from "./records";
import { share } from "./scorer";
import type { AnswerStatus } from "./types";
import type { Shelf } from "./units";
import { ANSWERED, CONFIDENCE, CONFIDENCE_WITHOUT_VECTORS, NOT_FOUND } from "./weights";

const MANY_TERMS = 12; // a question of more terms counts as one of so many

/** 0..1; 0 where nothing speaks for an answer: no term that the site knows, and no vector. */
export function confidenceOf(question: Question, evidence: Evidence, shelves: readonly Shelf[]): number {
  const blind = evidence.cosine === null;
  if (shelves.length === 0 || (blind && !question.terms.some(({ known }) => known))) return 0;
  const values = figures(question, evidence, shelves);
  let logit = 0;
  for (const [name, weight] of blind ? CONFIDENCE_WITHOUT_VECTORS : CONFIDENCE) logit += weight * (values[name] ?? 0);
  return 1 / (1 + Math.exp(-logit));
}

/** What the answer may claim: the thresholds and their risk stand in weights.py. */
export function statusOf(confidence: number): AnswerStatus {
  if (confidence >= ANSWERED) return "answered";
  return confidence >= NOT_FOUND ? "uncertain" : "not_found";
}

/** What the model weighs, by name. Coverage is a share of the question's whole weight. */
function figures({ terms }: Question, evidence: Evidence, shelves: readonly Shelf[]): Record<string, number> {
  const coverage = (own: ReadonlySet<string>): number => share(terms, (term) => own.has(term));
  const units = shelves.flatMap((shelf) => shelf.units.flat());
  const sections = shelves.map(
    ({ above, heading, units }) => new Set([...above, ...heading, ...units.flatMap((row) => row.flatMap((unit) => unit.terms))]),
  );
  return {
    constant: 1,
    section: Math.max(...sections.map(coverage)),
    unit: Math.max(0, ...units.map((unit) => coverage(new Set(unit.terms)))),
    bm25: evidence.bm25Share,
    cosine: evidence.cosine ?? 0,
    terms: Math.min(terms.length, MANY_TERMS) / MANY_TERMS,
  };
}
