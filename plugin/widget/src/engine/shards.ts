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
    const read = async (digits: string, options: { readonly fresh?: boolean }): Promise<Shard> => {
      const name = fileName(kind, digits);
      return decode(await unpack(name, letter, digits, await this.fetchBytes(name, options)));
    };
    return new Kept((digits) =>
      read(digits, {}).catch((thrown: unknown) => {
        // what arrived damaged is in the browser's cache for good: only a fresh one can be whole
        if (asAskdocsError(thrown).code !== "corrupt") throw thrown;
        return read(digits, { fresh: true });
      }),
    );
  }

  /** Fetches what a question begins with: its terms' shards, the stop words' rows, the centroids. */
  async fetchFirst(terms: Iterable<string>, losses: Losses): Promise<void> {
    const { common, centroids } = this.manifest;
    await Promise.all([
      ...this.termDigits(terms).map((digits) => noting(this.termShards.get(digits), losses)),
      common && this.fetchWordShard(common, losses),
      centroids && noting(this.centroidShards.get(centroids), losses),
    ]);
  }

  async fetchWordShard(digits: string, losses: Losses): Promise<void> {
    await noting(this.wordShards.get(digits), losses);
  }

  async fetchCells(numbers: readonly number[], losses: Losses): Promise<void> {
    await Promise.all(this.cellDigits(numbers).map((digits) => noting(this.cellShards.get(digits), losses)));
  }

  /** Whether `fetchFirst` has nothing to fetch. */
  hasFirst(terms: Iterable<string>): boolean {
    const { common, centroids } = this.manifest;
    return (
      this.termDigits(terms).every((digits) => this.termShards.peek(digits)) &&
      (!common || this.wordShards.peek(common) !== undefined) &&
      (!centroids || this.centroidShards.peek(centroids) !== undefined)
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

  /** The rows of the stop words, where they are at hand. */
  common(): words.WordShard {
    return this.wordShards.peek(this.manifest.common) ?? new Map();
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
