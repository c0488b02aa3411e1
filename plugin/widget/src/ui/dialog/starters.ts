/** What the dialog offers before anything was asked: questions that suit the page. */
import type { Starters } from "../../engine/types";

const SHOWN = 3;

/** The page's own questions, then those of its folders, then the site's. */
export function startersOf(starters: Starters, page: string): string[] {
  const nearest = Object.keys(starters)
    .filter((beginning) => page.startsWith(beginning))
    .sort((a, b) => b.length - a.length);
  return [...new Set(nearest.flatMap((beginning) => starters[beginning] ?? []))].slice(0, SHOWN);
}
