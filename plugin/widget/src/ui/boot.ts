/**
 * What the loader and the dialog's module say to each other. The loader of a tab that was open across a
 * deployment may meet a newer dialog: add to these types, do not change what is there.
 */
import type { Answer, AskOptions, Hit, SearchOptions } from "../engine/types";

/** File names in the folder `askdocs/`. */
export interface Names {
  readonly dialog: string;
  readonly engine: string;
}

/** Written into the loader when the site is built. */
export interface Config extends Names {
  readonly launcher: {
    /** `auto`: beside the theme's search; `none`; or the selector of the element to stand in. */
    readonly place: string;
    readonly label: string;
    /** Shown on the launcher when the dialog could not be loaded. */
    readonly failed?: string;
  };
  /** Key names joined by `+`; `mod` is Ctrl or Cmd. */
  readonly shortcuts: { readonly ask: readonly string[] };
}

/** What the loader started, handed to the dialog's module. */
export interface Boot {
  /** The site's root, absolute, ending in `/`. */
  readonly root: string;
  /** The engine's file name. */
  readonly engine: string;
  /** The engine's worker once it answers; undefined where it cannot be had. */
  readonly worker: Promise<Worker | undefined>;
  /** The bytes of `manifest.json`; undefined if they could not be had. */
  readonly manifest: Promise<ArrayBuffer | undefined>;
}

export interface Application {
  /** Resolves when the index is open; rejects with `AskdocsError`. May be called again after a failure. */
  ready(): Promise<void>;
  search(question: string, options?: SearchOptions): Promise<{ hits: Hit[] }>;
  ask(question: string, options?: AskOptions): Promise<Answer>;
  open(question?: string): void;
  close(): void;
}

/** What the dialog's module exports. */
export interface DialogModule {
  start(boot: Boot): Application;
  /** Shows the passage of the citation that led to this page, if one did. */
  follow(): void;
}

/** Where a followed citation waits for the page it leads to; also read by the loader. */
export const FOLLOW_KEY = "askdocs:follow";
