import assert from "node:assert/strict";
import { test } from "node:test";
import { sentences } from "../src/engine/sentences.ts";
import { goldenJson } from "./files.ts";

test("sentences.json comes out as Python wrote it", () => {
  for (const [text, expected] of goldenJson<[string, string[]][]>("sentences.json")) {
    const found = sentences(text).map(({ start, end }) => text.slice(start, end));
    assert.deepEqual(found, expected, text);
  }
});

test("a text of a million abbreviations is read in no time", () => {
  const start = performance.now();
  sentences("e.g. ".repeat(200_000) + " ".repeat(200_000) + ".");
  assert.ok(performance.now() - start < 2000);
});
