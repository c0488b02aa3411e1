import assert from "node:assert/strict";
import { test } from "node:test";
import { findQuoted } from "../src/ui/highlight/find.ts";

/** What was found, read back from the text nodes. */
const read = (texts: string[], quoted: string): string[] =>
  findQuoted(texts, quoted).map(({ node, start, end }) => (texts[node] ?? "").slice(start, end));

test("a sentence is found across the elements and line breaks it is written with", () => {
  assert.deepEqual(read(["Run\n  ", "uv cache", " clean ", "now."], "Run uv cache clean"), ["Run", "uv cache", " clean"].map((t) => t.trim()));
});

test("table rows are found cell by cell", () => {
  assert.deepEqual(read(["name", "\n", "retries", "sort", "3"], "name\nretries\t3"), ["name", "retries", "3"]);
});

test("a line that is not on the page is left out, the others are found", () => {
  assert.deepEqual(read(["first", "third"], "first\nsecond\nthird"), ["first", "third"]);
});

test("nothing is found for an empty or a foreign quotation", () => {
  assert.deepEqual(findQuoted(["some text"], " \n"), []);
  assert.deepEqual(findQuoted(["some text"], "other words"), []);
  assert.deepEqual(findQuoted([], "words"), []);
});
