// What a question may be kept to: the twin of facets.py.
import { list, number, record, text } from "./narrow";
import type { Facet, Filter, Filters } from "./types";

export const FACETS: readonly Facet[] = ["section", "version", "language"];

/** The values of so many cells, one after the other; in the order of `FACETS`, "" where there is none. */
export interface Group {
  readonly values: readonly string[];
  readonly cells: number;
}

export function groupsFrom(value: unknown): Group[] {
  return list(value).map((row) => {
    const fields = list(row);
    return { values: fields.slice(0, FACETS.length).map(text), cells: number(fields[FACETS.length]) };
  });
}

/** The declared facets, each with its globs in the author's order. */
export function filtersFrom(value: unknown): Filters {
  const plain = record(value);
  const declared = FACETS.filter((facet) => plain[facet] !== undefined);
  return Object.fromEntries(declared.map((facet) => [facet, list(plain[facet]).map((pair) => list(pair).map(text))]));
}

/** The numbers of the cells that hold what is wanted, of `cells` cells; none where there is no such value. */
export function cellsOf(groups: readonly Group[], cells: number, wanted: Filter): number[] {
  const asked = FACETS.flatMap((facet, place) => (wanted[facet] ? [[place, wanted[facet]] as const] : []));
  if (asked.length === 0) return Array.from({ length: cells }, (_, cell) => cell);
  const found: number[] = [];
  let start = 0;
  for (const group of groups) {
    const held = asked.every(([place, value]) => group.values[place] === value);
    for (let cell = start; held && cell < start + group.cells; cell++) found.push(cell);
    start += group.cells;
  }
  return found;
}
