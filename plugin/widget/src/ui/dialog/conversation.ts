/** From what the reader types to what is shown: the newest question wins, whatever order the replies come in. */
import { asAskdocsError } from "../../engine/errors";
import type { Exchange } from "../../engine/types";
import type { Desk } from "./application";
import { answered, EMPTY, failed, found, type State, trimmed, waiting } from "./state";

/** Longer than the pause between two keys of a typist at five a second. */
const PAUSE_MS = 300;
const REMEMBERED_EXCHANGES = 3;
/** Most readers search: only a question that begins like a follow-up is read together with those before it. */
const FOLLOW_UP = /^(and|but|or|also|so|then|why|what if|(how|what) about)\b/i;

export interface Conversation {
  /** The reader has typed: searches at once where nothing has to be fetched, else after a pause. */
  typed(text: string): void;
  ask(text: string): void;
  /** Asks or searches again what failed. */
  retry(): void;
  /** Forgets earlier exchanges; what is shown stays. */
  forget(): void;
}

/** `show` is called with every new state. */
export function conversation(desk: Desk, show: (state: State) => void): Conversation {
  let state = EMPTY;
  let turn = new AbortController();
  let again: () => void = () => undefined;
  let exchanges: Exchange[] = [];

  const enter = (next: State): void => show((state = next));

  /** Runs `work` as the newest turn: an older one is aborted, and says nothing any more. */
  const take = (text: string, work: (question: string, cut: boolean, signal: AbortSignal) => Promise<void>): void => {
    turn.abort();
    turn = new AbortController();
    const { signal } = turn;
    const { question, cut } = trimmed(text);
    if (question === "") return enter(EMPTY);
    work(question, cut, signal).catch((thrown: unknown) => {
      if (!signal.aborted) enter(failed(state, question, asAskdocsError(thrown).code));
    });
  };

  const typed = (text: string): void => {
    again = () => typed(text);
    const settled = performance.now() + PAUSE_MS;
    take(text, async (question, cut, signal) => {
      if (!(await desk.cached(question, signal))) await pause(settled - performance.now(), signal);
      signal.throwIfAborted();
      enter(waiting(state, cut));
      const result = await desk.search(question, {}, signal);
      signal.throwIfAborted();
      enter(found(question, result, cut));
    });
  };

  const ask = (text: string): void => {
    again = () => ask(text);
    take(text, async (question, cut, signal) => {
      enter(waiting(state, cut));
      const context = FOLLOW_UP.test(question) ? exchanges : [];
      const answer = await desk.ask(question, { context }, signal);
      signal.throwIfAborted();
      const said = answer.parts.map((part) => part.text).join("\n");
      exchanges = [...exchanges, { question, ...(said && { answer: said }) }].slice(-REMEMBERED_EXCHANGES);
      enter(answered(question, answer, cut));
    });
  };

  return { typed, ask, retry: () => again(), forget: () => void (exchanges = []) };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, Math.max(0, ms));
    signal.addEventListener("abort", () => clearTimeout(timer));
  });
}
