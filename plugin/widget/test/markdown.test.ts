import assert from "node:assert/strict";
import { test } from "node:test";
import type { Answer, Hit, Part } from "../src/engine/types.ts";
import { answerAsMarkdown } from "../src/ui/dialog/markdown.ts";

const hit = (page: string, headings: string[]): Hit => ({
  url: `https://example.org/${page}`,
  page,
  anchor: "a",
  title: headings[0] ?? "",
  headings,
  excerpt: "",
  score: 1,
});
const answer = (...parts: Part[]): Answer => ({
  status: "answered",
  confidence: 1,
  parts,
  hits: [hit("one/#a", ["One", "First"]), hit("two/#a", ["Two"])],
  suggestions: [],
});

test("an answer is copied with numbered links to its sources, in the order in which they are quoted", () => {
  const copied = answerAsMarkdown("Why?", answer({ kind: "text", text: "Because.", citation: 1 }, { kind: "list", text: "a\nb", citation: 0 }));
  assert.equal(
    copied,
    "**Why?**\n\nBecause. [1]\n\n- a\n- b\n\n[2]\n\n1. [Two](<https://example.org/two/#a>)\n2. [One › First](<https://example.org/one/#a>)\n",
  );
});

test("a table keeps its columns, and bars in cells are escaped", () => {
  const copied = answerAsMarkdown("?", answer({ kind: "table", text: "Key\tValue\na|b", citation: 0 }));
  assert.match(copied, /\| Key \| Value \|\n\| --- \| --- \|\n\| a\\\|b \|  \|/);
});

test("code is fenced by more backticks than it holds", () => {
  const copied = answerAsMarkdown("?", answer({ kind: "code", text: "```py\nx\n```", citation: 0 }));
  assert.ok(copied.includes("````\n```py\nx\n```\n````"));
});

test("markup in a quotation stays text", () => {
  const copied = answerAsMarkdown("?", answer({ kind: "text", text: "use *args and <b>", citation: 0 }));
  assert.ok(copied.includes("use \\*args and \\<b\\> [1]"));
});

test("a part that cites no hit has no number", () => {
  assert.equal(answerAsMarkdown("?", answer({ kind: "text", text: "Lost.", citation: 9 })), "**?**\n\nLost.\n\n\n");
});

test("a table's heading and its rows make one table, of one section only", () => {
  const table = (text: string, citation: number): Part => ({ kind: "table", text, citation });
  const copied = answerAsMarkdown("?", answer(table("Key\tValue", 0), table("a\tb", 0), table("c\td", 1)));
  assert.ok(copied.includes("| Key | Value |\n| --- | --- |\n| a | b |\n\n[1]\n\n| c | d |"));
});
