// A question → ranked passages, reading only the shards that it needs: the twin of search.py.
import type { Asked } from "./asked";
import { IMPACT_STEP, MAX_IMPACT, idf } from "./bm25";
import { CAPACITY, type CellPassage, VECTOR_STEP } from "./cells";
import { STEP as CENTROID_STEP } from "./centroids";
import { fuse } from "./fusion";
import type { Collection, Manifest } from "./manifest";
import type { Postings, TermEntry } from "./postings";
import { DIMENSIONS, decodeRow } from "./rows";
import type { Losses, Shards } from "./shards";

const CROWD = 0.1; // what a cell gains for all its matching passages together

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

type Scores = ReadonlyMap<number, number>; // id → share of the attainable BM25
type Entries = ReadonlyMap<string, TermEntry>;

/** What the terms' entries say, and the cells that are worth fetching for it. */
interface Plan {
  readonly entries: Entries;
  readonly passages: Scores;
  readonly pages: Scores;
  readonly vector: readonly number[];
  readonly cells: readonly number[];
}

/** Ranks the passages of the cells that the question reaches; what cannot be read goes to `losses`. */
export async function search(shards: Shards, asked: Asked, losses: Losses): Promise<Found> {
  const all = asked.counts.size > 0 ? allCells(shards.manifest) : [];
  // where every cell is wanted anyway, they come in the same round as the terms
  await Promise.all([
    shards.fetchEntries(asked.counts.keys(), losses),
    shards.fetchCells(all ?? [], losses),
  ]);
  const plan = planned(shards, asked);
  if (!all) await shards.fetchCells(plan.cells, losses);
  return found(shards, asked, plan);
}

/** Whether `search` would fetch nothing. */
export function isCached(shards: Shards, asked: Asked): boolean {
  if (asked.counts.size === 0) return true;
  return shards.hasEntries(asked.counts.keys()) && shards.hasCells(planned(shards, asked).cells);
}

function planned(shards: Shards, asked: Asked): Plan {
  const { manifest } = shards;
  const entries = shards.entries(asked.counts.keys());
  const passages = accumulate(asked, entries, "passages", manifest.passages);
  const pages = accumulate(asked, entries, "pages", manifest.pages);
  const vector = questionVector(asked, entries);
  const cells = allCells(manifest) ?? chooseCells(passages, vector, shards.centroids(), manifest);
  return { entries, passages, pages, vector, cells };
}

function found(shards: Shards, asked: Asked, plan: Plan): Found {
  const { manifest } = shards;
  const ranked = shards
    .passages(plan.cells)
    .map((passage) => rank(passage, plan, manifest))
    .filter(({ score }) => score > 0) // nothing speaks for the others
    .sort((a, b) => b.score - a.score || a.passage.id - b.passage.id);
  const weights = [...asked.counts.keys()].map((term): [string, number] => [
    term,
    weight(plan.entries.get(term)?.passages, manifest.passages),
  ]);
  return {
    ranked,
    idf: new Map(weights),
    known: new Set(plan.entries.keys()),
    hasVector: plan.vector.length > 0,
  };
}

/** BM25 of all documents that hold a term of the question, as shares of the attainable sum. */
export function accumulate(
  asked: Asked,
  entries: Entries,
  side: "passages" | "pages",
  collection: Collection,
): Scores {
  const scores = new Map<number, number>();
  let attainable = 0;
  for (const [term, count] of asked.counts) {
    const postings = entries.get(term)?.[side];
    const worth = count * weight(postings, collection);
    attainable += worth * MAX_IMPACT;
    postings?.ids.forEach((id, i) => {
      scores.set(id, (scores.get(id) ?? 0) + worth * ((postings.impacts[i] ?? 0) * IMPACT_STEP));
    });
  }
  if (attainable <= 0) return new Map();
  for (const [id, score] of scores) scores.set(id, score / attainable);
  return scores;
}

/** The sum of the rows of the question's terms, of unit length; empty where no term has one. */
export function questionVector(asked: Asked, entries: Entries): number[] {
  const total = new Array<number>(DIMENSIONS).fill(0);
  for (const [term, { row }] of entries) {
    if (row.length === 0) continue;
    const count = asked.counts.get(term) ?? 0;
    decodeRow(row).forEach((value, i) => (total[i] = (total[i] ?? 0) + count * value));
  }
  const norm = Math.sqrt(dot(total, total));
  return norm > 0 ? total.map((value) => value / norm) : [];
}

/** Every cell, where a question fetches as many. */
function allCells({ cells, probes }: Manifest): number[] | undefined {
  return cells.length <= probes ? [...cells.keys()] : undefined;
}

/** The cells most worth fetching: BM25's best passages first of all, then what lies near. */
export function chooseCells(
  scores: Scores,
  vector: readonly number[],
  centroids: readonly Int8Array[],
  { cells, probes, weights }: Manifest,
): number[] {
  const best = new Array<number>(cells.length).fill(0);
  const crowd = new Array<number>(cells.length).fill(0);
  for (const [id, score] of scores) {
    const cell = Math.floor(id / CAPACITY);
    best[cell] = Math.max(best[cell] ?? 0, score);
    crowd[cell] = (crowd[cell] ?? 0) + score;
  }
  const worth = cells.map((_, cell) => {
    const row = centroids[cell];
    const near = row && vector.length > 0 ? dot(vector, row) * CENTROID_STEP : 0;
    return fuse(weights, (best[cell] ?? 0) + CROWD * (crowd[cell] ?? 0), 0, near);
  });
  const order = [...cells.keys()].sort((a, b) => (worth[b] ?? 0) - (worth[a] ?? 0) || a - b);
  return order.slice(0, probes);
}

function rank(passage: CellPassage, plan: Plan, manifest: Manifest): Ranked {
  const { page } = passage.section;
  const sectionShare = plan.passages.get(passage.id) ?? 0;
  const pageShare = plan.pages.get(page.id) ?? 0;
  const near = cosine(plan.vector, passage.vector);
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
