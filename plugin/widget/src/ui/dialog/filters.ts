/** What the reader keeps questions to: a choice for each facet that the author declares. */
import { FACETS } from "../../engine/facets";
import type { Facet, Filter, Filters } from "../../engine/types";
import { element } from "../element";
import type { Texts } from "./texts";

const KEPT = "askdocs:filter"; // what the reader chose, for as long as the tab is open
/** A reader of one version wants that version's answers; which section they come from is all the same. */
const OF_THE_PAGE: readonly Facet[] = ["version", "language"];

export interface FilterBar {
  readonly element: HTMLElement;
  /** Offers these facets on the page at `path`; what the reader has chosen stays chosen. */
  offer(filters: Filters, path: string, texts: Texts): void;
  /** What is chosen now. */
  filter(): Filter;
  /** Chooses everything. */
  clear(): void;
}

/** `changed` is called when the reader has chosen. */
export function filterBar(changed: () => void): FilterBar {
  const bar = element("div", { class: "filters" });
  let chosen: Filter = {};

  const choose = (facet: Facet, value: string): void => {
    chosen = { ...chosen, [facet]: value };
    keep({ ...kept(), [facet]: value });
    changed();
  };

  const offer = (filters: Filters, path: string, texts: Texts): void => {
    const choices = choicesOf(filters, path, kept());
    chosen = Object.fromEntries(choices.map(({ facet, value }) => [facet, value]));
    bar.replaceChildren(...choices.map((choice) => selectOf(choice, texts, choose)));
    bar.hidden = choices.length === 0;
  };

  const clear = (): void => {
    chosen = {};
    keep(Object.fromEntries(FACETS.map((facet) => [facet, ""])));
    for (const select of bar.querySelectorAll("select")) select.value = "";
    changed();
  };

  bar.hidden = true;
  return { element: bar, offer, filter: () => chosen, clear };
}

interface Choice {
  readonly facet: Facet;
  readonly values: readonly string[];
  /** What is chosen: "" is any. */
  readonly value: string;
}

/** What there is to choose of each declared facet: what was chosen `before`, else what the page itself has. */
function choicesOf(filters: Filters, path: string, before: Filter): Choice[] {
  return FACETS.flatMap((facet) => {
    const globs = filters[facet] ?? [];
    const values = [...new Set(globs.map(([, value = ""]) => value))];
    const own = OF_THE_PAGE.includes(facet) ? valueOf(path, globs) : "";
    const value = ["", ...values].find((each) => each === before[facet]) ?? own;
    return values.length > 0 ? [{ facet, values, value }] : [];
  });
}

function selectOf({ facet, values, value }: Choice, texts: Texts, choose: (facet: Facet, value: string) => void): HTMLElement {
  const option = (each: string, text: string): HTMLElement => element("option", { value: each, selected: each === value }, text);
  const options = [option("", texts(`any_${facet}`)), ...values.map((each) => option(each, each))];
  const select = element("select", { "aria-label": texts(facet) }, ...options);
  select.addEventListener("change", () => choose(facet, select.value));
  return select;
}

/** The value of the first glob that matches. */
export function valueOf(path: string, globs: readonly (readonly string[])[]): string {
  return globs.find(([glob = ""]) => matches(path, glob))?.[1] ?? "";
}

const MEANING: Readonly<Record<string, string>> = { "**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]" };

/** Whether the whole path matches the glob: the twin of globs.py. */
export function matches(path: string, glob: string): boolean {
  const whole = glob.replace(/^\//, "").replace(/\/$/, "/**");
  const parts = (whole.match(/\*\*\/|\*\*|\*|\?|[^*?]+/g) ?? []).map(
    (token) => MEANING[token] ?? token.replace(/[.+^${}()|[\]\\]/g, "\\$&"),
  );
  return new RegExp(`^${parts.join("")}$`, "s").test(path);
}

/** The built page at `address`, relative to the site's root: "v1/index.html". */
export function pageAt(address: string, root: string): string {
  const { pathname } = new URL(address);
  const start = new URL(root).pathname;
  if (!pathname.startsWith(start)) return "";
  const path = decoded(pathname.slice(start.length));
  return path === "" || path.endsWith("/") ? `${path}index.html` : path;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function kept(): Filter {
  try {
    return Object(JSON.parse(sessionStorage.getItem(KEPT) ?? "{}")) as Filter;
  } catch {
    return {}; // no storage, or something else's words in it
  }
}

function keep(filter: Filter): void {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(filter));
  } catch {
    // chosen for this page only
  }
}
