/** Whether the answer helped. Nothing is sent: a site's own script may listen to `askdocs:feedback`. */
import { tell } from "../askdocs";
import { button, element } from "../element";
import type { View } from "./view";

const MAX_REASON = 500;

/** A verdict is told at once; a reason, if one follows, is told with it a second time. */
export function feedbackView(question: string, view: View): HTMLElement {
  const { texts } = view.settings;
  const thank = (): void => {
    box.replaceChildren(element("span", {}, texts("thanks")));
    view.say(texts("thanks"));
  };
  const verdict = (helpful: boolean): void => {
    tell("askdocs:feedback", { question, helpful });
    if (helpful) return thank();
    const form = reasonForm(view, (reason) => {
      if (reason) tell("askdocs:feedback", { question, helpful, reason });
      thank();
    });
    box.replaceChildren(form);
    form.querySelector("input")?.focus();
  };
  const choice = (helpful: boolean): HTMLButtonElement =>
    button({ class: "quiet" }, () => verdict(helpful), texts(helpful ? "yes" : "no"));
  const box = element("div", { class: "feedback", role: "group", "aria-label": texts("helpful") });
  box.append(element("span", { "aria-hidden": "true" }, texts("helpful")), choice(true), choice(false));
  return box;
}

function reasonForm(view: View, send: (reason: string) => void): HTMLFormElement {
  const { texts } = view.settings;
  const label = texts("reason");
  const field = element("input", { type: "text", maxlength: String(MAX_REASON), "aria-label": label, placeholder: label });
  const form = element("form", { class: "reason" }, field, element("button", { class: "quiet" }, texts("send")));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(field.value.trim());
  });
  return form;
}
