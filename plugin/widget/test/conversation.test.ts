import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { AskdocsError } from "../src/engine/errors.ts";
import type { Answer } from "../src/engine/types.ts";
import type { Desk } from "../src/ui/dialog/application.ts";
import { type Conversation, conversation } from "../src/ui/dialog/conversation.ts";
import { MAX_QUESTION, type State } from "../src/ui/dialog/state.ts";

const answer: Answer = { status: "answered", confidence: 1, parts: [{ kind: "text", text: "So.", citation: 0 }], hits: [], suggestions: [] };
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

let searched: string[];
let contexts: unknown[];
let options: unknown[];
let shown: State[];
let known: Set<string>;
let replies: (question: string) => Promise<void>;
let talk: Conversation;
const kept = { version: "2.x" };

beforeEach(() => {
  [searched, contexts, options, shown, known, replies] = [[], [], [], [], new Set(), async () => undefined];
  const desk: Desk = {
    site: () => Promise.reject(new Error("not asked for here")),
    atHand: async (question, how) => (known.has(question) ? desk.search(question, how) : null),
    search: async (question, how) => {
      searched.push(question);
      options.push(how);
      await replies(question);
      return { hits: [] };
    },
    ask: async (question, options) => {
      contexts.push(options?.context);
      await replies(question);
      return answer;
    },
  };
  talk = conversation(desk, async () => kept, (state) => shown.push(state));
});

test("a typist at five keys a second searches once, after the last key", async () => {
  for (let length = 1; length <= 5; length++) {
    talk.typed("cache".slice(0, length));
    await sleep(200);
  }
  assert.deepEqual(searched, []);
  await sleep(200);
  assert.deepEqual(searched, ["cache"]);
});

test("a word that is not ended may go on, one before a space may not", async () => {
  for (const text of ["cache", "cache "]) {
    known.add("cache");
    talk.typed(text);
    await sleep(20);
  }
  assert.deepEqual(options, [
    { typing: true, verbatim: false, filter: kept },
    { typing: false, verbatim: false, filter: kept },
  ]);
});

test("what was corrected can be searched for as it was typed", async () => {
  known.add("cahce");
  talk.typed("cahce");
  await sleep(20);
  talk.verbatim();
  await sleep(20);
  assert.deepEqual(options.at(-1), { typing: true, verbatim: true, filter: kept });
});

test("what is cached is searched at once", async () => {
  known.add("cache");
  talk.typed("cache");
  await sleep(20);
  assert.deepEqual(searched, ["cache"]);
});

test("a late reply never replaces a newer one", async () => {
  known = new Set(["slow", "fast"]);
  replies = (question) => sleep(question === "slow" ? 60 : 0);
  talk.typed("slow");
  await sleep(10);
  talk.typed("fast");
  await sleep(100);
  assert.equal(shown.at(-1)?.question, "fast");
  assert.ok(shown.every(({ question }) => question !== "slow"));
});

test("asking does not wait, and the pending search is dropped", async () => {
  talk.typed("cache");
  talk.ask("cache");
  await sleep(350);
  assert.deepEqual(searched, []);
  assert.equal(shown.at(-1)?.answer, answer);
});

test("an emptied field shows the beginning again", async () => {
  talk.ask("cache");
  await sleep(5);
  talk.typed("  ");
  assert.equal(shown.at(-1)?.question, "");
  assert.equal(shown.at(-1)?.answer, undefined);
});

test("a question over the limit is cut between characters, and that is said", async () => {
  talk.ask("😀".repeat(MAX_QUESTION + 1));
  await sleep(5);
  assert.equal(shown.at(-1)?.question, "😀".repeat(MAX_QUESTION));
  assert.equal(shown.at(-1)?.cut, true);
});

test("an error is shown by its code, and the same is tried again", async () => {
  replies = () => Promise.reject(new AskdocsError("offline", "cut"));
  talk.ask("cache");
  await sleep(5);
  assert.equal(shown.at(-1)?.error, "offline");
  replies = async () => undefined;
  talk.retry();
  await sleep(5);
  assert.equal(shown.at(-1)?.answer, answer);
});

test("earlier exchanges are the context, oldest first, until they are forgotten", async () => {
  for (const question of ["one", "And two?", "what about three"]) {
    talk.ask(question);
    await sleep(5);
  }
  talk.forget();
  talk.ask("and four");
  await sleep(5);
  const one = { question: "one", answer: "So." };
  assert.deepEqual(contexts, [[], [one], [one, { question: "And two?", answer: "So." }], []]);
});

test("a question that stands by itself has no context", async () => {
  for (const question of ["one", "android"]) {
    talk.ask(question);
    await sleep(5);
  }
  assert.deepEqual(contexts, [[], []]);
});
