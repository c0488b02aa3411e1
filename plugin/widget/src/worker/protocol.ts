/**
 * What the page and the engine's worker say to each other: a map of calls, each with what it takes
 * and what it gives, so that a missing handler does not compile.
 */
import type { ErrorCode } from "../engine/errors";
import type { Answer, AskOptions, Corrected, Incomplete, SearchOptions, Searched, SiteInfo, Together } from "../engine/types";

export interface Calls {
  open: {
    /** `manifest`: the bytes of `manifest.json` if the page fetched them already. */
    takes: { readonly base: string; readonly manifest?: ArrayBuffer };
    gives: SiteInfo;
  };
  search: { takes: { readonly question: string } & SearchOptions; gives: Searched };
  atHand: { takes: { readonly question: string } & SearchOptions; gives: Searched | null };
  ask: { takes: { readonly question: string } & AskOptions; gives: Answer & Corrected & Together & Incomplete };
}

export type CallName = keyof Calls;

export type Request = {
  [Name in CallName]: { readonly id: number; readonly call: Name; readonly takes: Calls[Name]["takes"] };
}[CallName];

/** The caller no longer wants the reply to `id`. */
export interface Cancel {
  readonly id: number;
  readonly call: "cancel";
}

export type Message = Request | Cancel;

export type Reply =
  | { readonly id: number; readonly gives: Calls[CallName]["gives"] }
  | { readonly id: number; readonly error: { readonly code: ErrorCode; readonly message: string } };

/** Takes a message and replies once, unless the call is cancelled first. */
export type Handle = (message: Message, reply: (reply: Reply) => void) => void;
