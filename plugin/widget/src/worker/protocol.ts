/**
 * What the page and the engine's worker say to each other: a map of calls, each with what it takes
 * and what it gives, so that a missing handler does not compile.
 */
import type { ErrorCode } from "../engine/errors";
import type { Answer, AskOptions, Corrected, Geared, Incomplete, SearchOptions, Searched, SiteInfo, Together } from "../engine/types";

export interface Calls {
  open: {
    /** `manifest`: the bytes of `manifest.json` if the page fetched them already. */
    takes: { readonly base: string; readonly manifest?: ArrayBuffer };
    gives: SiteInfo;
  };
  search: { takes: { readonly question: string } & SearchOptions; gives: Searched };
  atHand: { takes: { readonly question: string } & SearchOptions; gives: Searched | null };
  ask: { takes: { readonly question: string } & AskOptions; gives: Answer & Corrected & Together & Incomplete & Geared };
}

/** The files of the second gear, by their names in the folder `askdocs/`. */
export interface GearNames {
  readonly module: string;
  readonly runtime: string;
  readonly encoder: string;
}

/**
 * Why the second gear does not go: the policy forbids WebAssembly, memory is short, a file is not the one that
 * was built, the server cannot be reached, or nothing has come from its worker for too long.
 */
export type GearFailure = "blocked" | "memory" | "corrupt" | "offline" | "asleep";

/** What became of loading it; `absent`: not in the browser's cache, and nothing was to be downloaded. */
export type GearState = "ready" | "absent" | "cancelled" | GearFailure;

/** The calls that only a site with the second gear has. */
export interface GearCalls {
  /** Loads it, from the browser's cache alone unless `download`; questions go through it once it is ready. */
  shift: { takes: { readonly names: GearNames; readonly download: boolean }; gives: GearState };
  /** The bytes that have come so far, whether all have, and why it stopped after it had been ready. */
  shifting: { takes: object; gives: { readonly bytes: number; readonly starting: boolean; readonly stopped?: GearFailure } };
  /** Ends it, or its download; `forget`: its files go from the browser's cache, too. */
  stay: { takes: { readonly forget: boolean }; gives: true };
}

export type AllCalls = Calls & GearCalls;
export type CallName = keyof AllCalls;

export type Request = {
  [Name in CallName]: { readonly id: number; readonly call: Name; readonly takes: AllCalls[Name]["takes"] };
}[CallName];

/** The caller no longer wants the reply to `id`. */
export interface Cancel {
  readonly id: number;
  readonly call: "cancel";
}

export type Message = Request | Cancel;

export type Reply =
  | { readonly id: number; readonly gives: AllCalls[CallName]["gives"] }
  | { readonly id: number; readonly error: { readonly code: ErrorCode; readonly message: string } };

/** Takes a message and replies once, unless the call is cancelled first. */
export type Handle = (message: Message, reply: (reply: Reply) => void) => void;
