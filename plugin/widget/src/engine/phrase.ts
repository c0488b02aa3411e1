// Terms that stand side by side in the question and in a passage as well: the twin of phrase.py.
import type { Analyzer } from "./terms";

export const READ = 20; // passages whose texts are read for it, the best so far
export const WEIGHT = 0.1; // added to the score of a passage that has all pairs of the question

/** The neighbouring terms of each text, a space between the two; stop words do not part them. */
export function pairs(texts: Iterable<string>, analyzer: Analyzer): ReadonlySet<string> {
  const found = new Set<string>();
  for (const text of texts) {
    let before = "";
    for (const term of analyzer.terms(text)) {
      if (before) found.add(`${before} ${term}`);
      before = term;
    }
  }
  return found;
}

/** The share of the pairs `asked` that stand in `texts`: 0 … 1. */
export function shared(asked: ReadonlySet<string>, texts: Iterable<string>, analyzer: Analyzer): number {
  if (asked.size === 0) return 0;
  const found = pairs(texts, analyzer);
  return [...asked].filter((pair) => found.has(pair)).length / asked.size;
}
