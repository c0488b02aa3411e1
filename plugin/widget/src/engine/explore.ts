// Why the search ranks as it does, and how it would rank by other constants: what the explorer shows.
import { type Asked, understand } from "./asked";
import { B, K1, impact } from "./bm25";
import type { CellPassage } from "./cells";
import { fuse, type Weights } from "./fusion";
import { sectionUrl } from "./hits";
import { type Found, type Ranked, byScore, search } from "./search";
import { type Index, correct, readIndex } from "./session";
import type { Losses } from "./shards";
import type { Analyzer } from "./terms";
import type { Source } from "./types";

const HEADING_WEIGHT = 3; // as in statistics.py: a heading's terms are counted so often

/** What a reader may change: the vectors' share of the score, and BM25's two constants for passages. */
export interface Trial {
  readonly vectors: number; // 0 … 1; passage and page share the rest as they do by default
  readonly k1: number;
  readonly b: number;
}

/** One term of the question; `weight` is its idf. */
export interface Weighed {
  readonly term: string;
  readonly weight: number;
  readonly known: boolean;
}

/** A section's place by one kind of evidence, 1 the best; 0 where that says nothing for it. */
export interface Places {
  readonly words: number;
  readonly meaning: number;
}

/** A ranked section and what its score is the sum of, all but `boost`, the page's factor on it. */
export interface Row {
  readonly url: string;
  readonly title: string;
  readonly headings: readonly string[];
  readonly words: number; // BM25 of the passage
  readonly page: number; // BM25 of the page
  readonly meaning: number; // likeness of the vectors
  readonly order: number; // pairs of the question's terms
  readonly boost: number;
  readonly score: number;
  readonly places: Places;
}

export interface Explorer {
  /** Fetches what a question needs. Rejects with `AskdocsError`. */
  read(question: string): Promise<Reading>;
}

export async function openExplorer(source: Source): Promise<Explorer> {
  const index = await readIndex(source, { fresh: false });
  return { read: (question) => read(question, index, source.base) };
}

async function read(question: string, index: Index, base: string): Promise<Reading> {
  const losses: Losses = [];
  const typed = understand(question, index.analyzer, index.manifest.terms);
  const asked = await correct(typed, index, {}, losses);
  const found = await search(index.shards, asked, index.analyzer, losses, {});
  if (losses[0]) throw losses[0];
  return new Reading(asked, found, index, base);
}

/** A question with all that was fetched for it: it can be ranked again and again. */
export class Reading {
  readonly usual: Trial;
  private readonly counted = new Map<number, Counted>();

  constructor(
    private readonly asked: Asked,
    private readonly found: Found,
    private readonly index: Index,
    private readonly base: string,
  ) {
    this.usual = { vectors: index.manifest.weights.vectors, k1: K1, b: B };
  }

  /** The question as it was read. */
  get text(): string {
    return this.asked.text;
  }

  /** Passages that were compared. */
  get compared(): number {
    return this.found.ranked.length;
  }

  get terms(): readonly Weighed[] {
    return [...this.asked.counts.keys()].map((term) => ({
      term,
      weight: this.found.idf.get(term) ?? 0,
      known: this.found.known.has(term),
    }));
  }

  /** The sections, best first, as the constants of `trial` rank them. */
  rank(trial: Trial): Row[] {
    const weights = shared(this.index.manifest.weights, trial.vectors);
    const tried = this.found.ranked.map((item) => this.try(item, trial, weights));
    const words = places(tried, ({ words: share }) => share);
    const meaning = places(tried, ({ item }) => item.cosine);
    return firstOfSections(tried.sort(byScore)).map((each) => {
      const key = sectionKey(each.item);
      return this.row(each, { words: words.get(key) ?? 0, meaning: meaning.get(key) ?? 0 });
    });
  }

  private try(item: Ranked, { k1, b }: Trial, weights: Weights): Tried {
    const { weights: usual } = this.index.manifest;
    const { boost } = item.passage.section.page;
    const words = k1 === K1 && b === B ? item.section : this.share(item.passage, k1, b);
    const order = Math.max(item.score / boost - fuse(usual, item.section, item.page, item.cosine), 0);
    const score = (fuse(weights, words, item.page, item.cosine) + order) * boost;
    return { item, passage: item.passage, words, order, score, weights };
  }

  /** The passage's share of the BM25 that the question could reach. */
  private share(passage: CellPassage, k1: number, b: number): number {
    const { frequencies, length } = this.countedIn(passage);
    const { meanLength } = this.index.manifest;
    let [sum, attainable] = [0, 0];
    for (const [term, count] of this.asked.counts) {
      const weight = count * (this.found.idf.get(term) ?? 0);
      const frequency = frequencies.get(term) ?? 0;
      attainable += weight * (k1 + 1);
      if (frequency > 0) sum += weight * impact(frequency, length / meanLength, k1, b);
    }
    return attainable > 0 ? sum / attainable : 0;
  }

  private countedIn(passage: CellPassage): Counted {
    const known = this.counted.get(passage.id);
    if (known) return known;
    const made = count(passage, this.index.analyzer);
    this.counted.set(passage.id, made);
    return made;
  }

  private row({ item, words, order, score, weights }: Tried, at: Places): Row {
    const { section } = item.passage;
    return {
      url: sectionUrl(this.base, section),
      title: section.page.title,
      headings: section.headings,
      words: weights.section * words,
      page: weights.page * item.page,
      meaning: weights.vectors * Math.max(item.cosine, 0),
      order,
      boost: section.page.boost,
      score,
      places: at,
    };
  }
}

interface Tried {
  readonly item: Ranked;
  readonly passage: CellPassage;
  readonly words: number;
  readonly order: number;
  readonly score: number;
  readonly weights: Weights;
}

/** A passage as BM25 sees it; the twin of statistics.documents. */
interface Counted {
  readonly frequencies: ReadonlyMap<string, number>;
  readonly length: number;
}

function count({ section, fragments }: CellPassage, analyzer: Analyzer): Counted {
  const labels = new Set(fragments.map(({ label }) => label));
  const body = [...fragments.map(({ text }) => text), ...labels].join("\n");
  const heading = analyzer.terms(section.headings.at(-1) ?? "");
  const above = analyzer.terms(section.headings.slice(0, -1).join("\n"));
  const terms = [...analyzer.terms(body), ...Array.from({ length: HEADING_WEIGHT }, () => heading).flat(), ...above];
  const frequencies = new Map<string, number>();
  for (const term of terms) frequencies.set(term, (frequencies.get(term) ?? 0) + 1);
  return { frequencies, length: terms.length };
}

/** `weights` with the vectors' share replaced; the others keep their proportion. */
function shared({ section, page }: Weights, vectors: number): Weights {
  const rest = (1 - vectors) / (section + page);
  return { section: section * rest, page: page * rest, vectors };
}

/** Section → its place by `evidence`, those left out for which it says nothing. */
function places(tried: readonly Tried[], evidence: (each: Tried) => number): ReadonlyMap<string, number> {
  const speaking = tried.filter((each) => evidence(each) > 0);
  const order = speaking.sort((a, b) => evidence(b) - evidence(a) || a.passage.id - b.passage.id);
  return new Map(firstOfSections(order).map(({ item }, place) => [sectionKey(item), place + 1]));
}

function firstOfSections(tried: readonly Tried[]): Tried[] {
  const first = new Map<string, Tried>();
  for (const each of tried) {
    const key = sectionKey(each.item);
    if (!first.has(key)) first.set(key, each);
  }
  return [...first.values()];
}

function sectionKey({ passage: { section } }: Ranked): string {
  return `${section.number} ${section.page.path}`;
}
