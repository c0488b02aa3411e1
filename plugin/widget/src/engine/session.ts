// An opened index: `search` gives hits, `ask` gives an answer; the twin of session.py.
import { compose } from "./answer";
import { type Asked, type Circumstances, keysOf, understand } from "./asked";
import { idf } from "./bm25";
import { utf8 } from "./container";
import { encoded } from "./encoded";
import { asAskdocsError } from "./errors";
import { rankSections } from "./hits";
import { type Manifest, NAME, decodeManifest } from "./manifest";
import { readQuestion } from "./question";
import type { Evidence, RankedSection } from "./records";
import { FILES, type Found, LEAST_CELLS, search, searchAtHand } from "./search";
import { type Near, doubtful, meant, replaced, shardsFor } from "./spelling";
import { type Losses, Shards } from "./shards";
import { Analyzer } from "./terms";
import type { Answer, AskOptions, Corrected, Filter, Geared, Incomplete, SearchOptions, Searched, Session, SiteInfo, Source, Together } from "./types";

const LIMIT = 10; // hits of a search and of an answer, unless the caller says otherwise
const MAX_READ = FILES - LEAST_CELLS - 1; // files before the right word's own is looked up
const NEAR = 5; // passages whose mean likeness counts: one may be near by chance

/** Opens the index that `source` reads. Rejects with `AskdocsError`. */
export async function openSession(source: Source): Promise<Session> {
  return new OpenSession(source, await readIndex(source, { fresh: false }));
}

/** One deployment's index; a session goes on to the next when it finds its files gone. */
export interface Index {
  readonly text: string; // of the manifest
  readonly manifest: Manifest;
  readonly shards: Shards;
  readonly analyzer: Analyzer;
}

type Reading = Circumstances & { readonly verbatim?: boolean; readonly filter?: Filter };

/** What a search leaves for the answer. */
interface Outcome {
  readonly index: Index;
  readonly asked: Asked;
  readonly found: Found;
  readonly sections: readonly RankedSection[];
  readonly losses: Losses;
}

class OpenSession implements Session {
  private refreshing: Promise<Index> | undefined;

  constructor(
    private readonly source: Source,
    private index: Index,
  ) {}

  get site(): SiteInfo {
    const { language, ui, starters, filters } = this.index.manifest;
    return { language, ui, starters, filters };
  }

  async search(question: string, options: SearchOptions = {}): Promise<Searched> {
    return searched(question, await this.outcome(question, options, options.limit ?? LIMIT));
  }

  atHand(question: string, options: SearchOptions = {}): Searched | null {
    const { index } = this;
    const asked = readAtHand(question, index, options);
    const found = asked && searchAtHand(index.shards, asked, index.analyzer, options.filter ?? {});
    return found ? searched(question, this.outcomeOf(index, asked, found, options.limit ?? LIMIT, [])) : null;
  }

  async ask(question: string, { context = [], ...options }: AskOptions = {}): Promise<Answer & Corrected & Together & Incomplete & Geared> {
    const before = context.map((exchange) => exchange.question);
    const outcome = await this.outcome(question, { ...options, before }, LIMIT);
    const { index, asked, found, sections, losses } = outcome;
    const { documents, meanIdf } = index.manifest.passages;
    const skipped = asked.skipped.map((term): [string, number] => [term, idf(documents, documents, meanIdf)]);
    const known = new Map([...found.idf].filter(([term]) => found.known.has(term)).concat(skipped));
    const read = readQuestion(asked.text, index.analyzer, known, idf(0, documents, meanIdf), asked.context);
    const answer = compose(read, sections, evidence(found, index.manifest.calibration), index.analyzer);
    const together = asked.context ? { context: context.at(-1)?.question.trim() ?? "" } : {};
    const result = { ...answer, ...corrected(question, outcome), ...together, ...incomplete(losses) };
    return SECOND_GEAR && asked.vector ? { ...result, geared: true } : result;
  }

  /** Ranks the sections; where files are gone because the site was deployed anew, in its new index. */
  private async outcome(question: string, how: Reading, limit: number): Promise<Outcome> {
    const first = await this.rank(this.index, question, how, limit);
    if (first.losses.length === 0) return first;
    const current = await this.refreshed(first.index);
    return remaining(current === first.index ? first : await this.rank(current, question, how, limit));
  }

  private async rank(index: Index, question: string, how: Reading, limit: number): Promise<Outcome> {
    const losses: Losses = [];
    const typed = understand(question, index.analyzer, index.manifest.terms, how);
    let asked = how.verbatim ? typed : await correct(typed, index, how, losses);
    if (SECOND_GEAR && this.source.encode) asked = await encoded(asked, this.source.encode);
    const found = await search(index.shards, asked, index.analyzer, losses, how.filter ?? {});
    return this.outcomeOf(index, asked, found, limit, losses);
  }

  private outcomeOf(index: Index, asked: Asked, found: Found, limit: number, losses: Losses): Outcome {
    const sections = rankSections(found.ranked, limit, found.idf, index.analyzer, this.source.base);
    return { index, asked, found, sections, losses };
  }

  /** The index that is deployed now; `index` itself where that is still the one or cannot be told. */
  private async refreshed(index: Index): Promise<Index> {
    if (this.index !== index) return this.index; // another question has been here before
    this.refreshing ??= this.refresh(index).finally(() => (this.refreshing = undefined));
    return this.refreshing;
  }

  private async refresh(index: Index): Promise<Index> {
    try {
      const next = await readIndex(this.source, { fresh: true });
      if (next.text !== index.text) this.index = next;
    } catch (thrown) {
      // a newer widget's index: only a reload brings the code that reads it
      if (asAskdocsError(thrown).code === "format") throw thrown;
    }
    return this.index;
  }
}

/** The question with its mistyped words replaced; `asked` itself where there are none. */
export async function correct(asked: Asked, index: Index, how: Reading, losses: Losses): Promise<Asked> {
  const { shards } = index;
  if (asked.counts.size === 0) return asked;
  await shards.fetchFirst(keysOf(asked), asked.unfinished, losses);
  await shards.fetchSpelling(lookups(asked, shards).flatMap(({ digits }) => digits), losses);
  return reread(asked, meantWords(asked, shards) ?? new Map(), index, how);
}

/** The question as `correct` would read it, where nothing has to be fetched for that. */
function readAtHand(question: string, index: Index, how: Reading): Asked | undefined {
  const { shards, analyzer } = index;
  const asked = understand(question, analyzer, shards.manifest.terms, how);
  if (how.verbatim || asked.counts.size === 0) return asked;
  const words = shards.hasFirst(keysOf(asked), asked.unfinished) ? meantWords(asked, shards) : undefined;
  return words && reread(asked, words, index, how);
}

function reread(asked: Asked, words: ReadonlyMap<string, string>, index: Index, how: Circumstances): Asked {
  const { shards, analyzer } = index;
  const read = [...shards.termDigits(keysOf(asked)), ...lookups(asked, shards).flatMap(({ digits }) => digits)];
  if (words.size === 0) return { ...asked, read };
  const before = (how.before ?? []).map((text) => replaced(text, words));
  return { ...understand(replaced(asked.text, words), analyzer, shards.manifest.terms, { ...how, before }), read };
}

/** A word that may be mistyped, and the shards that tell what it means. */
interface Lookup extends Near {
  readonly word: string;
  readonly digits: readonly string[];
}

/** What the question's suspects are looked up in, as far as it may open more files. */
function lookups(asked: Asked, shards: Shards): Lookup[] {
  let read = new Set(shards.termDigits(keysOf(asked)));
  return suspects(asked, shards).flatMap((word) => {
    const near = shardsFor(word, shards.manifest);
    const digits = [...near.forwards, ...near.backwards];
    const more = new Set([...read, ...digits]);
    if (more.size > MAX_READ) return [];
    read = more;
    return { ...near, word, digits };
  });
}

/** The words of the question that may be mistyped; its terms' shards are at hand. */
function suspects(asked: Asked, shards: Shards): string[] {
  const entries = shards.entries(keysOf(asked));
  return doubtful(asked.words.keys(), (word) => {
    const term = asked.termOf.get(word);
    return !term || entries.has(word) || entries.has(term) || word === asked.unfinished;
  });
}

/** Mistyped word → the word of the site that was meant; undefined where a shard is missing. */
function meantWords(asked: Asked, shards: Shards): Map<string, string> | undefined {
  const found = new Map<string, string>();
  for (const { word, forwards, backwards } of lookups(asked, shards)) {
    const [ahead, back] = [shards.spelling(forwards), shards.spelling(backwards)];
    if (!ahead || !back) return undefined;
    const near = meant(word, ahead, back);
    if (near) found.set(word, near);
  }
  return found;
}

export async function readIndex(source: Source, options: { readonly fresh: boolean }): Promise<Index> {
  const text = utf8(NAME, await source.fetchBytes(NAME, options));
  const manifest = decodeManifest(text);
  const { language, stopwords } = manifest;
  const analyzer = new Analyzer({ code: language, stopwords, stem: stemmer() });
  return { text, manifest, shards: new Shards(manifest, source.fetchBytes), analyzer };
}

/** The stemmer that the builder put in front of this file; a language without one has none. */
function stemmer(): (word: string) => string {
  const { askdocsStem } = globalThis as { askdocsStem?: (word: string) => string };
  return askdocsStem ?? ((word) => word);
}

/** `outcome` where it is worth showing in spite of its losses; otherwise the loss is thrown. */
function remaining(outcome: Outcome): Outcome {
  const { losses, sections } = outcome;
  const offline = losses.find(({ code }) => code === "offline");
  if (offline) throw offline; // the same question will do better in a moment
  if (losses[0] && sections.length === 0) throw losses[0];
  return outcome;
}

function corrected(question: string, { index, asked }: Pick<Outcome, "index" | "asked">): Corrected {
  const { text } = understand(question, index.analyzer, index.manifest.terms);
  return asked.text === text ? {} : { corrected: asked.text };
}

function searched(question: string, outcome: Outcome): Searched {
  const hits = outcome.sections.map(({ hit }) => hit);
  return { hits, ...corrected(question, outcome), ...incomplete(outcome.losses) };
}

function incomplete([loss]: Losses): Incomplete {
  return loss ? { incomplete: { code: loss.code, message: loss.message } } : {};
}

/** How well the site matches the question, by the passages that rank first. */
function evidence({ ranked, hasVector }: Found, site: number): Evidence {
  const first = ranked.slice(0, NEAR);
  const near = first.reduce((total, { cosine }) => total + cosine, 0) / Math.max(1, first.length);
  const { section, page } = first[0] ?? { section: 0, page: 0 };
  return { words: section, page, near: hasVector ? near : null, site };
}
