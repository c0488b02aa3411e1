import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { type Cursor, unpack } from "../src/engine/container";
import { byCodePoint, find } from "../src/engine/manifest";

const HEADER = [...Buffer.from("askdT"), 1, 0, 0];

function opened(plain: readonly number[], kind = "T"): Promise<Cursor> {
  const data = new Uint8Array(gzipSync(Uint8Array.from(plain)));
  const digits = createHash("sha256").update(data).digest("hex").slice(0, 10);
  return unpack("terms-0.bin", kind, digits, data);
}

test("numbers come as they were written", async () => {
  const cursor = await opened([...HEADER, 1, 2, 0, 255, 5, 0x80, 1, 0xff, 0xff, 0xff, 0xff, 0x7f, 3, 0, 1]);
  assert.equal(cursor.u32(), 0xff000201);
  assert.equal(cursor.varint(), 5);
  assert.equal(cursor.varint(), 128);
  assert.equal(cursor.varint(), 2 ** 35 - 1);
  assert.deepEqual(cursor.deltas(3), [3, 3, 4]);
  assert.throws(() => cursor.byte(), /ends too early/);
  assert.throws(() => cursor.take(1), /ends too early/);
});

test("a number of too many bytes is refused", async () => {
  const cursor = await opened([...HEADER, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1]);
  assert.throws(() => cursor.varint(), /out of range/);
});

test("another format, another kind and another magic are refused", async () => {
  await assert.rejects(opened([...Buffer.from("askdT"), 9, 0, 0]), /format 9, but this widget reads format 1/);
  await assert.rejects(opened(HEADER, "C"), /kind T where C was expected/);
  await assert.rejects(opened([...Buffer.from("nope"), 1, 1, 0, 0]), /not a file of an Askdocs index/);
  await assert.rejects(opened([...Buffer.from("askd")]), /not a file of an Askdocs index/);
});

test("bytes that are not those of the name are refused", async () => {
  const data = new Uint8Array(gzipSync(Uint8Array.from(HEADER)));
  await assert.rejects(unpack("terms-0.bin", "T", "0123456789", data), /not those of its name/);
});

test("a body larger than the builder writes is refused", async () => {
  const data = new Uint8Array(gzipSync(new Uint8Array((64 << 20) + 1)));
  const digits = createHash("sha256").update(data).digest("hex").slice(0, 10);
  await assert.rejects(unpack("terms-0.bin", "T", digits, data), /larger than/);
});

test("texts are ordered by code point, as Python orders them", () => {
  const texts = ["😀", "ﬁ", "a", "", "ab", "😀a", "\ud7ff"];
  assert.deepEqual(texts.sort(byCodePoint), ["", "a", "ab", "\ud7ff", "ﬁ", "😀", "😀a"]);
});

test("a key is looked for in the file that begins before it", () => {
  const ranges = { starts: ["b", "m", "😀"], hashes: ["0", "1", "2"] };
  const found = ["a", "b", "lzz", "m", "ﬁ", "😀", "😀😀"].map((key) => find(ranges, key));
  assert.deepEqual(found, [undefined, "0", "0", "1", "1", "2", "2"]);
  assert.equal(find({ starts: [], hashes: [] }, "a"), undefined);
});
