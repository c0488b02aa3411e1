// Ranked passages → ranked sections: the twin of hits.py.
import type { CellPassage, CellSection } from "./cells";
import { excerpt } from "./excerpt";
import type { Piece, RankedSection } from "./records";
import type { Ranked } from "./search";
import type { Analyzer } from "./terms";

const MAX_HITS = 50;

/**
 * The best `limit` sections (MAX_HITS at most) with their passages at hand, in page order. `weights`:
 * term → idf, by which excerpts are chosen; `base`: the site's root URL.
 */
export function rankSections(
  ranked: readonly Ranked[],
  limit: number,
  weights: ReadonlyMap<string, number>,
  analyzer: Analyzer,
  base: string,
): RankedSection[] {
  const groups = new Map<string, Ranked[]>();
  for (const item of ranked) {
    const { page, number } = item.passage.section;
    const key = `${number} ${page.path}`;
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  const best = [...groups.values()].slice(0, Math.min(Math.max(limit, 0), MAX_HITS));
  return best.map((group) => rankedSection(group, weights, analyzer, base));
}

function rankedSection(
  group: readonly Ranked[],
  weights: ReadonlyMap<string, number>,
  analyzer: Analyzer,
  base: string,
): RankedSection {
  const [top] = group as readonly [Ranked, ...Ranked[]]; // a group is made with its first item
  const { section, fragments } = top.passage;
  const hit = {
    url: sectionUrl(base, section),
    page: section.page.path,
    anchor: section.anchor,
    title: section.page.title,
    headings: section.headings,
    excerpt: excerpt(fragments.map(({ text }) => text), weights, analyzer),
    score: top.score,
  };
  const passages = [...group]
    .sort((a, b) => a.passage.ordinal - b.passage.ordinal)
    .map(({ passage, score }) => ({ ordinal: passage.ordinal, score, pieces: pieces(passage) }));
  return { hit, passages, question: section.question };
}

/** The fragments of a passage as the answer takes them. */
function pieces(passage: CellPassage): readonly Piece[] {
  return passage.fragments;
}

/** The address of a section; a folder's index.html is left out, as hosts serve it so. */
export function sectionUrl(base: string, { page, anchor }: CellSection): string {
  const path = page.path.split("/").map(encodeURIComponent).join("/");
  const address = base + path.replace(/(^|\/)index\.html$/, "$1");
  return anchor ? `${address}#${encodeURIComponent(anchor)}` : address;
}
