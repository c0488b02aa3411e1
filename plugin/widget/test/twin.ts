// The widget's side of the tests in tests/twins: JSON on standard input, JSON on standard output.
//
//   node twin.mjs terms LANGUAGE     [text, …] → [[[term, word], …], …]
//   node twin.mjs wordpiece FILE     [text, …] → [[piece, …], …], with the pieces of FILE, one a line
//   node twin.mjs search FOLDER      [question, …] → [[Hit, …], …], of the index in FOLDER
//   node twin.mjs typing FOLDER      the same, while the questions are typed
//   node twin.mjs ask FOLDER         [[earlier question, …, question], …] → [Answer, …]
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AskdocsError } from "../src/engine/errors";
import { openSession } from "../src/engine/session";
import { Analyzer } from "../src/engine/terms";
import type { Answer, Hit, Session } from "../src/engine/types";
import { tokenise } from "../src/engine/wordpiece";
import { languageOf, stemmerOf } from "./files";

const BASE = "https://example.org/docs/";

const jobs: Record<string, (argument: string, given: never[]) => unknown> = { terms, wordpiece, search, typing, ask };
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
  const session = await open(folder);
  return inTurn(conversations, (conversation) => {
    const context = conversation.slice(0, -1).map((question) => ({ question }));
    return session.ask(conversation.at(-1) ?? "", { context });
  });
}

async function inTurn<Given, Result>(all: Given[], put: (given: Given) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (const each of all) results.push(await put(each));
  return results;
}

/** The index in a folder, with the stemmer that its site would ship. */
function open(folder: string): Promise<Session> {
  const read = (name: string): Uint8Array => {
    try {
      return readFileSync(join(folder, name));
    } catch {
      throw new AskdocsError("missing", `${name}: not in ${folder}`);
    }
  };
  const { language } = JSON.parse(Buffer.from(read("manifest.json")).toString()) as { language: string };
  Object.assign(globalThis, { askdocsStem: stemmerOf(language) });
  return openSession({ base: BASE, fetchBytes: async (name) => read(name) });
}
