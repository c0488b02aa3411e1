// The widget's side of the tests in tests/twins: JSON on standard input, JSON on standard output.
//
//   node twin.mjs terms LANGUAGE        [text, …] → [[[term, word], …], …]
import { readFileSync } from "node:fs";
import { Analyzer } from "../src/engine/terms.ts";
import { languageOf } from "./files.ts";

const [job = "", argument = ""] = process.argv.slice(2);
const jobs: Record<string, (argument: string, input: string[]) => unknown> = { terms };
process.stdout.write(JSON.stringify(await jobs[job]?.(argument, JSON.parse(readFileSync(0, "utf8")))));

function terms(language: string, texts: string[]): string[][][] {
  const analyzer = new Analyzer(languageOf(language));
  return texts.map((text) => analyzer.tokens(text).map(({ term, word }) => [term, word]));
}
