// A question as the search sees it: the twin of asked.py.
import { type Ranges, byCodePoint, find } from "./manifest";
import type { Analyzer } from "./terms";

export const MAX_CHARACTERS = 1000;
const MAX_TERMS = 20;
const MAX_TERM_FILES = 9;
export const CONTEXT_WEIGHT = 0.5;
const MAX_FOLLOW_UP_TERMS = 4;

type Counts = ReadonlyMap<string, number>;

/**
 * `counts`: term → occurrences, sorted by term. `words`: plain word → occurrences. `termOf`: plain
 * word → its term, "" for a stop word. `unfinished`: the last word, while the reader types it.
 */
export interface Asked {
  readonly text: string;
  readonly counts: Counts;
  readonly words: Counts;
  readonly termOf: ReadonlyMap<string, string>;
  readonly unfinished: string;
  readonly skipped: readonly string[]; // terms that are not looked up
  readonly context: string; // the question before, where its terms were borrowed
  readonly read?: readonly string[]; // hashes of the shards that were read to understand it
  readonly vector?: readonly number[]; // where an encoder gave it one, in place of the sum of rows
}

/** What was asked before, oldest first, and whether the word that ends the question may go on. */
export interface Circumstances {
  readonly before?: readonly string[];
  readonly typing?: boolean;
}

/** What the index may know something of: the terms, and the words that stand for them. */
export function keysOf({ counts, termOf }: Asked): string[] {
  const words = [...termOf].filter(([, term]) => counts.has(term)).map(([word]) => word);
  return [...new Set([...counts.keys(), ...words])].sort(byCodePoint);
}

/**
 * The question cut to MAX_CHARACTERS, MAX_TERMS and MAX_TERM_FILES of `files`. A short one borrows
 * the terms of the last question `before` it: "and in Docker?".
 */
export function understand(question: string, analyzer: Analyzer, files: Ranges, circumstances: Circumstances = {}): Asked {
  const { before = [], typing = false } = circumstances;
  const text = cut(question.trim());
  let { terms, words, termOf } = count(text, analyzer);
  const context = terms.size > 0 && terms.size <= MAX_FOLLOW_UP_TERMS ? cut((before.at(-1) ?? "").trim()) : "";
  if (context) {
    const old = count(context, analyzer);
    terms = new Map([...lessened(old.terms), ...terms]);
    words = new Map([...lessened(old.words), ...words]);
    termOf = new Map([...old.termOf, ...termOf]);
  }
  const kept = affordable([...terms.keys()], termOf, files);
  const counts = sorted([...terms].filter(([term]) => kept.has(term)));
  const skipped = [...terms.keys()].filter((term) => !kept.has(term));
  const unfinished = typing ? lastWord(question, analyzer) : "";
  return { text, counts, words: sorted([...words]), termOf, unfinished, skipped, context };
}

/** Those of `terms` that are looked up, the longest first, with the words that stand for them. */
function affordable(terms: readonly string[], termOf: ReadonlyMap<string, string>, files: Ranges): Set<string> {
  const kept = new Set<string>();
  let opened = new Set<string | undefined>();
  for (const term of [...terms].sort((a, b) => [...b].length - [...a].length || byCodePoint(a, b))) {
    const words = [...termOf].flatMap(([word, other]) => (other === term ? word : []));
    const wanted = new Set([...opened, ...[term, ...words].map((key) => find(files, key))]);
    if (kept.size === MAX_TERMS || wanted.size > MAX_TERM_FILES) continue;
    kept.add(term);
    opened = wanted;
  }
  return kept;
}

/** The plain word at the very end of the question; empty where there is none. */
function lastWord(question: string, analyzer: Analyzer): string {
  const end = [...question].slice(-MAX_CHARACTERS).join("");
  const word = analyzer.tokens(end).at(-1)?.word ?? "";
  return question.toLowerCase().endsWith(word) ? word : "";
}

function cut(text: string): string {
  return [...text].slice(0, MAX_CHARACTERS).join("");
}

function count(text: string, analyzer: Analyzer): Pick<Asked, "words" | "termOf"> & { terms: Counts } {
  const tokens = analyzer.tokens(text);
  return {
    terms: counter(tokens.map(({ term }) => term)),
    words: counter(tokens.map(({ word }) => word)),
    termOf: new Map(tokens.filter(({ word }) => word).map(({ word, term }) => [word, term])),
  };
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
