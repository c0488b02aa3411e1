// Ranked sections → an answer: units are scored, the best are chosen, and quoted as they stand; the
// twin of answer.py, which says how.
import { confidenceOf, statusOf } from "./confidence";
import { type Question, type QuestionKind, plainWords } from "./question";
import { partsOf } from "./quote";
import type { Evidence, RankedSection } from "./records";
import { score, sum } from "./scorer";
import type { Analyzer } from "./terms";
import type { Answer, Part } from "./types";
import { type Shelf, type Unit, introduced, introduction, layOut, textOf, wordCount } from "./units";

const MAX_READ_SECTIONS = 8; // hits whose texts are read for the answer
const MAX_WORDS = 80; // of text in an answer without a block
const MAX_WORDS_BESIDE_BLOCK = 40;
const MAX_SECTIONS = 3; // that an answer quotes
const MAX_RUNS = 4; // runs of sentences in an answer, a block counting as one
const MAX_DEFINITION_SENTENCES = 2;
const KEEP = 0.1; // a further unit must be this probable, relative to the best one
const MAX_SUGGESTIONS = 3;
const WITH_BLOCKS: readonly QuestionKind[] = ["howto", "choice", "keyword"];

/** A unit with the probability that it is the answer. */
interface Scored {
  readonly unit: Unit;
  readonly probability: number;
}

/** The answer to `question` from `ranked`, best hit first. */
export function compose(
  question: Question,
  ranked: readonly RankedSection[],
  evidence: Evidence,
  analyzer: Analyzer,
): Answer {
  const shelves = ranked.slice(0, MAX_READ_SECTIONS).map((section, i) => layOut(section, i, analyzer));
  const scored = scoreUnits(shelves, question);
  const confidence = confidenceOf(question, evidence, ranked);
  const status = scored.length > 0 ? statusOf(confidence) : "not_found";
  const parts = status === "not_found" ? [] : partsOf(choose(scored, shelves, question));
  const hits = ranked.map(({ hit }) => hit);
  return { status, confidence, parts, hits, suggestions: suggestions(question, ranked, parts) };
}

/** All units of the sections, most probable first; equals in reading order. */
function scoreUnits(shelves: readonly Shelf[], question: Question): Scored[] {
  const best = shelves[0]?.section.hit.score ?? 0;
  const scored = shelves.flatMap((shelf) =>
    shelf.units.flat().map((unit) => ({ unit, logit: score(unit, shelf, question, best) })),
  );
  const highest = scored.reduce((most, { logit }) => Math.max(most, logit), -Infinity);
  const total = sum(scored.map(({ logit }) => Math.exp(logit - highest)));
  return scored
    .map(({ unit, logit }) => ({ unit, probability: Math.exp(logit - highest) / total }))
    .sort((a, b) => b.probability - a.probability);
}

/** The units that the answer quotes, the most probable first. */
function choose(scored: readonly Scored[], shelves: readonly Shelf[], question: Question): Unit[] {
  const draft = new Draft(shelves, question);
  const least = KEEP * (scored[0]?.probability ?? 0);
  for (const { unit, probability } of scored) {
    if (probability < least) break;
    draft.add(unit);
  }
  return draft.units.length > 0 ? draft.units : scored.slice(0, 1).map(({ unit }) => unit);
}

/** An answer as it grows: it takes the units that still fit. */
class Draft {
  readonly units: Unit[] = [];

  constructor(
    private readonly shelves: readonly Shelf[],
    private readonly question: Question,
  ) {}

  /** Take `unit`, with what it cannot stand without, if all of it fits. */
  add(unit: Unit): void {
    const completed = this.completed(unit);
    if (this.leadsToBest(unit) || this.isBesideSteps(unit) || isDangling(completed)) return;
    const group = completed.filter((each) => !this.units.includes(each));
    if (this.fits(group)) this.units.push(...group);
    else if (isBlock(unit) || !textOf(unit).endsWith(":")) {
      if (group[0] === unit && this.fits([unit])) this.units.push(unit);
    }
  }

  /** Whether `unit` would stand before the best sentence, where that alone was asked for. */
  private leadsToBest(unit: Unit): boolean {
    const [best = unit] = this.units;
    const same = best.section === unit.section && best.place === unit.place;
    return same && unit.index < best.index && !WITH_BLOCKS.includes(this.question.kind);
  }

  /** Whether the answer to a how-to has its block with a text already, and this is another. */
  private isBesideSteps(unit: Unit): boolean {
    const blocks = this.units.filter(isBlock).length;
    return this.question.kind === "howto" && blocks > 0 && blocks < this.units.length && !isBlock(unit);
  }

  /** `unit` with the introduction of its block, or with the block that it introduces. */
  private completed(unit: Unit): Unit[] {
    const shelf = this.shelves[unit.section];
    const wanted = isBlock(unit) || textOf(unit).endsWith(":") || this.question.kind === "howto";
    if (!shelf || !wanted) return [unit];
    const other = isBlock(unit) ? introduction(shelf, unit) : introduced(shelf, unit);
    return other ? [unit, other] : [unit];
  }

  /** Whether the answer with `group` keeps its shape and says nothing twice. */
  private fits(group: readonly Unit[]): boolean {
    const together = [...this.units, ...group];
    const texts = together.filter((unit) => !isBlock(unit));
    const blocks = together.filter(isBlock);
    const count = different(blocks, ({ section, place }) => `${section} ${place}`);
    const words = sum(texts.map((unit) => wordCount(textOf(unit))));
    return (
      different(together, ({ section }) => section) <= MAX_SECTIONS &&
      different(together, (unit) => textOf(unit).toLowerCase()) === together.length &&
      (count === 0 || (count === 1 && this.takes(blocks[0]))) &&
      (texts.length <= 1 || words <= (count > 0 ? MAX_WORDS_BESIDE_BLOCK : MAX_WORDS)) &&
      runs(texts) + count <= MAX_RUNS &&
      (this.question.kind !== "definition" || isDefinition(texts))
    );
  }

  /**
   * Whether the answer may hold `block`: it lies in the section of the answer's best unit. Where the
   * question's kind asks for prose, a block is quoted only as the best unit itself.
   */
  private takes(block: Unit | undefined): boolean {
    const [best] = this.units;
    if (!best || isBlock(best)) return true;
    return WITH_BLOCKS.includes(this.question.kind) && best.section === block?.section;
  }
}

/** Whether it is a sentence that introduces what is not there. */
function isDangling(group: readonly Unit[]): boolean {
  const [first] = group;
  return group.length === 1 && first !== undefined && !isBlock(first) && textOf(first).endsWith(":");
}

/** Whether `texts` are short enough for a definition: a sentence, and the next at most. */
function isDefinition(texts: readonly Unit[]): boolean {
  return texts.length <= MAX_DEFINITION_SENTENCES && runs(texts) <= 1;
}

function isBlock(unit: Unit): boolean {
  return unit.piece.kind !== "text";
}

function different<Value>(values: readonly Value[], key: (value: Value) => string | number): number {
  return new Set(values.map(key)).size;
}

/** How many runs of neighbouring sentences `texts` make. */
function runs(texts: readonly Unit[]): number {
  const places = new Set(texts.map(({ section, place, index }) => `${section} ${place} ${index}`));
  return texts.filter(({ section, place, index }) => !places.has(`${section} ${place} ${index - 1}`)).length;
}

/** Questions that the best sections answer which are not quoted, at most `MAX_SUGGESTIONS`. */
function suggestions(question: Question, ranked: readonly RankedSection[], parts: readonly Part[]): string[] {
  const cited = new Set(parts.map(({ citation }) => citation));
  const words = (text: string): string => plainWords(text).join(" ");
  const asked = words(question.text);
  const others = ranked.flatMap(({ question: each }, place) => (each && !cited.has(place) && words(each) !== asked ? [each] : []));
  return [...new Set(others)].slice(0, MAX_SUGGESTIONS);
}
