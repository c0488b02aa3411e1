// What an answer can be made of: the sentences, list items, table rows and code blocks of sections;
// the twin of units.py. A unit remembers where it stands, so that neighbours can be joined.
import type { Piece, RankedSection } from "./records";
import { type Span, sentences } from "./sentences";
import type { Analyzer } from "./terms";

const UNSPACED = /[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/g;
// Named, not \s: Python's white space and JavaScript's are not the same.
const SPACE = "\\x00-\\x20\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const WORD = new RegExp(`[^${SPACE}]+`, "g");
const WORD_IN = new RegExp(`[^${SPACE}]`);
const CHARACTERS_A_WORD = 2; // in scripts written without spaces

/** A sentence, item or row, or a whole code block: `piece.text` from `start` to `end`. */
export interface Unit extends Span {
  readonly section: number; // index into the ranked sections
  readonly place: number; // index among the section's pieces at hand
  readonly index: number; // 0-based among the section's units
  readonly piece: Piece;
  readonly passageScore: number;
  readonly terms: readonly string[]; // in order, repeats kept
  readonly context: ReadonlySet<string>; // terms of what leads to it: the sentence before, the label
}

/** A piece of a section with the passage that it stands in. */
interface Placed {
  readonly piece: Piece;
  readonly ordinal: number;
  readonly score: number;
}

/** A ranked section laid out in reading order: for each piece at hand its units. */
export interface Shelf {
  readonly section: RankedSection;
  readonly above: ReadonlySet<string>; // terms of the headings above the section's own
  readonly heading: readonly string[]; // terms of its own heading, which the section's score has counted
  readonly pieces: readonly Placed[];
  readonly units: readonly (readonly Unit[])[];
}

/** The unit, verbatim. */
export function textOf({ piece, start, end }: Unit): string {
  return piece.text.slice(start, end);
}

/** The shelf of the ranked section with that number. */
export function layOut(section: RankedSection, number: number, analyzer: Analyzer): Shelf {
  const headings = section.hit.headings.map((heading) => analyzer.terms(heading));
  const heading = headings.pop() ?? [];
  const pieces = section.passages.flatMap(({ ordinal, score, pieces }) =>
    pieces.map((piece) => ({ piece, ordinal, score })),
  );
  return { section, above: new Set(headings.flat()), heading, pieces, units: unitsOf(pieces, number, analyzer) };
}

/** The sentence right before the block of `unit`, if there is one. */
export function introduction(shelf: Shelf, unit: Unit): Unit | undefined {
  if (!adjacent(shelf.pieces[unit.place - 1], shelf.pieces[unit.place])) return undefined;
  const lead = shelf.units[unit.place - 1]?.at(-1);
  return lead?.piece.kind === "text" ? lead : undefined;
}

/** The first unit of the block right after `unit`, if that is a text's last sentence. */
export function introduced(shelf: Shelf, unit: Unit): Unit | undefined {
  if (unit.index !== shelf.units[unit.place]?.at(-1)?.index) return undefined;
  if (!adjacent(shelf.pieces[unit.place], shelf.pieces[unit.place + 1])) return undefined;
  const block = shelf.units[unit.place + 1]?.[0];
  return block && block.piece.kind !== "text" ? block : undefined;
}

/** Whether both are there and no passage is missing between them. */
function adjacent(before: Placed | undefined, here: Placed | undefined): boolean {
  return before !== undefined && here !== undefined && here.ordinal - before.ordinal <= 1;
}

function unitsOf(pieces: readonly Placed[], section: number, analyzer: Analyzer): Unit[][] {
  let index = 0;
  let before: readonly string[] = [];
  return pieces.map(({ piece, ordinal, score: passageScore }, place) => {
    if (ordinal - (pieces[place - 1]?.ordinal ?? ordinal) > 1) before = [];
    const label = analyzer.terms(piece.label);
    return spans(piece).map(({ start, end }) => {
      const terms = analyzer.terms(piece.text.slice(start, end));
      const context = new Set([...before, ...label]);
      if (piece.kind === "text") before = terms; // a block's introduction leads to all of its units
      return { section, place, index: index++, start, end, piece, passageScore, terms, context };
    });
  });
}

/** Where the units of `piece` start and end; a table's heading rows are none. */
function spans(piece: Piece): readonly Span[] {
  if (piece.kind === "text") return sentences(piece.text);
  if (piece.kind === "code") return [{ start: 0, end: piece.text.length }];
  return lineSpans(piece.text).slice(piece.headerRows);
}

/** The lines of `text` that hold more than white space, without their ends. */
export function lineSpans(text: string): Span[] {
  const found: Span[] = [];
  let start = 0;
  for (const line of text.split("\n")) {
    if (WORD_IN.test(line)) found.push({ start, end: start + line.length });
    start += line.length + 1;
  }
  return found;
}

/** The words of `text`; in a script without spaces `CHARACTERS_A_WORD` make one. */
export function wordCount(text: string): number {
  return count(text, WORD) + Math.floor(count(text, UNSPACED) / CHARACTERS_A_WORD);
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
