// A mistyped word → the word of the site that was meant: the twin of spelling.py, in artifact/, which
// has the layout, and in engine/.
import type { Cursor } from "./container";
import { type Manifest, byCodePoint, findAll } from "./manifest";
import { decodeNames } from "./names";

export const KIND = "S";
const MIN_LETTERS = 4;
const MAX_LOOKED_UP = 2;
const MAX_SHARDS = 2;
const WORD = /-*[\p{L}\p{M}\p{N}_]+(?:[-.:/@#]+[\p{L}\p{M}\p{N}_]+)*(?:\(|\+\+)?/gu;
const LETTERS = /^\p{L}+$/u;

/** Word → how often the site uses it; 0 for a right word of others. */
export type Uses = ReadonlyMap<string, number>;

/** The hashes of the spelling shards that hold what is near a word. */
export interface Near {
  readonly forwards: readonly string[];
  readonly backwards: readonly string[];
}

export function decodeSpelling(cursor: Cursor): Uses {
  const words = decodeNames(cursor, cursor.u32());
  return new Map(words.map((word) => [word, cursor.varint()]));
}

/** The words that may be mistyped, the longest first: plain ones that are not `right`. */
export function doubtful(words: Iterable<string>, isRight: (word: string) => boolean): string[] {
  const unknown = [...words].filter((word) => length(word) >= MIN_LETTERS && LETTERS.test(word) && !isRight(word));
  return unknown.sort((a, b) => length(b) - length(a) || byCodePoint(a, b)).slice(0, MAX_LOOKED_UP);
}

export function shardsFor(word: string, { spelling, backwards }: Manifest): Near {
  const letters = [...word];
  const half = letters.length >> 1;
  const first = letters.slice(0, Math.max(half - 1, 1)).join("");
  const last = letters.reverse().slice(0, Math.max(letters.length - half - 1, 1)).join("");
  return { forwards: findAll(spelling, first, MAX_SHARDS), backwards: findAll(backwards, last, MAX_SHARDS) };
}

/**
 * The word one edit away that the site uses most; empty where there is none, or where `word` itself
 * stands in the shards, which know the right words near the site's.
 */
export function meant(word: string, forwards: readonly Uses[], backwards: readonly Uses[]): string {
  if (forwards.some((shard) => shard.has(word))) return "";
  const reverse = reversed(word);
  const found = new Map([
    ...forwards.flatMap((shard) => [...shard].filter(([each]) => oneEdit(word, each))),
    ...backwards.flatMap((shard) =>
      [...shard].filter(([each]) => oneEdit(reverse, each)).map(([each, uses]): [string, number] => [reversed(each), uses]),
    ),
  ]);
  const used = [...found].filter(([, uses]) => uses > 0);
  const [best] = used.sort(([a, usesOfA], [b, usesOfB]) => usesOfB - usesOfA || byCodePoint(a, b));
  return best?.[0] ?? "";
}

/** Whether one letter, added, left out, replaced or changed with its neighbour, makes b of a. */
function oneEdit(first: string, second: string): boolean {
  if (Math.abs(first.length - second.length) > 2 || first === second) return false; // 2: one beyond U+FFFF
  const [a, b] = [[...first], [...second]];
  if (Math.abs(a.length - b.length) > 1) return false;
  let same = 0;
  while (same < Math.min(a.length, b.length) && a[same] === b[same]) same++;
  const rest = (letters: readonly string[], from: number): string => letters.slice(same + from).join("");
  if (a.length > b.length) return rest(a, 1) === rest(b, 0);
  if (a.length < b.length) return rest(a, 0) === rest(b, 1);
  const swapped = a[same] === b[same + 1] && a[same + 1] === b[same] && rest(a, 2) === rest(b, 2);
  return rest(a, 1) === rest(b, 1) || swapped;
}

/** `text` with some of its words, given in lower case, replaced; names are left as they are. */
export function replaced(text: string, words: ReadonlyMap<string, string>): string {
  return text.replace(WORD, (word) => words.get(word.toLowerCase()) ?? word);
}

function reversed(word: string): string {
  return [...word].reverse().join("");
}

function length(word: string): number {
  return [...word].length;
}
