// Chosen units → parts: neighbours joined, blocks cut to what is asked, all of it verbatim; the twin
// of quote.py.
import type { Piece } from "./records";
import type { Span } from "./sentences";
import type { Part, PartKind } from "./types";
import { type Unit, lineSpans, wordCount } from "./units";

const MAX_LINES: Readonly<Record<PartKind, number>> = { text: 0, list: 12, table: 16, code: 25 }; // quoted whole
const MAX_BLOCK_WORDS = 160; // of a list or table quoted whole
const WINDOW_WORDS = 80; // of a longer list's or table's lines around the best one

/**
 * The parts that quote `units`, given with the best first: its part leads the answer. A block's
 * introduction stands right before it, whichever of the two is the better.
 */
export function partsOf(units: readonly Unit[]): Part[] {
  const pieces: Unit[][] = [];
  for (const unit of units) {
    const piece = pieces.find(([other]) => other && samePlace(other, unit, 0));
    if (piece) piece.push(unit);
    else pieces.push([unit]);
  }
  const block = units.find(({ piece }) => piece.kind !== "text");
  const lead = block && units.find((unit) => samePlace(unit, block, 1));
  const paired = (unit: Unit): boolean => lead !== undefined && (samePlace(unit, lead, 0) || unit === block);
  const order = pieces.map(([best]) => units.findIndex((unit) => unit === best || (best && paired(best) && paired(unit))));
  return pieces
    .map((chosen, i) => ({ chosen, order: order[i] ?? 0, place: chosen[0]?.place ?? 0 }))
    .sort((a, b) => a.order - b.order || a.place - b.place)
    .flatMap(({ chosen }) => quoted(chosen));
}

/** Whether `unit` stands in the piece that is `before` places before the one of `other`. */
function samePlace(unit: Unit, other: Unit, before: number): boolean {
  return unit.section === other.section && unit.place === other.place - before;
}

/** The parts that one piece's units give; the best of them stands first. */
function quoted(chosen: readonly Unit[]): Part[] {
  const [best] = chosen;
  if (!best) return [];
  const { piece, section } = best;
  const texts = piece.kind === "text" ? runsOf(chosen) : blockTexts(best);
  return texts.map((text) => ({ kind: piece.kind, text, citation: section }));
}

/** The sentences of one piece, neighbours as one text. */
function runsOf(units: readonly Unit[]): string[] {
  const runs: { start: number; end: number; last: number; piece: Piece }[] = [];
  for (const { index, start, end, piece } of [...units].sort((a, b) => a.index - b.index)) {
    const run = runs.at(-1);
    if (run && index === run.last + 1) Object.assign(run, { end, last: index });
    else runs.push({ start, end, last: index, piece });
  }
  return runs.map(({ piece, start, end }) => piece.text.slice(start, end));
}

/**
 * The block of `best` whole, else its lines around the best one; a table's heading by itself. Every
 * text is contiguous in the block, so a long table gives two: its heading, then its rows.
 */
function blockTexts(best: Unit): string[] {
  const { piece } = best;
  const lines = lineSpans(piece.text);
  const most = MAX_LINES[piece.kind];
  const code = piece.kind === "code";
  if (lines.length <= most && (code || wordCount(piece.text) <= MAX_BLOCK_WORDS)) {
    return lines.length > 0 ? [between(piece, lines, 0, lines.length)] : [];
  }
  if (code) return [between(piece, lines, 0, most)]; // its beginning says what it is
  const { headerRows } = piece;
  const found = lines.findIndex(({ start }) => start === best.start);
  const [start, end] = window(piece, lines, found < 0 ? headerRows : found, most);
  if (headerRows === 0 || start === headerRows) return [between(piece, lines, headerRows === 0 ? start : 0, end)];
  return [between(piece, lines, 0, headerRows), between(piece, lines, start, end)];
}

/** Lines [start, end) around line `first`: what follows, then what precedes, while it fits. */
function window(piece: Piece, lines: readonly Span[], first: number, most: number): [number, number] {
  const size = (line: number): number => wordCount(between(piece, lines, line, line + 1));
  let [start, end, words] = [first, first + 1, size(first)];
  while (end < lines.length && end - start < most && words + size(end) <= WINDOW_WORDS) words += size(end++);
  while (start > piece.headerRows && end - start < most && words + size(start - 1) <= WINDOW_WORDS) words += size(--start);
  return [start, end];
}

/** The lines [from, to) as they stand. */
function between({ text }: Piece, lines: readonly Span[], from: number, to: number): string {
  return text.slice(lines[from]?.start, lines[to - 1]?.end);
}
