/** A button that copies a text and says whether it did. */
import { icon } from "../icon";
import { button, element } from "../element";
import { COPY, TICK } from "./icons";
import type { TextKey } from "./texts";
import type { View } from "./view";

const SHOWN_MS = 2000;

export function copyButton(key: TextKey, text: () => string, view: View): HTMLButtonElement {
  const { texts } = view.settings;
  const label = element("span", {}, texts(key));
  const made = button({ class: "quiet" }, copy, icon(COPY), label);
  return made;

  async function copy(): Promise<void> {
    const done = await copied(text(), made);
    const outcome = texts(done ? "copied" : "copy_failed");
    made.replaceChildren(icon(done ? TICK : COPY), label);
    label.textContent = outcome;
    view.say(outcome);
    setTimeout(() => {
      made.replaceChildren(icon(COPY), label);
      label.textContent = texts(key);
    }, SHOWN_MS);
  }
}

async function copied(text: string, beside: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiedBySelection(text, beside); // the clipboard's interface is for https and localhost only
  }
}

function copiedBySelection(text: string, beside: HTMLElement): boolean {
  const field = element("textarea", { class: "unseen", "aria-hidden": "true" });
  field.value = text;
  beside.after(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  beside.focus();
  return done;
}
