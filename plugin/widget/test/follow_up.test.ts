import assert from "node:assert/strict";
import { test } from "node:test";
import { isFollowUp } from "../src/engine/follow_up.ts";
import { goldenJson } from "./files.ts";

test("a question leans on the one before it where Python says so", () => {
  for (const [text, leans] of goldenJson<[string, boolean][]>("followups.json")) assert.equal(isFollowUp(text), leans, text);
});
