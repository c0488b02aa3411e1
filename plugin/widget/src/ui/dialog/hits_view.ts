/** The ranked sections as the options of a list box, those of one page together. */
import type { Hit } from "../../engine/types";
import { element } from "../element";
import { emphasise } from "./emphasis";
import { passageLink } from "./passage_link";
import type { View } from "./view";

/** Groups in the order of their best option, and the options in the order in which they stand. */
export interface HitsView {
  readonly groups: readonly HTMLElement[];
  readonly options: readonly HTMLAnchorElement[];
}

/** `numbers` gives the number under which an answer cites the hit of that index. */
export function hitsView(hits: readonly Hit[], question: string, numbers: ReadonlyMap<number, number>, view: View): HitsView {
  const options: HTMLAnchorElement[] = [];
  const groups = byPage(hits).map((group) => {
    const rows = group.map((index) => {
      const option = hitOption(hits[index] as Hit, question, numbers.get(index), view);
      option.id = `askdocs-hit-${options.push(option)}`;
      return option;
    });
    return element("div", { role: "group", class: "group", "aria-label": hits[group[0] as number]?.title ?? "" }, ...rows);
  });
  return { groups, options };
}

/** Indices of the hits by page; pages and, within one, hits keep their order. */
function byPage(hits: readonly Hit[]): number[][] {
  const pages = new Map<string, number[]>();
  hits.forEach(({ page }, index) => pages.set(page, [...(pages.get(page) ?? []), index]));
  return [...pages.values()];
}

function hitOption(hit: Hit, question: string, number: number | undefined, view: View): HTMLAnchorElement {
  const headings = hit.headings.length > 0 ? hit.headings : [hit.title];
  const above = headings.slice(0, -1).join(" › ");
  const name = element("span", { class: "hit-name" }, ...emphasised(headings.at(-1) ?? "", question));
  const head = element("span", { class: "hit-head" }, name);
  if (number !== undefined) head.prepend(element("span", { class: "number", "aria-hidden": "true" }, String(number)));
  if (above) head.append(" ", element("span", { class: "hit-path" }, above));
  const excerpt = element("span", { class: "hit-excerpt" }, ...emphasised(hit.excerpt, question));
  const attributes = { role: "option", "aria-selected": "false", tabindex: "-1", class: "hit", part: "hit" };
  return passageLink(hit, hit.excerpt, attributes, view, head, " ", excerpt);
}

function emphasised(text: string, question: string): (Node | string)[] {
  return emphasise(text, question).map(({ text: piece, echo }) => (echo ? element("mark", {}, piece) : piece));
}
