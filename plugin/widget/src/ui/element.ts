/** The DOM is built, never parsed from text. */

type Attributes = Readonly<Record<string, string | boolean>>;
export type Child = Node | string;

/** An element with its attributes (`true` sets an empty one, `false` none) and children; strings become text. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

/** A button that does `act`, with what a click gave it. */
export function button(attributes: Attributes, act: (event: MouseEvent) => void, ...children: readonly Child[]): HTMLButtonElement {
  const made = element("button", { type: "button", ...attributes }, ...children);
  made.addEventListener("click", act);
  return made;
}
