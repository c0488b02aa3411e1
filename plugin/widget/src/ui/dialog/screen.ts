/** State → what stands in the dialog, part by part, and what a screen reader is told of it. */
import type { Answer } from "../../engine/types";
import { answerView } from "./answer_view";
import { button, element } from "../element";
import { GEAR_OFF } from "./gear_offer";
import { type HitsView, hitsView } from "./hits_view";
import { correctedView, errorView, keptView, noticeView, questionsView, togetherView } from "./notice_view";
import { sourcesOf } from "./sources";
import { MAX_QUESTION, type State } from "./state";
import { countText } from "./texts";
import type { View } from "./view";

const MAX_SUGGESTIONS = 3;
const MAX_SAID = 300;

/** Above the hits: notices, an error, the answer. */
export function aboveViews(state: State, starters: readonly string[], retry: () => void, view: View): HTMLElement[] {
  const { texts } = view.settings;
  const views: HTMLElement[] = [];
  if (state.cut) views.push(noticeView(texts("cut", { limit: MAX_QUESTION })));
  if (state.corrected) views.push(correctedView(state.corrected, state.question, view));
  if (state.context) views.push(togetherView(state.context, view));
  if (state.incomplete) views.push(noticeView(texts("incomplete")));
  const kept = state.question && !state.error && foundNothing(state) ? keptView(view) : undefined;
  if (kept) views.push(kept);
  if (state.error) views.push(errorView(state.error, retry, view));
  else if (state.answer) views.push((SECOND_GEAR && state.geared ? gearedView : answerView)(state.question, state.answer, view));
  else if (state.question && state.hits.length === 0) views.push(noticeView(texts("no_hits")));
  else if (!state.question && starters.length === 0) views.push(noticeView(texts("empty")));
  return views;
}

function gearedView(question: string, answer: Answer, view: View): HTMLElement {
  const card = answerView(question, answer, view);
  const off = button({ class: "quiet" }, () => off.dispatchEvent(new Event(GEAR_OFF, { bubbles: true })), view.settings.texts("gear_remove"));
  card.append(element("p", { class: "hint corrected" }, element("span", {}, view.settings.texts("gear_better")), off));
  return card;
}

function foundNothing({ answer, hits }: State): boolean {
  return answer ? answer.status === "not_found" : hits.length === 0;
}

/** The hits, numbered where the answer cites them. */
export function listView({ hits, question, answer }: State, view: View): HitsView {
  const sources = answer && answer.status !== "not_found" ? sourcesOf(answer) : [];
  const numbers = new Map(sources.map(({ citation, number }) => [citation, number]));
  return hitsView(hits, question, numbers, view);
}

/** Under the hits: questions to go on with, or to start with. */
export function belowViews({ question, answer, error }: State, starters: readonly string[], view: View): HTMLElement[] {
  if (answer) {
    const suggestions = answer.suggestions.slice(0, MAX_SUGGESTIONS);
    return suggestions.length > 0 ? [questionsView("suggestions", suggestions, view)] : [];
  }
  return question || error || starters.length === 0 ? [] : [questionsView("starters", starters, view)];
}

/** What a screen reader is told: once a result, never a key. */
export function spoken({ question, answer, corrected, hits, error }: State, { settings: { texts } }: View): string {
  if (error) return texts(error);
  if (!question) return "";
  const results = countText(texts, hits.length);
  const count = corrected ? `${texts("corrected", { question: corrected })} ${results}` : results;
  if (!answer) return hits.length > 0 ? count : texts("no_hits");
  if (answer.status === "not_found") return texts("said_not_found", { count });
  const text = answer.parts[0]?.text.slice(0, MAX_SAID) ?? "";
  return texts(answer.status === "uncertain" ? "said_uncertain" : "said_answer", { text, count });
}
