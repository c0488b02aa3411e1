/** What is said instead of results, or beside them. */
import type { ErrorCode } from "../../engine/errors";
import { icon } from "../icon";
import { button, element } from "../element";
import { ARROW } from "./icons";
import type { TextKey } from "./texts";
import type { View } from "./view";

/** The plain sentence for an error, and the thing to do about it. */
export function errorView(error: ErrorCode, retry: () => void, { settings: { texts } }: View): HTMLElement {
  const act =
    error === "offline"
      ? button({}, retry, texts("retry"))
      : button({}, () => location.reload(), texts("reload"));
  return element("div", { class: "notice" }, element("p", {}, texts(error)), act);
}

export function noticeView(text: string): HTMLElement {
  return element("p", { class: "hint" }, text);
}

/** Which question the results are for, and the way back to what was typed. */
export function correctedView(corrected: string, typed: string, { settings: { texts }, verbatim }: View): HTMLElement {
  const back = button({ class: "quiet" }, verbatim, texts("as_typed", { question: typed }));
  return element("p", { class: "hint corrected" }, element("span", {}, texts("corrected", { question: corrected })), back);
}

/** Which question this one was read together with, and the way to it by itself. */
export function togetherView(context: string, { settings: { texts }, alone }: View): HTMLElement {
  const back = button({ class: "quiet" }, alone, texts("alone"));
  return element("p", { class: "hint corrected" }, element("span", {}, texts("together", { question: context })), back);
}

/** What the question was kept to, and the way to the rest of the site; undefined where it was kept to nothing. */
export function keptView({ settings: { texts }, filtered, everywhere }: View): HTMLElement | undefined {
  const values = filtered().join(", ");
  if (values === "") return undefined;
  const rest = button({ class: "quiet" }, everywhere, texts("everywhere"));
  return element("p", { class: "hint corrected" }, element("span", {}, texts("kept_to", { values })), rest);
}

/** Questions to choose from, under a heading. */
export function questionsView(heading: TextKey, questions: readonly string[], view: View): HTMLElement {
  const items = questions.map((question) =>
    element("li", {}, button({ class: "question" }, () => view.ask(question), element("span", {}, question), icon(ARROW))),
  );
  return element("section", { class: "questions" }, element("h2", {}, view.settings.texts(heading)), element("ul", {}, ...items));
}
