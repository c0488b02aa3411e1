import assert from "node:assert/strict";
import { test } from "node:test";
import type { Answer } from "../src/engine/types";
import type { Desk } from "../src/ui/dialog/application";
import { conversation } from "../src/ui/dialog/conversation";
import { gearFrom, isSparing } from "../src/ui/dialog/gear_offer";
import { EMPTY, type State, answered, isBetter } from "../src/ui/dialog/state";
import { idsOf } from "../src/worker/gear/encoder";

const names = { module: "gear-0.js", runtime: "runtime-0.bin", encoder: "encoder-0.bin" };
const answer: Answer = { status: "answered", confidence: 1, parts: [], hits: [], suggestions: [] };

test("an offer names its files and its size, or is none", () => {
  assert.deepEqual(gearFrom({ gear: { ...names, bytes: 5 } }), { names, bytes: 5 });
  for (const ui of [undefined, {}, { gear: null }, { gear: { ...names } }, { gear: { ...names, bytes: 5, encoder: 1 } }]) {
    assert.equal(gearFrom(ui), undefined);
  }
});

test("a device is sparing on saveData, a slow connection or little memory", () => {
  assert.equal(isSparing({}), false);
  assert.equal(isSparing({ connection: { saveData: false, effectiveType: "4g" }, deviceMemory: 8 }), false);
  assert.equal(isSparing({ connection: { saveData: true } }), true);
  assert.equal(isSparing({ connection: { effectiveType: "3g" } }), true);
  assert.equal(isSparing({ deviceMemory: 2 }), true);
});

test("only the second gear's answer to the question on screen is better", () => {
  const first = answered("q", answer, false);
  const second = answered("q", { ...answer, geared: true }, false);
  assert.equal(isBetter(first, second), true);
  assert.equal(isBetter(EMPTY, second), false);
  assert.equal(isBetter(second, second), false);
  assert.equal(isBetter(first, answered("other", { ...answer, geared: true }, false)), false);
});

/** A desk that answers with `replies`, one after the other. */
function talkOver(...replies: (() => Promise<Answer & { geared?: true }>)[]) {
  const shown: State[] = [];
  const desk = { ask: () => replies.shift()?.() ?? Promise.reject(new Error("asked too often")) } as unknown as Desk;
  return { shown, talk: conversation(desk, async () => ({}), (state) => shown.push(state)) };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

test("a better answer comes without a word of waiting", async () => {
  const { shown, talk } = talkOver(async () => answer, async () => ({ ...answer, geared: true }));
  talk.ask("q");
  await settled();
  talk.better?.();
  await settled();
  assert.deepEqual(shown.map(({ busy, geared }) => [busy, geared ?? false]), [[true, false], [false, false], [false, true]]);
});

test("where a better answer fails, what is shown stays", async () => {
  const { shown, talk } = talkOver(async () => answer, () => Promise.reject(new Error("cut")));
  talk.ask("q");
  await settled();
  talk.better?.();
  await settled();
  assert.equal(shown.length, 2);
  assert.equal(shown.at(-1)?.error, undefined);
});

test("a text has at most 256 ids, the first and the last of them the model's own", () => {
  const vocabulary = new Map(["[CLS]", "[SEP]", "[UNK]", "cache"].map((piece, id) => [piece, id]));
  assert.deepEqual(idsOf("Cache zebra", vocabulary), [0, 3, 2, 1]);
  const long = idsOf("cache ".repeat(400), vocabulary);
  assert.equal(long.length, 256);
  assert.deepEqual([long[0], long[254], long[255]], [0, 3, 1]);
});
