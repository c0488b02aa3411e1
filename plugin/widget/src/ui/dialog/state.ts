/** What the dialog shows, as one value; each function is a step from one state to the next. */
import type { ErrorCode } from "../../engine/errors";
import type { Answer, Corrected, Geared, Hit, Incomplete, Together } from "../../engine/types";

export interface State {
  /** The question whose results are shown. */
  readonly question: string;
  /** Whether a search or an answer is on its way. */
  readonly busy: boolean;
  readonly hits: readonly Hit[];
  readonly answer: Answer | undefined;
  readonly error: ErrorCode | undefined;
  /** Whether the question was longer than `MAX_QUESTION` and was cut. */
  readonly cut: boolean;
  /** Whether a part of the index could not be read for this. */
  readonly incomplete: boolean;
  /** The question as it was read, where a word of it was taken for a mistyped one. */
  readonly corrected: string | undefined;
  /** The question before, where this one was read together with it. */
  readonly context: string | undefined;
  /** Whether the second gear found this. */
  readonly geared?: boolean;
}

export const MAX_QUESTION = 1000;

export const EMPTY: State = { question: "", busy: false, hits: [], answer: undefined, error: undefined, cut: false, incomplete: false, corrected: undefined, context: undefined };

/** A question as it is asked: trimmed, at most `MAX_QUESTION` characters, no character cut in half. */
export function trimmed(typed: string): { question: string; cut: boolean } {
  const signs = [...typed.trim()];
  return { question: signs.slice(0, MAX_QUESTION).join(""), cut: signs.length > MAX_QUESTION };
}

export function waiting(state: State, cut: boolean): State {
  return { ...state, busy: true, cut };
}

type Found = { readonly hits: readonly Hit[] } & Corrected & Incomplete;

export function found(question: string, { hits, corrected, incomplete }: Found, cut: boolean): State {
  return { ...EMPTY, question, hits, cut, corrected, incomplete: incomplete !== undefined };
}

export function answered(question: string, answer: Answer & Corrected & Together & Incomplete & Geared, cut: boolean): State {
  const shown = { ...found(question, answer, cut), answer, context: answer.context };
  return SECOND_GEAR && answer.geared ? { ...shown, geared: true } : shown;
}

/** Whether `next` is the second gear's word on what `state` shows. */
export function isBetter(state: State, next: State): boolean {
  return state.answer !== undefined && state.question === next.question && next.geared === true && !state.geared;
}

/** What was found before stays in sight. */
export function failed(state: State, question: string, error: ErrorCode): State {
  return { ...state, question, busy: false, answer: undefined, error };
}
