// Rows of the question table for words that the site does not use, fetched on demand piece by piece:
// the twin of words.py in artifact/, which has the layout, and in engine/.
import type { Cursor } from "./container";
import { byCodePoint } from "./manifest";
import { decodeNames } from "./names";
import { ROW_BYTES } from "./rows";
import { isPunctuation, pieces, words as splitWords } from "./wordpiece";

export const KIND = "W";
const MAX_UNKNOWN_WORDS = 2; // of a question that are looked up, the longest of them
const MAX_SHARDS = 2; // fetched for one word; a word in more pieces than these hold is left out

/** Piece → row. */
export type WordShard = ReadonlyMap<string, Uint8Array>;

/** The word shards: the hash of the one that a piece falls into, and that shard where it is at hand. */
export interface WordShards {
  wordDigits(piece: string): string | undefined;
  wordShard(digits: string): WordShard | undefined;
}

export function decodeWords(cursor: Cursor): WordShard {
  const names = decodeNames(cursor, cursor.u32());
  return new Map(names.map((name) => [name, cursor.take(ROW_BYTES)]));
}

/** The words worth looking up, sorted: neither stop words nor of the site's vocabulary. */
export function unknownWords(words: Iterable<string>, isKnown: (word: string) => boolean): string[] {
  const unknown = [...words].filter((word) => [...word].length > 1 && !isKnown(word));
  unknown.sort((a, b) => [...b].length - [...a].length || byCodePoint(a, b));
  return unknown.slice(0, MAX_UNKNOWN_WORDS).sort(byCodePoint);
}

/**
 * The rows of the pieces of `word`; none where the table lacks one of them. `missing` is the hash of
 * a shard without which that cannot be told.
 */
export function wordRows(word: string, shards: WordShards): { rows: Uint8Array[]; missing: string | undefined } {
  const vocabulary = new Vocabulary(shards);
  const found = splitWords(word)
    .filter((part) => !isPunctuation(part)) // the apostrophe of "user's" has no row
    .flatMap((part) => pieces(part, vocabulary))
    .map((piece) => vocabulary.row(piece));
  const { missing } = vocabulary;
  const rows = found.filter((row) => row !== undefined);
  return { rows: missing === undefined && rows.length === found.length ? rows : [], missing };
}

/** The pieces of at most MAX_SHARDS shards, taken in the order in which they are asked for. */
class Vocabulary {
  missing: string | undefined;
  private readonly seen = new Set<string>();

  constructor(private readonly shards: WordShards) {}

  has(piece: string): boolean {
    return this.row(piece) !== undefined;
  }

  row(piece: string): Uint8Array | undefined {
    const digits = this.shards.wordDigits(piece);
    if (digits === undefined || this.missing !== undefined) return undefined;
    if (!this.seen.has(digits) && this.seen.size === MAX_SHARDS) return undefined;
    this.seen.add(digits);
    const shard = this.shards.wordShard(digits);
    if (!shard) this.missing = digits;
    return shard?.get(piece);
  }
}
