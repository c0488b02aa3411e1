// Reads the shards of an index on demand, each at most once: the asynchronous twin of shards.py.
import * as cells from "./cells";
import * as centroids from "./centroids";
import { type Cursor, unpack } from "./container";
import { type AskdocsError, asAskdocsError } from "./errors";
import { type Manifest, type ShardKind, fileName, find, findAll } from "./manifest";
import * as postings from "./postings";
import * as spelling from "./spelling";
import * as stops from "./stops";
import type { FetchBytes } from "./types";

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

export class Shards {
  private readonly termShards: Kept<Map<string, postings.TermEntry>>;
  private readonly spellingShards: Kept<spelling.Uses>;
  private readonly stopsShards: Kept<stops.Stops>;
  private readonly cellShards: Kept<cells.CellPassage[]>;
  private readonly centroidShards: Kept<number[][]>;

  constructor(
    readonly manifest: Manifest,
    private readonly fetchBytes: FetchBytes,
  ) {
    this.termShards = this.kept("terms", postings.KIND, postings.decodeTerms);
    this.spellingShards = this.kept("spelling", spelling.KIND, spelling.decodeSpelling);
    this.stopsShards = this.kept("stops", stops.KIND, stops.decodeStops);
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

  /**
   * Fetches what a question begins with: its keys' shards, those of its unfinished word's `beginning`,
   * the stop words' rows, the centroids.
   */
  async fetchFirst(keys: Iterable<string>, beginning: string, losses: Losses): Promise<void> {
    const { stops, centroids } = this.manifest;
    await Promise.all([
      ...this.termDigits(keys, beginning).map((digits) => noting(this.termShards.get(digits), losses)),
      stops && noting(this.stopsShards.get(stops), losses),
      centroids && noting(this.centroidShards.get(centroids), losses),
    ]);
  }

  async fetchCells(numbers: readonly number[], losses: Losses): Promise<void> {
    await Promise.all(this.cellDigits(numbers).map((digits) => noting(this.cellShards.get(digits), losses)));
  }

  /** Whether `fetchFirst` has nothing to fetch. */
  hasFirst(keys: Iterable<string>, beginning: string): boolean {
    const { stops, centroids } = this.manifest;
    return (
      this.termDigits(keys, beginning).every((digits) => this.termShards.peek(digits)) &&
      (!stops || this.stopsShards.peek(stops) !== undefined) &&
      (!centroids || this.centroidShards.peek(centroids) !== undefined)
    );
  }

  /** Whether `fetchCells` has nothing to fetch. */
  hasCells(numbers: readonly number[]): boolean {
    return this.cellDigits(numbers).every((digits) => this.cellShards.peek(digits));
  }

  /** The entries of those of `keys` that are at hand, in the order given. */
  entries(keys: Iterable<string>): Map<string, postings.TermEntry> {
    const found = new Map<string, postings.TermEntry>();
    for (const key of keys) {
      const entry = this.termShards.peek(find(this.manifest.terms, key) ?? "")?.get(key);
      if (entry) found.set(key, entry);
    }
    return found;
  }

  /** The entries of the shards, two at most, that keys of this `beginning` fall into. */
  startingWith(beginning: string): postings.TermEntry[] {
    const shards = this.beginningDigits(beginning).map((digits) => this.termShards.peek(digits));
    return shards.flatMap((shard) => [...(shard?.values() ?? [])]);
  }

  async fetchSpelling(digits: readonly string[], losses: Losses): Promise<void> {
    await Promise.all([...new Set(digits)].map((each) => noting(this.spellingShards.get(each), losses)));
  }

  /** The words of those of the spelling shards that are at hand; undefined where one is not. */
  spelling(digits: readonly string[]): readonly spelling.Uses[] | undefined {
    const found = digits.flatMap((each) => this.spellingShards.peek(each) ?? []);
    return found.length === digits.length ? found : undefined;
  }

  /** The rows of the stop words, where they are at hand. */
  stops(): stops.Stops {
    return this.stopsShards.peek(this.manifest.stops) ?? new Map();
  }

  /** The centroids, where they are at hand. */
  centroids(): readonly (readonly number[])[] {
    return this.centroidShards.peek(this.manifest.centroids) ?? [];
  }

  /** The passages of those of the cells that are at hand. */
  passages(numbers: readonly number[]): cells.CellPassage[] {
    return this.cellDigits(numbers).flatMap((digits) => this.cellShards.peek(digits) ?? []);
  }

  /** The hashes of the shards that hold what there may be of `keys`, and of a word's `beginning`. */
  termDigits(keys: Iterable<string>, beginning = ""): string[] {
    const found = [...keys].flatMap((key) => find(this.manifest.terms, key) ?? []);
    return [...new Set([...found, ...this.beginningDigits(beginning)])];
  }

  private beginningDigits(beginning: string): string[] {
    return beginning ? findAll(this.manifest.terms, beginning, 2) : [];
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
