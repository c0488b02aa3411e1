import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, test } from "node:test";
import { AskdocsError, type ErrorCode } from "../src/engine/errors";
import { openSession } from "../src/engine/session";
import type { Hit, Session, Source } from "../src/engine/types";
import { golden, goldenJson, stemmerOf } from "./files";

const BASE = "https://example.org/docs/";
const QUESTION = "cache directory";
const folder = join(golden, "site");
const files = new Map(readdirSync(folder).map((name) => [name, new Uint8Array(readFileSync(join(folder, name)))]));

/** A server of the golden site that counts what it is asked for, and can lose or change files. */
class Server implements Source {
  readonly base = BASE;
  readonly asked: string[] = [];
  readonly files = new Map<string, Uint8Array>(files);
  failing: ErrorCode | undefined;

  readonly fetchBytes = async (name: string): Promise<Uint8Array> => {
    this.asked.push(name);
    if (this.failing) throw new AskdocsError(this.failing, `${name}: ${this.failing}`);
    const bytes = this.files.get(name);
    if (!bytes) throw new AskdocsError("missing", `${name}: the server answered 404.`);
    return bytes;
  };

  lose(kind: string): void {
    for (const name of this.files.keys()) if (name.startsWith(kind)) this.files.delete(name);
  }

  change(kind: string, change: (bytes: Uint8Array) => Uint8Array): void {
    for (const [name, bytes] of this.files) if (name.startsWith(kind)) this.files.set(name, change(bytes));
  }

  /** Publishes the golden site as it is, under a manifest that differs. */
  redeploy(): void {
    for (const [name, bytes] of files) this.files.set(name, bytes);
    const manifest = JSON.parse(new TextDecoder().decode(files.get("manifest.json"))) as object;
    const text = JSON.stringify({ ...manifest, starters: { "": ["A new one?"] } });
    this.files.set("manifest.json", new TextEncoder().encode(text));
  }
}

let server: Server;
let session: Session;

beforeEach(async () => {
  Object.assign(globalThis, { askdocsStem: stemmerOf("en") });
  server = new Server();
  session = await openSession(server);
});

async function code(promise: Promise<unknown>): Promise<ErrorCode> {
  const thrown: unknown = await promise.then(
    () => assert.fail("should have been refused"),
    (reason: unknown) => reason,
  );
  assert.ok(thrown instanceof AskdocsError, String(thrown));
  return thrown.code;
}

test("the golden site gives the hits that Python found", async () => {
  for (const [question, hits, typed, corrected, kept] of goldenJson<[string, Hit[], Hit[], string, Hit[]][]>("site.json")) {
    const found = await session.search(question);
    same(found.hits, hits, question);
    same((await session.search(question, { typing: true })).hits, typed, `${question}…`);
    same((await session.search(question, { filter: { section: "Guides", version: "2" } })).hits, kept, `${question} (kept)`);
    assert.equal(found.corrected ?? "", corrected, question);
  }
});

function same(found: readonly Hit[], hits: readonly Hit[], question: string): void {
  assert.deepEqual(found.map(unscored), hits.map(unscored), question);
  found.forEach(({ score }, i) => assert.ok(Math.abs(score - (hits[i]?.score ?? NaN)) < 1e-9));
}

function unscored({ score: _, ...hit }: Hit): Omit<Hit, "score"> {
  return hit;
}

test("opening fetches the manifest and nothing else", () => {
  assert.deepEqual(server.asked, ["manifest.json"]);
});

test("a question fetches each shard that it needs once", async () => {
  await session.search(QUESTION);
  const fetched = [...server.asked];
  assert.equal(new Set(fetched).size, fetched.length);
  assert.equal(fetched.filter((name) => name.startsWith("cell")).length, 3);
  await session.search(QUESTION);
  assert.deepEqual(server.asked, fetched);
});

test("questions asked at the same time share their requests", async () => {
  await Promise.all([session.search(QUESTION), session.ask(QUESTION), session.search(QUESTION)]);
  assert.equal(new Set(server.asked).size, server.asked.length);
});

test("a question without terms fetches nothing and finds nothing", async () => {
  const { hits } = await session.search("the");
  assert.deepEqual(hits, []);
  assert.equal((await session.ask("")).status, "not_found");
  assert.deepEqual(server.asked, ["manifest.json"]);
});

test("a question is answered from what is at hand once its shards are there", async () => {
  assert.equal(session.atHand(QUESTION), null);
  const searched = await session.search(QUESTION);
  assert.deepEqual(session.atHand(QUESTION), searched);
  assert.deepEqual(session.atHand(""), { hits: [] });
});

test("without the network a cached question is answered and another says what is missing", async () => {
  const { hits } = await session.search(QUESTION);
  server.failing = "offline";
  assert.deepEqual((await session.search(QUESTION)).hits, hits);
  assert.equal(await code(session.search("proxy certificate install")), "offline");
});

test("a limit is honoured", async () => {
  assert.equal((await session.search(QUESTION, { limit: 2 })).hits.length, 2);
  assert.ok((await session.search(QUESTION, { limit: 999 })).hits.length <= 50);
  assert.equal((await session.search(QUESTION, { limit: -1 })).hits.length, 0);
});

test("a follow-up question borrows the terms of the one before", async () => {
  const context = [{ question: "cache directory" }];
  const [alone, together] = await Promise.all([session.ask("proxy"), session.ask("proxy", { context })]);
  assert.notDeepEqual(alone.hits, together.hits);
});

test("a tab that was open across a deployment fetches the manifest once more and answers", async () => {
  server.lose("cell");
  const source: Source = {
    base: BASE,
    fetchBytes: async (name, { fresh = false } = {}) => {
      if (fresh) server.redeploy();
      return server.fetchBytes(name);
    },
  };
  session = await openSession(source);
  const found = await session.search(QUESTION);
  assert.ok(found.hits.length > 0);
  assert.equal(found.incomplete, undefined);
  assert.deepEqual(session.site.starters, { "": ["A new one?"] });
});

test("without the centroids the words still find, and the loss is told", async () => {
  server.lose("centroids");
  const found = await session.search(QUESTION);
  assert.ok(found.hits.length > 0);
  assert.equal(found.incomplete?.code, "missing");
  assert.match(found.incomplete?.message ?? "", /centroids-/);
});

test("without the cells there is no answer, and the first loss is thrown", async () => {
  server.lose("cell");
  assert.equal(await code(session.search(QUESTION)), "missing");
  assert.equal(server.asked.filter((name) => name === "manifest.json").length, 2);
});

test("a shard that failed is asked for again with the next question", async () => {
  server.lose("cell");
  await code(session.search(QUESTION));
  for (const [name, bytes] of files) server.files.set(name, bytes);
  assert.ok((await session.search(QUESTION)).hits.length > 0);
});

test("a shard that arrived damaged is asked for once more, past the browser's cache", async () => {
  const whole = new Map(server.files);
  server.change("cell", (bytes) => bytes.subarray(0, bytes.length / 2));
  const fetchBytes: Source["fetchBytes"] = async (name, { fresh = false } = {}) =>
    fresh ? (whole.get(name) ?? new Uint8Array()) : server.fetchBytes(name);
  session = await openSession({ base: BASE, fetchBytes });
  const found = await session.search(QUESTION);
  assert.ok(found.hits.length > 0);
  assert.equal(found.incomplete, undefined);
});

for (const [what, change] of [
  ["truncated", (bytes: Uint8Array) => bytes.subarray(0, bytes.length / 2)],
  ["empty", () => new Uint8Array()],
  ["changed", (bytes: Uint8Array) => bytes.map((byte, i) => (i === 20 ? byte ^ 1 : byte))],
  ["a page of HTML", () => new TextEncoder().encode("<!doctype html><title>Not found</title>")],
] as const) {
  test(`a shard that is ${what} is refused by name`, async () => {
    server.change("cell", change);
    await assert.rejects(session.search(QUESTION), /^AskdocsError: cell-[0-9a-f]{10}\.bin: /);
  });
}

for (const [what, text, expected] of [
  ["of another format", '{"format":2}', "format"],
  ["not JSON", "<html>", "corrupt"],
  ["a list", "[]", "corrupt"],
  ["incomplete", '{"format":1,"language":"en"}', "corrupt"],
] as const) {
  test(`a manifest that is ${what} is refused`, async () => {
    server.files.set("manifest.json", new TextEncoder().encode(text));
    assert.equal(await code(openSession(server)), expected);
  });
}
