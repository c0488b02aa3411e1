// The widget's side of the tests in tests/twins: JSON on standard input, JSON on standard output.
//
//   node twin.mjs terms LANGUAGE     [text, …] → [[[term, word], …], …]
//   node twin.mjs wordpiece FILE     [text, …] → [[piece, …], …], with the pieces of FILE, one a line
//   node twin.mjs search FOLDER      [question, …] → [[Hit, …], …], of the index in FOLDER
//   node twin.mjs typing FOLDER      the same, while the questions are typed
//   node twin.mjs ask FOLDER         [[earlier question, …, question], …] → [Answer, …]
//   node twin.mjs explore FOLDER     [question, …] → [[[stored, counted], …], …]: BM25 of the sections, from the index
//                                    and counted from their texts
//   node twin.mjs geared FOLDER      [{text: vector}, conversation, …] → [Answer, …], as `ask` but with these vectors
//   node twin.mjs ids FILE           [text, …] → [[id, …], …], with the encoder's file
//   node twin.mjs encode FOLDER      [text, …] → [vector, …], with encoder-….bin and runtime-….bin of FOLDER
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type Cursor, unpack } from "../src/engine/container";
import { AskdocsError } from "../src/engine/errors";
import { type Row, openExplorer } from "../src/engine/explore";
import { openSession } from "../src/engine/session";
import { Analyzer } from "../src/engine/terms";
import type { Answer, Encode, Hit, Session, Source } from "../src/engine/types";
import { tokenise } from "../src/engine/wordpiece";
import { idsOf, openEncoder, vocabularyFrom } from "../src/worker/gear/encoder";
import { languageOf, stemmerOf } from "./files";

const BASE = "https://example.org/docs/";

const jobs: Record<string, (argument: string, given: never[]) => unknown> = { terms, wordpiece, search, typing, ask, explore, geared, ids, encode };
const [job = "", argument = ""] = process.argv.slice(2);
const given = JSON.parse(readFileSync(0, "utf8")) as never[]; // the test knows what its job takes
process.stdout.write(JSON.stringify(await jobs[job]?.(argument, given)));

function terms(language: string, texts: string[]): string[][][] {
  const analyzer = new Analyzer(languageOf(language));
  return texts.map((text) => analyzer.tokens(text).map(({ term, word }) => [term, word]));
}

function wordpiece(file: string, texts: string[]): string[][] {
  const vocabulary = new Set(readFileSync(file, "utf8").split("\n"));
  return texts.map((text) => tokenise(text, vocabulary));
}

async function search(folder: string, questions: string[]): Promise<Hit[][]> {
  const session = await open(folder);
  return inTurn(questions, async (question) => (await session.search(question)).hits);
}

async function typing(folder: string, questions: string[]): Promise<Hit[][]> {
  const session = await open(folder);
  return inTurn(questions, async (question) => (await session.search(question, { typing: true })).hits);
}

async function ask(folder: string, conversations: string[][]): Promise<Answer[]> {
  return answers(await open(folder), conversations);
}

async function explore(folder: string, questions: string[]): Promise<number[][][]> {
  const explorer = await openExplorer(sourceOf(folder));
  return inTurn(questions, async (question) => {
    const reading = await explorer.read(question);
    const trial = { ...reading.usual, vectors: 0 };
    const counted = new Map(reading.rank({ ...trial, k1: trial.k1 + 1e-9 }).map((row) => [keyOf(row), row.words]));
    return reading.rank(trial).map((row) => [row.words, counted.get(keyOf(row)) ?? 0]);
  });
}

function keyOf({ url, headings }: Row): string {
  return `${url} ${headings.join(" > ")}`;
}

function answers(session: Session, conversations: string[][]): Promise<Answer[]> {
  return inTurn(conversations, (conversation) => {
    const context = conversation.slice(0, -1).map((question) => ({ question }));
    return session.ask(conversation.at(-1) ?? "", { context });
  });
}

async function geared(folder: string, [first, ...conversations]: string[][]): Promise<Answer[]> {
  const vectors = first as unknown as Record<string, number[]>;
  return answers(await open(folder, async (text) => vectors[text]), conversations);
}

async function ids(file: string, texts: string[]): Promise<number[][]> {
  const vocabulary = vocabularyFrom(await body(file, "E"));
  return texts.map((text) => idsOf(text, vocabulary));
}

async function encode(folder: string, texts: string[]): Promise<readonly (readonly number[] | undefined)[]> {
  const [encoder = "", runtime = ""] = ["encoder", "runtime"].map((kind) => readdirSync(folder).find((name) => name.startsWith(kind)));
  const encoded = await openEncoder(await body(join(folder, encoder), "E"), await body(join(folder, runtime), "R"));
  return inTurn(texts, encoded);
}

function body(file: string, kind: string): Promise<Cursor> {
  const [, digits = ""] = /-(\w+)\.bin$/.exec(file) ?? [];
  return unpack(file, kind, digits, readFileSync(file));
}

async function inTurn<Given, Result>(all: Given[], put: (given: Given) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (const each of all) results.push(await put(each));
  return results;
}

/** The index in a folder, with the stemmer that its site would ship. */
function open(folder: string, encode?: Encode): Promise<Session> {
  return openSession({ ...sourceOf(folder), ...(encode && { encode }) });
}

function sourceOf(folder: string): Source {
  const read = (name: string): Uint8Array => {
    try {
      return readFileSync(join(folder, name));
    } catch {
      throw new AskdocsError("missing", `${name}: not in ${folder}`);
    }
  };
  const { language } = JSON.parse(Buffer.from(read("manifest.json")).toString()) as { language: string };
  Object.assign(globalThis, { askdocsStem: stemmerOf(language) });
  return { base: BASE, fetchBytes: async (name) => read(name) };
}
