// manifest.json, which names all other files: the twin of manifest.py, which has the layout.
import { FORMAT, HASH_DIGITS, decoding, otherFormat } from "./container";
import { type Group, filtersFrom, groupsFrom } from "./facets";
import type { Weights } from "./fusion";
import { list, number, record, text } from "./narrow";
import type { Filters, Starters } from "./types";

export const NAME = "manifest.json";

export type ShardKind = "terms" | "stops" | "cell" | "centroids" | "spelling";

/** Files of sorted keys: the first key of each, rising by code point, and its hash. */
export interface Ranges {
  readonly starts: readonly string[];
  readonly hashes: readonly string[];
}

/** What BM25 must know of a collection besides the postings. */
export interface Collection {
  readonly documents: number;
  readonly meanIdf: number;
}

export interface Manifest {
  readonly language: string;
  readonly stopwords: ReadonlySet<string>;
  readonly passages: Collection;
  readonly meanLength: number; // of a passage, in terms
  readonly pages: Collection;
  readonly weights: Weights;
  readonly probes: number; // cells that a question fetches
  readonly terms: Ranges;
  readonly stops: string; // the file of the stop words' rows, or ""
  readonly cells: readonly string[];
  readonly centroids: string;
  readonly spelling: Ranges;
  readonly backwards: Ranges; // of the words of `spelling`, written backwards; none on a small site
  readonly groups: readonly Group[]; // none where no filters are declared
  readonly filters: Filters;
  readonly starters: Starters;
  readonly calibration: number; // added to the log-odds of a confidence
  readonly ui: unknown;
}

export function fileName(kind: ShardKind, digits: string): string {
  return `${kind}-${digits}.bin`;
}

/** The manifest in `document`; throws a `corrupt` or a `format` error. */
export function decodeManifest(document: string): Manifest {
  return decoding(NAME, () => {
    const plain = record(JSON.parse(document));
    if (plain["format"] !== FORMAT) throw otherFormat(NAME, plain["format"]);
    return manifest(plain);
  });
}

function manifest(plain: Readonly<Record<string, unknown>>): Manifest {
  const bm25 = record(plain["bm25"]);
  const fusion = record(plain["fusion"]);
  const files = record(plain["files"]);
  return {
    language: text(plain["language"]),
    stopwords: new Set(list(plain["stopwords"]).map(text)),
    passages: { documents: number(bm25["passages"]), meanIdf: number(bm25["meanIdf"]) },
    meanLength: number(bm25["meanLength"]),
    pages: { documents: number(bm25["pages"]), meanIdf: number(bm25["meanPageIdf"]) },
    weights: {
      section: number(fusion["section"]),
      page: number(fusion["page"]),
      vectors: number(fusion["vectors"]),
    },
    probes: number(fusion["probes"]),
    terms: ranges(files["terms"]),
    stops: text(files["stops"]),
    cells: split(files["cells"]),
    centroids: text(files["centroids"]),
    spelling: ranges(files["spelling"]),
    backwards: ranges(files["backwards"]),
    groups: groupsFrom(plain["groups"]),
    filters: filtersFrom(plain["filters"]),
    starters: startersFrom(plain["starters"]),
    calibration: number(plain["calibration"]),
    ui: plain["ui"],
  };
}

function startersFrom(value: unknown): Starters {
  return Object.fromEntries(Object.entries(record(value)).map(([beginning, asked]) => [beginning, list(asked).map(text)]));
}

function ranges(value: unknown): Ranges {
  const plain = record(value);
  return { starts: list(plain["from"]).map(text), hashes: split(plain["hashes"]) };
}

function split(hashes: unknown): string[] {
  return text(hashes).match(new RegExp(`.{${HASH_DIGITS}}`, "g")) ?? [];
}

/** The hash of the file that would hold `key`; undefined where none can. */
export function find({ starts, hashes }: Ranges, key: string): string | undefined {
  return hashes[placeOf(starts, key)];
}

/** The hashes of the first `most` files that may hold keys of this `beginning`. */
export function findAll({ starts, hashes }: Ranges, beginning: string, most: number): string[] {
  const first = Math.max(placeOf(starts, beginning), 0);
  let end = first + 1;
  while (end < first + most && starts[end]?.startsWith(beginning)) end++;
  return hashes.slice(first, end);
}

/** The place of the last of `starts` that is not beyond `key`; -1 where all are. */
function placeOf(starts: readonly string[], key: string): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (byCodePoint(key, starts[middle] ?? "") < 0) high = middle;
    else low = middle + 1;
  }
  return low - 1;
}

/** Orders texts as Python does; `<` would put U+1F600 before U+FB01. */
export function byCodePoint(a: string, b: string): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const difference = (a.codePointAt(i) ?? 0) - (b.codePointAt(i) ?? 0);
    if (difference) return difference;
  }
  return a.length - b.length;
}
