// A question as the search sees it: the twin of asked.py.
import { byCodePoint } from "./manifest";
import type { Analyzer } from "./terms";

export const MAX_CHARACTERS = 1000;
const MAX_TERMS = 20;
const CONTEXT_WEIGHT = 0.5;
const MAX_FOLLOW_UP_TERMS = 4;

type Counts = ReadonlyMap<string, number>;

/** `counts`: term → occurrences, sorted by term. `words`: plain word → occurrences. */
export interface Asked {
  readonly text: string;
  readonly counts: Counts;
  readonly words: Counts;
}

/**
 * The question cut to MAX_CHARACTERS and MAX_TERMS. A short one borrows the terms of the last
 * question `before` it: "and in Docker?".
 */
export function understand(question: string, analyzer: Analyzer, before: readonly string[] = []): Asked {
  const text = cut(question.trim());
  let { terms, words } = count(text, analyzer);
  const last = before.at(-1);
  if (last && terms.size > 0 && terms.size <= MAX_FOLLOW_UP_TERMS) {
    const old = count(cut(last), analyzer);
    terms = new Map([...lessened(old.terms), ...terms]);
    words = new Map([...lessened(old.words), ...words]);
  }
  const kept = [...terms].sort(([a], [b]) => [...b].length - [...a].length || byCodePoint(a, b));
  return { text, counts: sorted(kept.slice(0, MAX_TERMS)), words: sorted([...words]) };
}

function cut(text: string): string {
  return [...text].slice(0, MAX_CHARACTERS).join("");
}

function count(text: string, analyzer: Analyzer): { terms: Counts; words: Counts } {
  const tokens = analyzer.tokens(text);
  return { terms: counter(tokens.map(({ term }) => term)), words: counter(tokens.map(({ word }) => word)) };
}

function counter(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) if (key) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

function lessened(counts: Counts): [string, number][] {
  return [...counts].map(([key, occurrences]) => [key, CONTEXT_WEIGHT * occurrences]);
}

function sorted(entries: [string, number][]): Counts {
  return new Map(entries.sort(([a], [b]) => byCodePoint(a, b)));
}
