/** The dialog's events, each translated and handed on. */
import type { Frame } from "./frame";

export interface Acts {
  close(): void;
  typed(text: string): void;
  ask(text: string): void;
  /** Follows the active hit, if there is one. */
  choose(event: KeyboardEvent): boolean;
}

export function listen({ dialog, form, field }: Frame, acts: Acts): void {
  field.addEventListener("input", () => acts.typed(field.value));
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    if (acts.choose(event)) event.preventDefault();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    acts.ask(field.value);
    if (matchMedia("(pointer: coarse)").matches) field.blur(); // the keyboard on the screen would cover the answer
  });
  dialog.addEventListener("keydown", (event) => {
    const toSearch = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
    if (toSearch) return acts.close(); // and on to the site's own search
    event.stopPropagation(); // a theme takes bare keys for its shortcuts: to it, the field is no field
  });
  closeOnBackdrop(dialog, acts);
}

/** Pressed and let go on the backdrop: a selection that ends there is not meant. */
function closeOnBackdrop(dialog: HTMLDialogElement, { close }: Acts): void {
  let pressed = false;
  dialog.addEventListener("pointerdown", (event) => (pressed = event.target === dialog));
  dialog.addEventListener("click", (event) => {
    if (pressed && event.target === dialog) close();
  });
}
