/** From what the reader types to what is shown: the newest question wins, whatever order the replies come in. */
import { asAskdocsError } from "../../engine/errors";
import { isFollowUp } from "../../engine/follow_up";
import type { Answer, Exchange, Filter } from "../../engine/types";
import type { Desk } from "./application";
import { answered, EMPTY, failed, found, type State, trimmed, waiting } from "./state";

/** Longer than the pause between two keys of a typist at five a second. */
const PAUSE_MS = 300;
const REMEMBERED_EXCHANGES = 3;
export interface Conversation {
  /** The reader has typed: searches at once where nothing has to be fetched, else after a pause. */
  typed(text: string): void;
  ask(text: string): void;
  /** Asks or searches again what failed, or with another filter. */
  retry(): void;
  /** Asks or searches again with every word as it was typed. */
  verbatim(): void;
  /** Asks again without what was asked before. */
  alone(): void;
  /** Forgets earlier exchanges; what is shown stays. */
  forget(): void;
  /** Asks again what was asked last, and shows the reply without a word of waiting; a failure changes nothing. */
  better?(): void;
}

/** `show` is called with every new state; `filter` says what a question is kept to. */
export function conversation(desk: Desk, filter: () => Promise<Filter>, show: (state: State) => void): Conversation {
  const turns = turnsOver(show);
  let again: (verbatim: boolean, alone?: boolean) => void = () => undefined;
  let exchanges: Exchange[] = [];
  let last: (() => void) | undefined;

  const typed = (text: string, verbatim = false): void => {
    again = (asTyped) => typed(text, asTyped);
    const typing = !/\s$/.test(text);
    const settled = performance.now() + PAUSE_MS;
    turns.take(text, async (question, signal, wait) => {
      const options = { typing, verbatim, filter: await filter() };
      const atHand = await desk.atHand(question, options, signal);
      if (atHand) return (cut) => found(question, atHand, cut);
      await pause(settled - performance.now(), signal);
      wait();
      const result = await desk.search(question, options, signal);
      return (cut) => found(question, result, cut);
    });
  };

  const ask = (text: string, verbatim = false, alone = false): void => {
    again = (asTyped, byItself = alone) => ask(text, asTyped, byItself);
    const work: Work = async (question, signal, wait) => {
      wait();
      const before = exchanges.filter((each) => each.question !== question); // it may be asked again
      const context = isFollowUp(question) && !alone ? before : [];
      const answer = await desk.ask(question, { context, verbatim, filter: await filter() }, signal);
      exchanges = [...before, exchange(question, answer)].slice(-REMEMBERED_EXCHANGES);
      return (cut) => answered(question, answer, cut);
    };
    turns.take(text, work);
    if (SECOND_GEAR) last = () => turns.take(text, (question, signal) => work(question, signal, () => undefined).catch(never));
  };

  const talk: Conversation = {
    typed: (text) => typed(text),
    ask: (text) => ask(text),
    retry: () => again(false),
    verbatim: () => again(true),
    alone: () => again(false, true),
    forget: () => void (exchanges = []),
  };
  return SECOND_GEAR ? { ...talk, better: () => last?.() } : talk;
}

/** A turn without an end is over when the next begins. */
function never(): Promise<never> {
  return new Promise(() => undefined);
}

function exchange(question: string, { parts }: Answer): Exchange {
  const answer = parts.map(({ text }) => text).join("\n");
  return { question, ...(answer && { answer }) };
}

/** Gives the state that its reply makes; `wait` shows that it is on its way, and throws if nobody waits. */
type Work = (question: string, signal: AbortSignal, wait: () => void) => Promise<(cut: boolean) => State>;

/** One turn at a time: a new one aborts the one before, which says nothing any more. */
function turnsOver(show: (state: State) => void): { take(text: string, work: Work): void } {
  let state = EMPTY;
  let turn = new AbortController();
  const enter = (next: State): void => show((state = next));

  const take = (text: string, work: Work): void => {
    turn.abort();
    turn = new AbortController();
    const { signal } = turn;
    const { question, cut } = trimmed(text);
    if (question === "") return enter(EMPTY);
    const enterUnlessAborted = (next: () => State): void => void (signal.aborted || enter(next()));
    const wait = (): void => {
      signal.throwIfAborted();
      enter(waiting(state, cut));
    };
    work(question, signal, wait).then(
      (reply) => enterUnlessAborted(() => reply(cut)),
      (thrown: unknown) => enterUnlessAborted(() => failed(state, question, asAskdocsError(thrown).code)),
    );
  };
  return { take };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, Math.max(0, ms));
    signal.addEventListener("abort", () => clearTimeout(timer));
  });
}
