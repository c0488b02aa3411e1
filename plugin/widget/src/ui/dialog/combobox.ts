/** The field and its list box: arrow keys choose an option while the focus stays in the field (WAI-ARIA combobox). */

export interface Combobox {
  /** Offers these options; none is active. */
  offer(options: readonly HTMLAnchorElement[]): void;
  /** Opens the active option, as a click with the same modifiers would; false if none is active. */
  choose(event: KeyboardEvent): boolean;
}

export function combobox(field: HTMLInputElement): Combobox {
  let options: readonly HTMLAnchorElement[] = [];
  let active = -1;

  const activate = (index: number): void => {
    options[active]?.setAttribute("aria-selected", "false");
    active = index;
    const option = options[index];
    if (option === undefined) return field.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", option.id);
  };

  /** Past either end lies the field itself, then the other end. */
  const step = (by: 1 | -1): void => {
    const places = options.length + 1;
    activate(((active + 1 + by + places) % places) - 1);
  };

  field.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    step(event.key === "ArrowDown" ? 1 : -1);
  });
  field.addEventListener("input", () => activate(-1));

  return {
    offer: (next) => {
      activate(-1);
      options = next;
      field.setAttribute("aria-expanded", String(next.length > 0));
    },
    choose: ({ ctrlKey, metaKey, shiftKey }) => {
      const option = options[active];
      option?.dispatchEvent(new MouseEvent("click", { ctrlKey, metaKey, shiftKey, bubbles: true, cancelable: true }));
      return option !== undefined;
    },
  };
}
