// Reads the shards of an index on demand, each at most once: the asynchronous twin of shards.py.
import * as cells from "./cells";
import * as centroids from "./centroids";
import { type Cursor, unpack } from "./container";
import { type AskdocsError, asAskdocsError } from "./errors";
import { type Manifest, type ShardKind, fileName, find } from "./manifest";
import * as postings from "./postings";
import type { FetchBytes } from "./types";
import * as words from "./words";

/** Where what could not be read is told, so that the rest can go on. */
export type Losses = AskdocsError[];

/** One kind of shard by hash; a shard under way is shared, one that failed may be tried again. */
class Kept<Shard> {
  private readonly shards = new Map<string, Shard>();
  private readonly underWay = new Map<string, Promise<Shard>>();

  constructor(private readonly load: (digits: string) => Promise<Shard>) {}

  peek(digits: string): Shard | undefined {
    return this.shards.get(digits);
  }

  async get(digits: string): Promise<Shard> {
    return this.shards.get(digits) ?? this.underWay.get(digits) ?? this.begin(digits);
  }

  private begin(digits: string): Promise<Shard> {
    const promise = this.load(digits)
      .then((shard) => {
        this.shards.set(digits, shard);
        return shard;
      })
      .finally(() => this.underWay.delete(digits));
    this.underWay.set(digits, promise);
    return promise;
  }
}

export class Shards implements words.WordShards {
  private readonly termShards: Kept<Map<string, postings.TermEntry>>;
  private readonly wordShards: Kept<words.WordShard>;
  private readonly cellShards: Kept<cells.CellPassage[]>;
  private readonly centroidShards: Kept<Int8Array[]>;

  constructor(
    readonly manifest: Manifest,
    private readonly fetchBytes: FetchBytes,
  ) {
    this.termShards = this.kept("terms", postings.KIND, postings.decodeTerms);
    this.wordShards = this.kept("words", words.KIND, words.decodeWords);
    this.cellShards = this.kept("cell", cells.KIND, cells.decodeCell);
    this.centroidShards = this.kept("centroids", centroids.KIND, centroids.decodeCentroids);
  }

  private kept<Shard>(kind: ShardKind, letter: string, decode: (cursor: Cursor) => Shard): Kept<Shard> {
    return new Kept(async (digits) => {
      const name = fileName(kind, digits);
      return decode(await unpack(name, letter, digits, await this.fetchBytes(name)));
    });
  }

  /** Fetches the shards of these terms and, if there are any, the centroids that choose cells. */
  async fetchEntries(terms: Iterable<string>, losses: Losses): Promise<void> {
    const digits = this.termDigits(terms);
    await Promise.all([
      ...digits.map((each) => noting(this.termShards.get(each), losses)),
      ...this.centroidDigits(digits).map((each) => noting(this.centroidShards.get(each), losses)),
    ]);
  }

  async fetchWordShard(digits: string, losses: Losses): Promise<void> {
    await noting(this.wordShards.get(digits), losses);
  }

  async fetchCells(numbers: readonly number[], losses: Losses): Promise<void> {
    await Promise.all(this.cellDigits(numbers).map((digits) => noting(this.cellShards.get(digits), losses)));
  }

  /** Whether `fetchEntries` has nothing to fetch. */
  hasEntries(terms: Iterable<string>): boolean {
    const digits = this.termDigits(terms);
    return (
      digits.every((each) => this.termShards.peek(each)) &&
      this.centroidDigits(digits).every((each) => this.centroidShards.peek(each))
    );
  }

  /** Whether `fetchCells` has nothing to fetch. */
  hasCells(numbers: readonly number[]): boolean {
    return this.cellDigits(numbers).every((digits) => this.cellShards.peek(digits));
  }

  /** The entries of those of `terms` that are at hand, in the order given. */
  entries(terms: Iterable<string>): Map<string, postings.TermEntry> {
    const found = new Map<string, postings.TermEntry>();
    for (const term of terms) {
      const entry = this.termShards.peek(find(this.manifest.terms, term) ?? "")?.get(term);
      if (entry) found.set(term, entry);
    }
    return found;
  }

  wordDigits(piece: string): string | undefined {
    return find(this.manifest.words, piece);
  }

  wordShard(digits: string): words.WordShard | undefined {
    return this.wordShards.peek(digits);
  }

  /** The centroids, where they are at hand. */
  centroids(): readonly Int8Array[] {
    return this.centroidShards.peek(this.manifest.centroids) ?? [];
  }

  /** The passages of those of the cells that are at hand. */
  passages(numbers: readonly number[]): cells.CellPassage[] {
    return this.cellDigits(numbers).flatMap((digits) => this.cellShards.peek(digits) ?? []);
  }

  private termDigits(terms: Iterable<string>): string[] {
    const found = [...terms].flatMap((term) => find(this.manifest.terms, term) ?? []);
    return [...new Set(found)];
  }

  private centroidDigits(terms: readonly string[]): string[] {
    return terms.length > 0 && this.manifest.centroids ? [this.manifest.centroids] : [];
  }

  private cellDigits(numbers: readonly number[]): string[] {
    return numbers.flatMap((number) => this.manifest.cells[number] ?? []);
  }
}

async function noting(promise: Promise<unknown>, losses: Losses): Promise<void> {
  try {
    await promise;
  } catch (thrown) {
    losses.push(asAskdocsError(thrown));
  }
}
