/**
 * What the engine gives and takes: the public records of `window.askdocs`, and the session behind it.
 *
 * The engine touches neither the DOM nor the network. What it needs is passed to `openSession`.
 */
import type { ErrorCode } from "./errors";

/** One section of the site that may answer a question; at most one hit a section, best first. */
export interface Hit {
  /** Absolute address with the anchor, without a text fragment. */
  readonly url: string;
  /** The HTML file relative to the site's root, decoded, without a leading slash. */
  readonly page: string;
  /** The id that leads to the section, decoded, without `#`; empty only before a page's first id. */
  readonly anchor: string;
  /** The page's h1. */
  readonly title: string;
  /** From the page's h1 down to the section's own heading, which is last. */
  readonly headings: readonly string[];
  /** Verbatim from the section, at most 300 characters. */
  readonly excerpt: string;
  readonly score: number;
}

export type PartKind = "text" | "list" | "table" | "code";

/** One verbatim piece of an answer. */
export interface Part {
  readonly kind: PartKind;
  /** White space collapsed except in code; one list item or table row a line, cells separated by tabs. */
  readonly text: string;
  /** 0-based index into the same answer's `hits`. */
  readonly citation: number;
}

export type AnswerStatus = "answered" | "uncertain" | "not_found";

export interface Answer {
  readonly status: AnswerStatus;
  /** 0..1: the calibrated probability that the pages answer the question. */
  readonly confidence: number;
  readonly parts: readonly Part[];
  readonly hits: readonly Hit[];
  readonly suggestions: readonly string[];
}

/** What was asked before, and what was answered. */
export interface Exchange {
  readonly question: string;
  readonly answer?: string;
}

export type Facet = "section" | "version" | "language";

/** What a question is kept to: the value that is wanted of a facet, as the author named it; "" or none: any. */
export type Filter = { readonly [Name in Facet]?: string };

/** The facets that the author declares, with (glob, value) in the order in which they count. */
export type Filters = { readonly [Name in Facet]?: readonly (readonly string[])[] };

export interface SearchOptions {
  readonly filter?: Filter;
  /** Hits wanted: 10 unless given, honoured to 50. */
  readonly limit?: number;
  /** The reader is still typing: the word that ends the question may be the beginning of one. */
  readonly typing?: boolean;
  /** A word that the site does not know is not taken for a mistyped one. */
  readonly verbatim?: boolean;
}

export interface AskOptions {
  readonly filter?: Filter;
  /** Earlier exchanges, oldest first. */
  readonly context?: readonly Exchange[];
  /** A word that the site does not know is not taken for a mistyped one. */
  readonly verbatim?: boolean;
}

/** The beginning of a page's path → questions to begin with there; those of "" are the site's. */
export type Starters = Readonly<Record<string, readonly string[]>>;

/** What the manifest says about the site. */
export interface SiteInfo {
  readonly language: string;
  /** The author's settings of the interface; the interface reads and checks them. */
  readonly ui: unknown;
  readonly starters: Starters;
  readonly filters: Filters;
}

/** Stands beside a result only where a part of the index could not be read: the first that could not. */
export interface Incomplete {
  readonly incomplete?: { readonly code: ErrorCode; readonly message: string };
}

/** Stands beside a result only where a word was taken for a mistyped one: the question as it was read. */
export interface Corrected {
  readonly corrected?: string;
}

/** Stands beside an answer only where its question was read together with the one before, which it gives. */
export interface Together {
  readonly context?: string;
}

/** What a search gives. */
export type Searched = { hits: Hit[] } & Corrected & Incomplete;

/** Stands beside a result only where the full encoder gave the question its vector. */
export interface Geared {
  readonly geared?: true;
}

/** A text's unit vector, in the space of the passages' vectors; undefined where there is no encoder (any more). */
export type Encode = (text: string) => Promise<readonly number[] | undefined>;

/** The index of one site, opened. */
export interface Session {
  readonly site: SiteInfo;
  search(question: string, options?: SearchOptions): Promise<Searched>;
  ask(question: string, options?: AskOptions): Promise<Answer & Corrected & Together & Incomplete & Geared>;
  /** What `search` would give, where it has nothing to fetch; null where it has. */
  atHand(question: string, options?: SearchOptions): Searched | null;
}

/**
 * Bytes of the file `name` of the folder `askdocs/`; `fresh` asks the server again whatever the browser
 * has cached. Rejects with `AskdocsError`.
 */
export type FetchBytes = (name: string, options?: { readonly fresh?: boolean }) => Promise<Uint8Array>;

export interface Source {
  readonly fetchBytes: FetchBytes;
  /** The site's root as an absolute URL that ends in `/`. */
  readonly base: string;
  /** Of a site with the second gear: questions go through it, except while they are typed. */
  readonly encode?: Encode;
}

export type OpenSession = (source: Source) => Promise<Session>;
