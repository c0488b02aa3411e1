// How well a unit answers a question: a linear model over what both say; the twin of scorer.py.
import type { Question, QuestionKind, QuestionTerm } from "./question";
import type { PartKind } from "./types";
import { type Shelf, type Unit, textOf, wordCount } from "./units";
import { UNIT } from "./weights";

const SHORT_WORDS = 8; // below this a sentence says less and less
const LONG_WORDS = 25; // above this it says more than what was asked
const DEEP_UNITS = 20; // beyond the twentieth unit of a section depth no longer counts
const NEAR_TERMS = 3; // two terms of the question within so many content terms count as one phrase

// What kind of block answers what kind of question, in logits: see scorer.py.
const PRIOR: Readonly<Record<QuestionKind, Readonly<Record<PartKind, number>>>> = {
  definition: { text: 0, list: -2, table: -2, code: -3 },
  howto: { text: 0, list: -0.2, table: -1, code: -0.5 },
  choice: { text: 0, list: 0.2, table: 0, code: -2 },
  yesno: { text: 0, list: -0.3, table: -1, code: -2 },
  reason: { text: 0, list: -0.3, table: -1, code: -2 },
  fact: { text: 0, list: -0.2, table: -0.3, code: -1.5 },
  keyword: { text: 0, list: -0.3, table: -0.5, code: -1 },
};
const WANTED_CODE = 1.5; // added to a code block's prior where the question names a command or a snippet

const [START, END] = ["(?<![\\p{L}\\p{N}_])", "(?![\\p{L}\\p{N}_])"]; // \b knows only Latin here
const NUMBER = new RegExp(
  `\\p{N}|${START}(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred` +
    `|thousand|million|billion|half|third|quarter|percent)${END}`,
  "u",
);
const TIME = new RegExp(
  `${START}(?:1[0-9]{3}|20[0-9]{2})${END}|${START}centur|${START}(?:January|February|March` +
    `|April|June|July|August|September|October|November|December)${END}`,
  "u",
);
const NAME = /[^.!?:] \p{Lu}[\p{Ll}\p{M}]+/u;
const REASON = new RegExp(
  `${START}(?:because|since|so that|due to|in order to|therefore|as a result|caus|reason` +
    `|weil|damit|porque|parce que|потому)`,
  "u",
);
const DEFINES = new RegExp(
  "^(?:[^ ]+ ){1,6}?(?:is|are|refers to|means|lets|allows|provides|describes|ist|sind" +
    `|bezeichnet|es|son|est|sont|это)${END}`,
  "u",
);

/** The logit of `unit` among all ranked units; `best`: the best hit's score. */
export function score(unit: Unit, shelf: Shelf, question: Question, best: number): number {
  const { kind } = unit.piece;
  const wanted = kind === "code" && question.wantsCode ? WANTED_CODE : 0;
  const values = features(unit, shelf, question, best);
  return PRIOR[question.kind][kind] + wanted + sum(values.map((value, i) => value * (UNIT[i]?.[1] ?? 0)));
}

/** One number for each name of `UNIT`, in its order. */
function features(unit: Unit, shelf: Shelf, question: Question, best: number): number[] {
  return [...matches(unit, shelf, question), ...place(unit, shelf, best), ...form(unit), ...cues(unit, question)];
}

/** overlap, fresh, context, above, nearness: how much of the question is met, and where. */
function matches(unit: Unit, { above }: Shelf, question: Question): number[] {
  const known = question.terms.filter((term) => term.known);
  const own = new Set(unit.terms);
  const { context } = unit;
  return [
    share(known, (term) => own.has(term)),
    share(known, (term) => own.has(term) && !above.has(term)),
    share(known, (term) => context.has(term) && !own.has(term)),
    share(known, (term) => above.has(term) && !own.has(term) && !context.has(term)),
    nearness(known, unit.terms),
  ];
}

/** The part of the terms' weight that those which `hold` have: 0..1; 0 without terms. */
export function share(terms: readonly QuestionTerm[], hold: (term: string) => boolean): number {
  const total = sum(terms.map(({ weight }) => weight));
  return total > 0 ? sum(terms.map(({ term, weight }) => (hold(term) ? weight : 0))) / total : 0;
}

/** The part of the question's neighbouring pairs of terms that stand near each other: 0..1. */
function nearness(known: readonly QuestionTerm[], terms: readonly string[]): number {
  const pairs = known.slice(1).filter(({ term }, i) => near(known[i]?.term ?? "", term, terms));
  return known.length > 1 ? pairs.length / (known.length - 1) : 0;
}

/** Whether both stand in `terms` at most `NEAR_TERMS` apart, in any order. */
function near(first: string, second: string, terms: readonly string[]): boolean {
  return terms.some(
    (term, at) => term === first && terms.slice(Math.max(0, at - NEAR_TERMS), at + NEAR_TERMS + 1).includes(second),
  );
}

/** section, passage (scores relative to the best hit's), first, depth. */
function place(unit: Unit, shelf: Shelf, best: number): number[] {
  const scale = best > 0 ? best : 1;
  return [
    shelf.section.hit.score / scale,
    unit.passageScore / scale,
    unit.index === 0 ? 1 : 0,
    Math.min(unit.index, DEEP_UNITS) / DEEP_UNITS,
  ];
}

/** short, long: what its length says against the unit. */
function form(unit: Unit): number[] {
  const words = wordCount(textOf(unit));
  return [
    Math.max(0, SHORT_WORDS - words) / SHORT_WORDS,
    words > 0 ? Math.max(0, Math.log2(words / LONG_WORDS)) : 0,
  ];
}

/** number, time, name, reason, defines: 1 where the unit has what the question asks for. */
function cues(unit: Unit, { kind, expected, terms }: Question): number[] {
  const isSubject = terms.some(({ term }) => term === unit.terms[0]); // what is asked begins the unit
  const asked: [RegExp, boolean][] = [
    [NUMBER, expected === "number"],
    [TIME, expected === "time"],
    [NAME, expected === "name"],
    [REASON, kind === "reason"],
    [DEFINES, kind === "definition" && isSubject],
  ];
  return asked.map(([pattern, on]) => (on && pattern.test(textOf(unit)) ? 1 : 0));
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
