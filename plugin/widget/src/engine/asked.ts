// A question as the search sees it: the twin of asked.py.
import { byCodePoint } from "./manifest";
import type { Analyzer } from "./terms";

export const MAX_CHARACTERS = 1000;
const MAX_TERMS = 20;
export const CONTEXT_WEIGHT = 0.5;
const MAX_FOLLOW_UP_TERMS = 4;

type Counts = ReadonlyMap<string, number>;

/**
 * `counts`: term → occurrences, sorted by term. `words`: the plain words, in order; `earlier`: those
 * of the question before, where this one borrows from it.
 */
export interface Asked {
  readonly text: string;
  readonly counts: Counts;
  readonly words: readonly string[];
  readonly earlier: readonly string[];
}

/** The different words of both questions, sorted. */
export function everyWord({ words, earlier }: Asked): string[] {
  return [...new Set([...words, ...earlier])].sort(byCodePoint);
}

/**
 * The question cut to MAX_CHARACTERS and MAX_TERMS. A short one borrows the terms of the last
 * question `before` it: "and in Docker?".
 */
export function understand(question: string, analyzer: Analyzer, before: readonly string[] = []): Asked {
  const text = cut(question.trim());
  const { words, ...counted } = count(text, analyzer);
  let { terms } = counted;
  let earlier: readonly string[] = [];
  const last = before.at(-1);
  if (last && terms.size > 0 && terms.size <= MAX_FOLLOW_UP_TERMS) {
    const old = count(cut(last), analyzer);
    terms = new Map([...lessened(old.terms), ...terms]);
    earlier = old.words;
  }
  const kept = [...terms].sort(([a], [b]) => [...b].length - [...a].length || byCodePoint(a, b));
  return { text, counts: sorted(kept.slice(0, MAX_TERMS)), words, earlier };
}

function cut(text: string): string {
  return [...text].slice(0, MAX_CHARACTERS).join("");
}

function count(text: string, analyzer: Analyzer): { terms: Counts; words: readonly string[] } {
  const tokens = analyzer.tokens(text);
  return { terms: counter(tokens.map(({ term }) => term)), words: tokens.map(({ word }) => word).filter(Boolean) };
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
