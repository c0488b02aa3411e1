import assert from "node:assert/strict";
import { test } from "node:test";
import { emphasise } from "../src/ui/dialog/emphasis.ts";

const echoes = (text: string, question: string): string[] =>
  emphasise(text, question).filter(({ echo }) => echo).map(({ text: piece }) => piece);

test("the pieces joined are the text", () => {
  for (const text of ["", "Caching, cached & caches: 缓存目录 in C++.", "a\u0301 b"]) {
    assert.equal(emphasise(text, "cache 目录 á").map((piece) => piece.text).join(""), text);
  }
});

test("inflected forms are echoes, words that only begin alike are not", () => {
  assert.deepEqual(echoes("The caching of caches, and a cat.", "cached"), ["caching", "caches"]);
  assert.deepEqual(echoes("interpret the internet", "interpreter"), ["interpret"]);
});

test("short and common words are no echoes, numbers and acronyms are", () => {
  assert.deepEqual(echoes("how to use the UV in 3 ways", "how to use the UV in 3"), ["UV", "3"]);
});

test("letters match whatever their case and accents", () => {
  assert.deepEqual(echoes("Größe und GROSSE", "größe"), ["Größe"]);
});

test("scripts without spaces echo by pairs of signs", () => {
  assert.deepEqual(echoes("清除缓存目录的方法", "缓存目录在哪里"), ["缓存目录"]);
});
