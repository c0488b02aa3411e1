/** The dialog: shows the conversation's state, and hands it what the reader does. */
import { asAskdocsError } from "../../engine/errors";
import { remember, showOnThisPage } from "../highlight/follow";
import { answerView } from "./answer_view";
import type { Desk, Site } from "./application";
import { combobox } from "./combobox";
import { conversation } from "./conversation";
import { type Frame, frame } from "./frame";
import { hitsView } from "./hits_view";
import { errorView, noticeView, questionsView } from "./notice_view";
import { pageScheme } from "./scheme";
import { DEFAULTS } from "./settings";
import { sourcesOf } from "./sources";
import { EMPTY, failed, MAX_QUESTION, type State } from "./state";
import { countText } from "./texts";
import type { View } from "./view";

/** A reader who still types is not told of every list. */
const SAY_AFTER_MS = 700;
const MAX_SUGGESTIONS = 3;
const MAX_SAID = 300;

export interface Dialog {
  /** Shows the dialog, and asks `question` where one is given. */
  open(question?: string): void;
  close(): void;
}

export function dialogOf(desk: Desk, root: string): Dialog {
  const close = (): void => parts.dialog.close();
  const parts = frame(close);
  const box = combobox(parts.field);
  const talk = conversation(desk, (state) => render(state));
  let starters: readonly string[] = [];
  let state = EMPTY;
  let saying = 0;

  const ask = (question: string): void => {
    parts.field.value = question;
    parts.field.focus();
    talk.ask(question);
  };
  const say = (text: string, afterMs = 0): void => {
    clearTimeout(saying);
    saying = setTimeout(() => (parts.status.textContent = text), afterMs);
  };
  const follow = (event: MouseEvent, url: string, quoted: string): void => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return; // a new tab or window
    remember(url, quoted);
    close();
    setTimeout(showOnThisPage); // after the link has done its part
  };
  let view: View = { settings: DEFAULTS, root, ask, follow, say };

  const adopt = ({ language, starters: offered, settings }: Site): void => {
    if (view.settings === settings) return;
    view = { ...view, settings };
    starters = offered;
    parts.host.lang = language;
    parts.label(settings.texts);
    render(state);
  };
  const prepare = (): void =>
    void desk.site().then(adopt, (thrown: unknown) => render(failed(state, "", asAskdocsError(thrown).code)));

  const render = (next: State): void => {
    const fresh = next.answer !== state.answer || next.hits !== state.hits || next.error !== state.error;
    state = next;
    parts.dialog.toggleAttribute("data-busy", state.busy);
    if (state.busy) return say(view.settings.texts("searching"), SAY_AFTER_MS);
    const retry = state.question ? talk.retry : prepare;
    parts.above.replaceChildren(...aboveViews(state, starters.length > 0, retry, view));
    box.offer(showHits(parts, state, view));
    parts.below.replaceChildren(...belowViews(state, starters, view));
    if (fresh) parts.body.scrollTop = 0;
    if (fresh) say(spoken(state, view), state.answer ? 0 : SAY_AFTER_MS);
  };

  listen(parts, { close, typed: talk.typed, ask: talk.ask, choose: box.choose });
  parts.label(DEFAULTS.texts);

  return {
    open: (question) => {
      if (!parts.host.isConnected) document.body.append(parts.host);
      parts.host.dataset["scheme"] = pageScheme();
      if (!parts.dialog.open) {
        talk.forget();
        parts.dialog.showModal();
      }
      parts.field.focus();
      parts.field.select();
      prepare();
      if (question) ask(question);
    },
    close,
  };
}

function aboveViews(state: State, hasStarters: boolean, retry: () => void, view: View): HTMLElement[] {
  const { texts } = view.settings;
  const views: HTMLElement[] = [];
  if (state.cut) views.push(noticeView(texts("cut", { limit: MAX_QUESTION })));
  if (state.incomplete) views.push(noticeView(texts("incomplete")));
  if (state.error) views.push(errorView(state.error, retry, view));
  if (state.answer) views.push(answerView(state.question, state.answer, view));
  else if (state.question && !state.error && state.hits.length === 0) views.push(noticeView(texts("no_hits")));
  else if (!state.question && !state.error && !hasStarters) views.push(noticeView(texts("empty")));
  return views;
}

function showHits({ list }: Frame, { hits, question, answer }: State, view: View): readonly HTMLAnchorElement[] {
  const sources = answer && answer.status !== "not_found" ? sourcesOf(answer) : [];
  const numbers = new Map(sources.map(({ citation, number }) => [citation, number]));
  const { groups, options } = hitsView(hits, question, numbers, view);
  list.replaceChildren(...groups);
  list.hidden = hits.length === 0;
  return options;
}

function belowViews({ question, answer, error }: State, starters: readonly string[], view: View): HTMLElement[] {
  if (answer) {
    const suggestions = answer.suggestions.slice(0, MAX_SUGGESTIONS);
    return suggestions.length > 0 ? [questionsView("suggestions", suggestions, view)] : [];
  }
  return question || error || starters.length === 0 ? [] : [questionsView("starters", starters, view)];
}

/** What a screen reader is told: once a result, never a key. */
function spoken({ question, answer, hits, error }: State, { settings: { texts } }: View): string {
  if (error) return texts(error);
  if (!question) return "";
  const count = countText(texts, hits.length);
  if (!answer) return hits.length > 0 ? count : texts("no_hits");
  if (answer.status === "not_found") return texts("said_not_found", { count });
  const text = answer.parts[0]?.text.slice(0, MAX_SAID) ?? "";
  return texts(answer.status === "uncertain" ? "said_uncertain" : "said_answer", { text, count });
}

interface Acts {
  readonly close: () => void;
  readonly typed: (text: string) => void;
  readonly ask: (text: string) => void;
  readonly choose: (event: KeyboardEvent) => boolean;
}

function listen({ dialog, form, field }: Frame, { close, typed, ask, choose }: Acts): void {
  field.addEventListener("input", () => typed(field.value));
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    if (choose(event)) event.preventDefault();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(field.value);
    if (matchMedia("(pointer: coarse)").matches) field.blur(); // the keyboard on the screen would cover the answer
  });
  dialog.addEventListener("keydown", (event) => {
    const toSearch = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
    if (toSearch) return close(); // and on to the site's own search
    event.stopPropagation(); // a theme takes bare keys for its shortcuts: to it, the field is no field
  });
  closeOnBackdrop(dialog, close);
}

/** Pressed and let go on the backdrop: a selection that ends there is not meant. */
function closeOnBackdrop(dialog: HTMLDialogElement, close: () => void): void {
  let pressed = false;
  dialog.addEventListener("pointerdown", (event) => (pressed = event.target === dialog));
  dialog.addEventListener("click", (event) => {
    if (pressed && event.target === dialog) close();
  });
}
