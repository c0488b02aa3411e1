// The piece of a passage that a hit shows: the twin of excerpt.py.
import type { Analyzer } from "./terms";

const MAX_CHARACTERS = 300;
// Python's white space: \s would hold U+FEFF besides, and not the separators before the blank
const SPACES = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/u;

/**
 * A run of one of `texts` (a passage's fragments), white space collapsed; "" without text. It begins
 * with the line that holds most of the question's weight. `weights`: term → idf.
 */
export function excerpt(texts: readonly string[], weights: ReadonlyMap<string, number>, analyzer: Analyzer): string {
  let best = "";
  let bestWeight = -1;
  for (const text of texts) {
    let start = 0;
    for (const line of text.split("\n")) {
      const weight = weigh(line, weights, analyzer);
      if (weight > bestWeight && words(line).length > 0) {
        best = text.slice(start);
        bestWeight = weight;
      }
      start += line.length + 1;
    }
  }
  return cut(words(best).join(" "));
}

/** `text` up to MAX_CHARACTERS, at the end of a word where there is one. */
export function cut(text: string): string {
  const characters = [...text];
  if (characters.length <= MAX_CHARACTERS) return text;
  const end = characters.lastIndexOf(" ", MAX_CHARACTERS);
  return characters.slice(0, end > 0 ? end : MAX_CHARACTERS).join("");
}

function words(text: string): string[] {
  return text.split(SPACES).filter(Boolean);
}

function weigh(text: string, weights: ReadonlyMap<string, number>, analyzer: Analyzer): number {
  const terms = new Set(analyzer.terms(text));
  let sum = 0;
  for (const [term, weight] of weights) if (terms.has(term)) sum += weight;
  return sum;
}
