import assert from "node:assert/strict";
import { test } from "node:test";
import { cellsOf } from "../src/engine/facets.ts";
import { matches, pageAt, valueOf } from "../src/ui/dialog/filters.ts";
import { goldenJson } from "./files.ts";

test("a glob matches what it matches in Python", () => {
  for (const [path, glob, held] of goldenJson<[string, string, boolean][]>("globs.json")) {
    assert.equal(matches(path, glob), held, `${path} ${glob}`);
  }
});

test("the first glob that matches gives the value", () => {
  const globs = [["v1/", "1.x"], ["**", "2.x"]];
  assert.deepEqual(["v1/a.html", "index.html"].map((path) => valueOf(path, globs)), ["1.x", "2.x"]);
  assert.equal(valueOf("v2/a.html", [["v1/", "1.x"]]), "");
});

test("an address below the root is a page", () => {
  const root = "https://example.org/docs/";
  assert.equal(pageAt("https://example.org/docs/", root), "index.html");
  assert.equal(pageAt("https://example.org/docs/v1/a%20b/?q#x", root), "v1/a b/index.html");
  assert.equal(pageAt("https://example.org/docs/v1/%E4.html", root), "v1/%E4.html");
  assert.equal(pageAt("https://example.org/elsewhere/", root), "");
});

test("no filter is every cell, an unknown value none", () => {
  const groups = [{ values: ["A", "1", ""], cells: 2 }, { values: ["B", "1", ""], cells: 1 }];
  assert.deepEqual(cellsOf(groups, 3, {}), [0, 1, 2]);
  assert.deepEqual(cellsOf(groups, 3, { section: "", version: "1" }), [0, 1, 2]);
  assert.deepEqual(cellsOf(groups, 3, { section: "B", version: "1" }), [2]);
  assert.deepEqual(cellsOf(groups, 3, { section: "C" }), []);
  assert.deepEqual(cellsOf([], 3, { section: "A" }), []);
});
