import assert from "node:assert/strict";
import { test } from "node:test";
import { compose } from "../src/engine/answer";
import { readQuestion } from "../src/engine/question";
import type { Evidence, Piece, RankedSection } from "../src/engine/records";
import { Analyzer } from "../src/engine/terms";
import type { Answer, Hit } from "../src/engine/types";
import { goldenJson, languageOf } from "./files";

/** What tests/golden/make_answers.py writes, by Python's names. */
interface Case {
  language: string;
  text: string;
  question: { terms: unknown; kind: string; expected: string; wants_code: boolean };
  idf: Record<string, number>;
  unknown: number;
  ranked: { hit: Hit; question: string; passages: { ordinal: number; score: number; pieces: GivenPiece[] }[] }[];
  answers: {
    evidence: Evidence;
    answer: Omit<Answer, "hits"> & { hits: number };
  }[];
}
type GivenPiece = Omit<Piece, "headerRows"> & { header_rows: number };

const TOLERANCE = 1e-9; // the two languages' logarithms may round apart

for (const given of goldenJson<Case[]>("answers.json")) {
  const analyzer = new Analyzer(languageOf(given.language));
  const question = readQuestion(given.text, analyzer, new Map(Object.entries(given.idf)), given.unknown);
  const name = `${given.language} "${given.text}" of ${given.ranked.length} sections`;

  test(`${name} is read as Python reads it`, () => {
    const { terms, kind, expected, wantsCode } = question;
    const { text: _, ...read } = { ...given.question, text: "" };
    assert.deepEqual({ terms, kind, expected, wants_code: wantsCode }, read);
  });

  test(`${name} is answered as Python answers it`, () => {
    for (const { evidence, answer: expected } of given.answers) {
      const found = compose(question, given.ranked.map(section), evidence, analyzer);
      assert.ok(Math.abs(found.confidence - expected.confidence) < TOLERANCE);
      const { confidence, hits } = expected;
      assert.deepEqual({ ...found, confidence, hits: found.hits.length }, { ...expected, hits });
    }
  });
}

function section({ hit, passages, question }: Case["ranked"][number]): RankedSection {
  return { hit, question, passages: passages.map((passage) => ({ ...passage, pieces: passage.pieces.map(piece) })) };
}

function piece({ header_rows: headerRows, ...rest }: GivenPiece): Piece {
  return { ...rest, headerRows };
}
