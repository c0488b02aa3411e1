// An opened index: `search` gives hits, `ask` gives an answer; the twin of session.py.
import { compose } from "./answer";
import { type Asked, understand } from "./asked";
import { idf } from "./bm25";
import { utf8 } from "./container";
import { asAskdocsError } from "./errors";
import { rankSections } from "./hits";
import { type Manifest, NAME, decodeManifest } from "./manifest";
import { readQuestion } from "./question";
import type { Evidence, RankedSection } from "./records";
import { type Found, isCached, search } from "./search";
import { type Losses, Shards } from "./shards";
import { Analyzer } from "./terms";
import type { Answer, AskOptions, Hit, Incomplete, SearchOptions, Session, SiteInfo, Source } from "./types";

const LIMIT = 10; // hits of a search and of an answer, unless the caller says otherwise

/** Opens the index that `source` reads. Rejects with `AskdocsError`. */
export async function openSession(source: Source): Promise<Session> {
  return new OpenSession(source, await readIndex(source, { fresh: false }));
}

/** One deployment's index; a session goes on to the next when it finds its files gone. */
interface Index {
  readonly text: string; // of the manifest
  readonly manifest: Manifest;
  readonly shards: Shards;
  readonly analyzer: Analyzer;
}

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
    const { language, ui, starters } = this.index.manifest;
    return { language, ui, starters };
  }

  async search(question: string, { limit = LIMIT }: SearchOptions = {}): Promise<{ hits: Hit[] } & Incomplete> {
    const { sections, losses } = await this.outcome(question, [], limit);
    return { hits: sections.map(({ hit }) => hit), ...incomplete(losses) };
  }

  async ask(question: string, { context = [] }: AskOptions = {}): Promise<Answer & Incomplete> {
    const before = context.map((exchange) => exchange.question);
    const { index, asked, found, sections, losses } = await this.outcome(question, before, LIMIT);
    const known = new Map([...found.idf].filter(([term]) => found.known.has(term)));
    const { documents, meanIdf } = index.manifest.passages;
    const read = readQuestion(asked.text, index.analyzer, known, idf(0, documents, meanIdf));
    return { ...compose(read, sections, evidence(found), index.analyzer), ...incomplete(losses) };
  }

  cached(question: string): boolean {
    const { shards, analyzer } = this.index;
    return isCached(shards, understand(question, analyzer));
  }

  /** Ranks the sections; where files are gone because the site was deployed anew, in its new index. */
  private async outcome(question: string, before: readonly string[], limit: number): Promise<Outcome> {
    const first = await this.rank(this.index, question, before, limit);
    if (first.losses.length === 0) return first;
    const current = await this.refreshed(first.index);
    return remaining(current === first.index ? first : await this.rank(current, question, before, limit));
  }

  private async rank(index: Index, question: string, before: readonly string[], limit: number): Promise<Outcome> {
    const losses: Losses = [];
    const asked = understand(question, index.analyzer, before);
    const found = await search(index.shards, asked, index.analyzer, losses);
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

async function readIndex(source: Source, options: { readonly fresh: boolean }): Promise<Index> {
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

function incomplete([loss]: Losses): Incomplete {
  return loss ? { incomplete: { code: loss.code, message: loss.message } } : {};
}

/** How well the site matches the question, by the passage that ranks first. */
function evidence({ ranked: [best], hasVector }: Found): Evidence {
  if (!best) return { score: 0, bm25Share: 0, cosine: hasVector ? 0 : null };
  const score = best.score / best.passage.section.page.boost;
  return { score, bm25Share: best.section, cosine: hasVector ? best.cosine : null };
}
