import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { openExplorer } from "../src/engine/explore";
import { openSession } from "../src/engine/session";
import type { Source } from "../src/engine/types";
import { golden, goldenJson, stemmerOf } from "./files";

const source: Source = {
  base: "https://example.org/docs/",
  fetchBytes: async (name) => new Uint8Array(readFileSync(join(golden, "site", name))),
};
(globalThis as { askdocsStem?: unknown }).askdocsStem = stemmerOf("en");
const questions = goldenJson<[question: string, ...rest: unknown[]][]>("site.json").map(([question]) => question);

test("as the site has them, the sections rank as the search ranks them", async () => {
  const [explorer, session] = await Promise.all([openExplorer(source), openSession(source)]);
  for (const question of questions) {
    const reading = await explorer.read(question);
    const { hits } = await session.search(question, { limit: 50 });
    const rows = reading.rank(reading.usual).slice(0, 50);
    assert.deepEqual(rows.map(({ url }) => url), hits.map(({ url }) => url), question);
    for (const [i, row] of rows.entries()) {
      assert.ok(Math.abs(row.score - (hits[i]?.score ?? 0)) < 1e-9);
      const sum = (row.words + row.page + row.meaning + row.order) * row.boost;
      assert.ok(Math.abs(row.score - sum) < 1e-9);
    }
  }
});

test("with the vectors alone, the order is that of the likeness", async () => {
  const reading = await (await openExplorer(source)).read("cache directory");
  const rows = reading.rank({ ...reading.usual, vectors: 1 });
  for (const row of rows) assert.equal(row.words + row.page, 0);
});
