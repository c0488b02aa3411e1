/** The dialog's fixed parts, in a shadow root: the theme's rules stay out, its custom properties come in. */
import { ASSISTANT, icon } from "../icon";
import { button, element } from "../element";
import { CLOSE } from "./icons";
import type { Texts } from "./texts";
import css from "./style.css";

export interface Frame {
  readonly host: HTMLElement;
  readonly dialog: HTMLDialogElement;
  readonly form: HTMLFormElement;
  readonly field: HTMLInputElement;
  readonly body: HTMLElement;
  /** Above the list: the answer's card or a notice. */
  readonly above: HTMLElement;
  readonly list: HTMLElement;
  /** Under the list: suggestions. */
  readonly below: HTMLElement;
  /** The one polite live region. */
  readonly status: HTMLElement;
  /** Writes the texts that do not depend on a question. */
  label(texts: Texts): void;
}

const LIST_ID = "askdocs-hits";

/** `filters` stands between the field and what is found. */
export function frame(close: () => void, filters: HTMLElement): Frame {
  const host = element("askdocs-dialog" as "div");
  const field = fieldElement();
  const submit = element("button", { class: "submit" });
  const shut = button({ class: "close" }, close, icon(CLOSE));
  const form = element("form", { class: "bar", role: "search" }, icon(ASSISTANT), field, submit, shut);
  const above = element("div", { class: "above" });
  const list = element("div", { role: "listbox", id: LIST_ID });
  const below = element("div", { class: "below" });
  const body = element("div", { class: "body" }, above, list, below);
  const foot = element("div", { class: "foot" });
  const status = element("div", { role: "status", class: "unseen" });
  const dialog = element("dialog", {}, element("div", { class: "sheet" }, form, element("div", { class: "progress" }), filters, body, foot, status));
  shadowOf(host).append(dialog);

  const label = (texts: Texts): void => {
    dialog.ariaLabel = texts("title");
    field.ariaLabel = field.placeholder = texts("placeholder");
    submit.textContent = texts("ask");
    shut.ariaLabel = shut.title = texts("close");
    list.ariaLabel = texts("hits");
    foot.replaceChildren(element("span", { class: "promise" }, texts("promise")), keyHints(texts));
  };
  return { host, dialog, form, field, body, above, list, below, status, label };
}

function shadowOf(host: HTMLElement): ShadowRoot {
  const sheet = new CSSStyleSheet(); // a <style> element would need 'unsafe-inline'
  sheet.replaceSync(css);
  const shadow = host.attachShadow({ mode: "open" });
  shadow.adoptedStyleSheets = [sheet];
  return shadow;
}

function fieldElement(): HTMLInputElement {
  return element("input", {
    type: "text",
    role: "combobox",
    "aria-expanded": "false",
    "aria-controls": LIST_ID,
    "aria-autocomplete": "list",
    autocomplete: "off",
    autocapitalize: "none",
    enterkeyhint: "search",
    spellcheck: "false",
  });
}

function keyHints(texts: Texts): HTMLElement {
  const hints = [
    ["↵", texts("hint_ask")],
    ["↑↓", texts("hint_move")],
    ["esc", texts("hint_close")],
  ] as const;
  const shown = hints.map(([key, meaning]) => element("span", {}, element("kbd", {}, key), ` ${meaning}`));
  return element("span", { class: "keys", "aria-hidden": "true" }, ...shown);
}
