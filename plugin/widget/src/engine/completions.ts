// What the word that a reader is typing may become: the twin of completions.py.
import { byCodePoint } from "./manifest";
import type { TermEntry } from "./postings";
import { fold } from "./terms";

const MAX_COMPLETIONS = 8;
const MIN_LETTERS = 2;
const MIN_STEM = 4;
const MAX_ENDING = 4;

/**
 * The terms among `entries` that `word` begins, those in most passages first; and the longest one that
 * `word` is an inflection of: "configurati" is on its way to "configur".
 */
export function completions(word: string, entries: Iterable<TermEntry>): string[] {
  const typed = fold(word);
  const letters = [...typed];
  if (letters.length < MIN_LETTERS) return [];
  const used = new Map([...entries].map(({ term, passages }): [string, number] => [term, passages.ids.length]));
  const begun = [...used].filter(([term, uses]) => uses > 0 && term.startsWith(typed) && term !== typed);
  const often = begun.sort(([a, usesOfA], [b, usesOfB]) => usesOfB - usesOfA || byCodePoint(a, b));
  return [...often.slice(0, MAX_COMPLETIONS).map(([term]) => term), ...stemOf(letters, used)];
}

function stemOf(letters: readonly string[], used: ReadonlyMap<string, number>): string[] {
  const shortest = Math.max(letters.length - MAX_ENDING, MIN_STEM);
  for (let end = letters.length - 1; end >= shortest; end--) {
    const stem = letters.slice(0, end).join("");
    if (used.get(stem)) return [stem];
  }
  return [];
}
