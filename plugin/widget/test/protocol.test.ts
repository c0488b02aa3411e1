import assert from "node:assert/strict";
import { test } from "node:test";
import { AskdocsError } from "../src/engine/errors.ts";
import type { OpenSession, Session } from "../src/engine/types.ts";
import { type Client, clientOver } from "../src/ui/client.ts";
import { handler } from "../src/worker/handler.ts";

const site = { language: "en", ui: {}, starters: {}, filters: {} };
const notFound = { status: "not_found", confidence: 0, parts: [], hits: [], suggestions: [] } as const;

/** A client whose messages and replies are copied, as they are between page and worker. */
function clientOf(openSession: OpenSession, fetched: Uint8Array = new Uint8Array()): Client {
  const handle = handler(openSession, () => async () => fetched);
  return clientOver((listener) => (message) => handle(structuredClone(message), (reply) => listener(structuredClone(reply))));
}

const session = (parts: Partial<Session>): OpenSession =>
  async () => ({ site, atHand: () => null, search: async () => ({ hits: [] }), ask: async () => notFound, ...parts });

test("a call gives what the session gives", async () => {
  const client = clientOf(session({ atHand: (question) => (question === "known" ? { hits: [] } : null) }));
  assert.deepEqual(await client.call("open", { base: "https://example.org/" }), site);
  assert.deepEqual(await client.call("atHand", { question: "known" }), { hits: [] });
  assert.equal(await client.call("atHand", { question: "other" }), null);
  assert.equal((await client.call("ask", { question: "what" })).status, "not_found");
});

test("options travel with the question, and are left out where they are not given", async () => {
  const seen: unknown[] = [];
  const client = clientOf(session({ search: async (...call) => (seen.push(call), { hits: [] }) }));
  await client.call("open", { base: "" });
  await client.call("search", { question: "a", limit: 3 });
  await client.call("search", { question: "b" });
  assert.deepEqual(seen, [["a", { limit: 3 }], ["b", {}]]);
});

test("an error keeps its code on the way", async () => {
  const client = clientOf(session({ search: () => Promise.reject(new AskdocsError("missing", "gone")) }));
  await client.call("open", { base: "" });
  await assert.rejects(client.call("search", { question: "a" }), (error) => error instanceof AskdocsError && error.code === "missing" && error.message === "gone");
});

test("an error without a code counts as damage", async () => {
  const client = clientOf(() => Promise.reject(new TypeError("broken")));
  await assert.rejects(client.call("open", { base: "" }), { code: "corrupt", message: "broken" });
});

test("a failed opening can be tried again", async () => {
  let times = 0;
  const client = clientOf(async (source) => {
    if (++times === 1) throw new AskdocsError("offline", "cut");
    return session({})(source);
  });
  await assert.rejects(client.call("open", { base: "" }), { code: "offline" });
  assert.deepEqual(await client.call("open", { base: "" }), site);
});

test("an aborted call rejects at once, and its session is not asked any more", async () => {
  let asked = 0;
  const client = clientOf(session({ search: async () => (asked++, { hits: [] }) }));
  await client.call("open", { base: "" });
  const turn = new AbortController();
  const call = client.call("search", { question: "a" }, turn.signal);
  turn.abort();
  await assert.rejects(call, { name: "AbortError" });
  await new Promise((resolve) => setTimeout(resolve));
  assert.equal(asked, 0);
});

test("the manifest that the page fetched is used once; a fresh one is fetched", async () => {
  const read: string[] = [];
  const client = clientOf(async ({ fetchBytes, base }) => {
    for (const fresh of [true, false, false]) read.push(new TextDecoder().decode(await fetchBytes("manifest.json", { fresh })));
    return session({})({ fetchBytes, base });
  }, new TextEncoder().encode("fetched"));
  await client.call("open", { base: "", manifest: new TextEncoder().encode("held").buffer });
  assert.deepEqual(read, ["fetched", "held", "fetched"]);
});
