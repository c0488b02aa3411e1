import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Analyzer } from "../src/engine/terms";
import { golden, goldenJson, languageOf, stemmerOf } from "./files";

for (const file of readdirSync(join(golden, "terms"))) {
  const code = file === "unicode.json" ? "en" : file.slice(0, 2);
  test(`terms/${file} comes out as Python wrote it`, () => {
    const analyzer = new Analyzer(languageOf(code));
    for (const [text, tokens] of goldenJson<[string, [string, string][]][]>(`terms/${file}`)) {
      const found = analyzer.tokens(text).map(({ term, word }) => [term, word]);
      assert.deepEqual(found, tokens, text);
    }
  });
}

for (const file of readdirSync(join(golden, "stems"))) {
  test(`stems/${file} comes out as Python wrote it`, () => {
    const stem = stemmerOf(file.slice(0, 2));
    for (const [word, expected] of goldenJson<[string, string][]>(`stems/${file}`)) {
      assert.equal(stem(word), expected, word);
    }
  });
}

test("a line of ten thousand underscores is read in no time", () => {
  const start = performance.now();
  new Analyzer(languageOf("en")).terms("_".repeat(10_000) + " " + "a_".repeat(5_000));
  assert.ok(performance.now() - start < 1000);
});

test("a digest longer than any term leaves no term", () => {
  assert.deepEqual(new Analyzer(languageOf("en")).terms("f".repeat(65)), []);
});
