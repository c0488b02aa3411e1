// Where the tests find the files that both languages read.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import type { Language } from "../src/engine/terms";
import { STEMMERS, stemmerSource } from "../src/stemmers/source.mjs";

declare const WIDGET_FOLDER: string;

export const repository = join(WIDGET_FOLDER, "..", "..");
export const golden = join(repository, "tests", "golden");

/** The JSON in a golden file. Its shape is what make.py writes: the caller names it. */
export function goldenJson<Shape>(name: string): Shape {
  return JSON.parse(readFileSync(join(golden, name), "utf8")) as Shape;
}

/** The stemmer that a site in `code` ships, in a world of its own; else the identity. */
export function stemmerOf(code: string): (word: string) => string {
  if (!(code in STEMMERS)) return (word) => word;
  const world: { askdocsStem?: (word: string) => string } = {};
  runInNewContext(stemmerSource(code, join(WIDGET_FOLDER, "src/stemmers/vendor")), world);
  return world.askdocsStem ?? ((word) => word);
}

export function languageOf(code: string): Language {
  return { code, stopwords: stopwordsOf(code), stem: stemmerOf(code) };
}

function stopwordsOf(code: string): ReadonlySet<string> {
  if (!(code in STEMMERS)) return new Set();
  const path = join(repository, "build_index/askdocs_index/data/stopwords", `${code}.txt`);
  return new Set(readFileSync(path, "utf8").split("\n").filter(Boolean));
}
