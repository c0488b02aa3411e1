// A question → ranked passages, reading only the shards that it needs: the twin of search.py.
import { type Asked, keysOf } from "./asked";
import { IMPACT_STEP, MAX_IMPACT, idf } from "./bm25";
import { CAPACITY, type CellPassage, VECTOR_STEP } from "./cells";
import { completions } from "./completions";
import { cellsOf } from "./facets";
import { fuse } from "./fusion";
import { type Collection, type Manifest, byCodePoint } from "./manifest";
import type { Postings, TermEntry } from "./postings";
import { DIMENSIONS, decodeRow } from "./rows";
import * as phrase from "./phrase";
import type { Losses, Shards } from "./shards";
import type { Analyzer } from "./terms";
import type { Filter } from "./types";

/** A passage with its evidence: shares of the attainable BM25 (0 … 1) and the cosine. */
export interface Ranked {
  readonly passage: CellPassage;
  readonly score: number;
  readonly section: number;
  readonly page: number;
  readonly cosine: number;
}

/**
 * The passages of the fetched cells, best first, and what the question's terms are worth: `idf` of
 * all of them, `known` those that the site uses, `hasVector` whether the question has a vector.
 */
export interface Found {
  readonly ranked: readonly Ranked[];
  readonly idf: ReadonlyMap<string, number>;
  readonly known: ReadonlySet<string>;
  readonly hasVector: boolean;
}

const CENTROID = 0.5; // what a cell's likeness counts beside a passage's
export const FILES = 16; // of terms, spelling and cells
export const LEAST_CELLS = 4; // of those, whatever the others would take

const NOTHING: Found = { ranked: [], idf: new Map(), known: new Set(), hasVector: false };

type Scores = Float64Array; // by id: share of the attainable BM25, 0 where no term stands
type Entries = ReadonlyMap<string, TermEntry>;
type Others = ReadonlyMap<string, readonly string[]>; // term → the terms that it may stand for as well
type WeightedRow = readonly [occurrences: number, row: Uint8Array];

/** What the entries of the question's keys say. */
interface Matches {
  readonly entries: Entries;
  readonly others: Others;
  readonly passages: Scores;
  readonly pages: Scores;
  readonly vector: readonly number[];
}

/**
 * Ranks the passages of the cells that the question reaches, of those that hold what `filter` wants;
 * what cannot be read goes to `losses`.
 */
export async function search(shards: Shards, asked: Asked, analyzer: Analyzer, losses: Losses, filter: Filter): Promise<Found> {
  if (asked.counts.size === 0 && !asked.unfinished) return NOTHING;
  const { held, all } = openTo(filter, shards);
  // where every cell is wanted anyway, they come in the same round as the terms
  const first = shards.fetchFirst(keysOf(asked), asked.unfinished, losses);
  await Promise.all([first, shards.fetchCells(all ?? [], losses)]);
  const matches = match(shards, asked);
  const cells = all ?? choose(shards, asked, held, matches);
  await shards.fetchCells(cells, losses);
  return found(shards, asked, matches, cells, analyzer);
}

/** What `search` would find, where it has nothing to fetch; undefined where it has. */
export function searchAtHand(shards: Shards, asked: Asked, analyzer: Analyzer, filter: Filter): Found | undefined {
  if (asked.counts.size === 0 && !asked.unfinished) return NOTHING;
  if (!shards.hasFirst(keysOf(asked), asked.unfinished)) return undefined;
  const { held, all } = openTo(filter, shards);
  const matches = match(shards, asked);
  const cells = all ?? choose(shards, asked, held, matches);
  return shards.hasCells(cells) ? found(shards, asked, matches, cells, analyzer) : undefined;
}

/** The cells that hold what is wanted; `all` of them where a question fetches as many. */
function openTo(filter: Filter, { manifest }: Shards): { held: readonly number[]; all: readonly number[] | undefined } {
  const held = cellsOf(manifest.groups, manifest.cells.length, filter);
  return { held, all: held.length <= manifest.probes ? held : undefined };
}

function match(shards: Shards, asked: Asked): Matches {
  const { manifest } = shards;
  const others = alternatives(asked, shards);
  const entries = shards.entries([...keysOf(asked), ...[...others.values()].flat()]);
  const stops = [...asked.words].flatMap(([word, count]) => weighted(count, shards.stops().get(word)));
  return {
    entries,
    others,
    passages: accumulate(asked, entries, "passages", manifest.passages, others),
    pages: accumulate(asked, entries, "pages", manifest.pages, others),
    vector: (SECOND_GEAR && asked.vector) || unitSum(contentRows(asked, entries, others), stops),
  };
}

/** Term → the terms that it may become, for the word that is not finished yet. */
function alternatives({ unfinished, termOf }: Asked, shards: Shards): Others {
  if (!unfinished) return new Map();
  const term = termOf.get(unfinished) || unfinished;
  return new Map([[term, completions(unfinished, shards.startingWith(unfinished))]]);
}

/** The rows of the question's words: a word's own, else its term's or what that may become. */
function contentRows({ words, termOf }: Asked, entries: Entries, others: Others): WeightedRow[] {
  return [...words].flatMap(([word, count]) => {
    const term = termOf.get(word) || (others.has(word) ? word : "");
    const keys = term ? [word, term, ...(others.get(term) ?? [])] : [];
    return keys.flatMap((key) => weighted(count, entries.get(key)?.row)).slice(0, 1);
  });
}

function weighted(occurrences = 0, row?: Uint8Array): WeightedRow[] {
  return row && row.length > 0 ? [[occurrences, row]] : [];
}

function choose(shards: Shards, asked: Asked, held: readonly number[], { passages, vector }: Matches): number[] {
  const files = new Set([...shards.termDigits(keysOf(asked)), ...(asked.read ?? [])]);
  return chooseCells(held, passages, vector, shards.centroids(), shards.manifest, files.size);
}

function found(
  shards: Shards,
  asked: Asked,
  matches: Matches,
  cells: readonly number[],
  analyzer: Analyzer,
): Found {
  const { manifest } = shards;
  const ranked = shards
    .passages(cells)
    .map((passage) => rank(passage, matches, manifest))
    .filter(({ score }) => score > 0) // nothing speaks for the others
    .sort(byScore);
  const terms = [...new Set([...asked.counts.keys(), ...[...matches.others.values()].flat()])].sort(byCodePoint);
  const postings = (term: string): Postings | undefined => matches.entries.get(term)?.passages;
  return {
    ranked: withPhrases(ranked, asked, analyzer),
    idf: new Map(terms.map((term) => [term, weight(postings(term), manifest.passages)])),
    known: new Set(terms.filter((term) => postings(term)?.ids.length)),
    hasVector: matches.vector.length > 0,
  };
}

/** Best first, equals by id. */
export function byScore(a: Pick<Ranked, "score" | "passage">, b: Pick<Ranked, "score" | "passage">): number {
  return b.score - a.score || a.passage.id - b.passage.id;
}

/** `ranked` with the best passages ordered anew by what they share of the question's pairs. */
function withPhrases(ranked: readonly Ranked[], asked: Asked, analyzer: Analyzer): Ranked[] {
  const wanted = phrase.pairs([asked.text], analyzer);
  const read = ranked.slice(0, phrase.READ).map((item) => withPhrase(item, wanted, analyzer));
  return [...read.sort(byScore), ...ranked.slice(phrase.READ)];
}

function withPhrase(item: Ranked, wanted: ReadonlySet<string>, analyzer: Analyzer): Ranked {
  const { fragments, section } = item.passage;
  const texts = [...fragments.map(({ text }) => text), section.headings.at(-1) ?? ""];
  const gain = phrase.WEIGHT * phrase.shared(wanted, texts, analyzer) * section.page.boost;
  return { ...item, score: item.score + gain };
}

/**
 * BM25 of all documents that hold a term of the question, as shares of the attainable sum. Of a term
 * and those that it may become, a document has what the best of them gives.
 */
export function accumulate(
  asked: Asked,
  entries: Entries,
  side: "passages" | "pages",
  collection: Collection,
  others: Others = new Map(),
): Scores {
  const counts = new Map([...[...others.keys()].map((term): [string, number] => [term, 1]), ...asked.counts]);
  const found = [...counts].map(([term, count]): [number, Postings[]] => {
    const postings = [term, ...(others.get(term) ?? [])].flatMap((each) => entries.get(each)?.[side] ?? []);
    return [count, postings.filter(({ ids }) => ids.length > 0)];
  });
  const last = Math.max(-1, ...found.flatMap(([, postings]) => postings.map(({ ids }) => ids.at(-1) ?? -1)));
  const scores = new Float64Array(last + 1);
  let attainable = 0;
  for (const [count, postings] of found) {
    const worth = postings.map((each): [number, Postings] => [count * weight(each, collection), each]);
    attainable += (worth.length > 0 ? Math.max(...worth.map(([w]) => w)) : count * weight(undefined, collection)) * MAX_IMPACT;
    const [first, ...more] = worth;
    if (more.length > 0) addBest(scores, worth);
    else if (first) add(scores, first);
  }
  if (attainable <= 0) return new Float64Array();
  return scores.map((score) => score / attainable);
}

type Weighted = readonly [worth: number, postings: Postings];

/** Adds what the postings of one term give to each document: a large site has 60,000 a question. */
function add(scores: Float64Array, [worth, { ids, impacts }]: Weighted): void {
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i] ?? 0;
    scores[id] = (scores[id] ?? 0) + worth * ((impacts[i] ?? 0) * IMPACT_STEP);
  }
}

/** Adds to each document the most that one of the postings gives it. */
function addBest(scores: Float64Array, weighted: readonly Weighted[]): void {
  const best = new Map<number, number>();
  for (const [worth, { ids, impacts }] of weighted) {
    ids.forEach((id, i) => {
      best.set(id, Math.max(best.get(id) ?? 0, worth * ((impacts[i] ?? 0) * IMPACT_STEP)));
    });
  }
  for (const [id, score] of best) scores[id] = (scores[id] ?? 0) + score;
}

/** The question's vector: the weighted sum of rows, to unit length; empty without content. */
export function unitSum(rows: readonly WeightedRow[], stops: readonly WeightedRow[]): number[] {
  const total = new Array<number>(DIMENSIONS).fill(0);
  for (const [occurrences, row] of rows.length > 0 ? [...rows, ...stops] : []) {
    decodeRow(row).forEach((value, i) => (total[i] = (total[i] ?? 0) + occurrences * value));
  }
  const norm = Math.sqrt(dot(total, total));
  return norm > 0 ? total.map((value) => value / norm) : [];
}

/**
 * Those of the cells `held` most worth fetching: BM25's best passages first of all, then what lies
 * near. As many as the manifest says, fewer where the question has fetched many `files` before.
 */
export function chooseCells(
  held: readonly number[],
  scores: Scores,
  vector: readonly number[],
  centroids: readonly (readonly number[])[],
  { cells, probes, weights }: Manifest,
  files: number,
): number[] {
  const best = new Array<number>(cells.length).fill(0);
  for (let id = 0; id < scores.length; id++) {
    const score = scores[id] ?? 0;
    if (score > 0) {
      const cell = Math.floor(id / CAPACITY);
      best[cell] = Math.max(best[cell] ?? 0, score);
    }
  }
  const worth = held.map((cell): readonly [cell: number, worth: number] => {
    const row = centroids[cell];
    const near = row && vector.length > 0 ? dot(vector, row) : 0;
    return [cell, fuse(weights, best[cell] ?? 0, 0, CENTROID * near)];
  });
  const order = worth.sort(([a, ofA], [b, ofB]) => ofB - ofA || a - b).map(([cell]) => cell);
  return order.slice(0, Math.min(probes, Math.max(FILES - files, LEAST_CELLS)));
}

function rank(passage: CellPassage, matches: Matches, manifest: Manifest): Ranked {
  const { page } = passage.section;
  const sectionShare = matches.passages[passage.id] ?? 0;
  const pageShare = matches.pages[page.id] ?? 0;
  const near = cosine(matches.vector, passage.vector);
  const score = fuse(manifest.weights, sectionShare, pageShare, near) * page.boost;
  return { passage, score, section: sectionShare, page: pageShare, cosine: near };
}

/** The cosine of a unit vector with int8 steps; 0 where either is missing. */
export function cosine(vector: readonly number[], steps: Int8Array): number {
  if (vector.length === 0 || steps.length === 0) return 0;
  const length = Math.sqrt(dot(steps, steps)) * VECTOR_STEP;
  return length > 0 ? (dot(vector, steps) * VECTOR_STEP) / length : 0;
}

/** Σ a · b over as many places as `b` has, in order, as Python sums it. */
function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < b.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

function weight(postings: Postings | undefined, { documents, meanIdf }: Collection): number {
  return idf(postings?.ids.length ?? 0, documents, meanIdf);
}
