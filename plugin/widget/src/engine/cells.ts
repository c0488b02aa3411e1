// Cells, groups of passages that are about the same things: the twin of cells.py, which has the layout.
import { type Cursor, decoding, utf8 } from "./container";
import { list, number, pick, record, text } from "./narrow";
import type { PartKind } from "./types";

export const KIND = "C";
export const CAPACITY = 128; // slots a cell: a passage's id is cell * CAPACITY + slot
export const VECTOR_STEP = 1 / 64;
const KINDS: readonly PartKind[] = ["text", "list", "table", "code"];

export interface CellPage {
  readonly id: number;
  readonly path: string;
  readonly title: string;
  readonly boost: number;
}

export interface CellSection {
  readonly page: CellPage;
  readonly number: number; // index into the page's sections
  readonly anchor: string;
  readonly headings: readonly string[];
  readonly question: string; // that the section answers, or ""
}

export interface CellFragment {
  readonly kind: PartKind;
  readonly block: number; // index into the section's blocks; the pieces of a block share it
  readonly text: string;
  readonly label: string;
  readonly language: string;
  readonly headerRows: number;
}

/** A passage; `vector` holds int8 steps and may be empty. */
export interface CellPassage {
  readonly id: number;
  readonly section: CellSection;
  readonly ordinal: number;
  readonly fragments: readonly CellFragment[];
  readonly vector: Int8Array;
}

/** The passages of a cell, by rising id. */
export function decodeCell(cursor: Cursor): CellPassage[] {
  const count = cursor.u32();
  const dimensions = cursor.u32();
  const columns = new Int8Array(cursor.take(count * dimensions)); // a copy: bytes as signed numbers
  const document = utf8(cursor.name, cursor.take(cursor.u32()));
  return decoding(cursor.name, () => {
    const cell = record(JSON.parse(document));
    const pages = list(cell["pages"]).map(page);
    const sections = list(cell["sections"]).map((row) => section(row, pages));
    return list(cell["passages"]).map((row, i) => {
      const [id, place, ordinal, fragments] = list(row);
      const vector = Int8Array.from({ length: dimensions }, (_, d) => columns[d * count + i] ?? 0);
      return {
        id: number(id),
        section: pick(sections, place),
        ordinal: number(ordinal),
        fragments: list(fragments).map(fragment),
        vector,
      };
    });
  });
}

function page(row: unknown): CellPage {
  const [id, path, title, boost] = list(row);
  return { id: number(id), path: text(path), title: text(title), boost: number(boost) };
}

function section(row: unknown, pages: readonly CellPage[]): CellSection {
  const [place, index, anchor, headings, question = ""] = list(row);
  return {
    page: pick(pages, place),
    number: number(index),
    anchor: text(anchor),
    headings: list(headings).map(text),
    question: text(question),
  };
}

function fragment(row: unknown): CellFragment {
  const [kind, block, content, label = "", language = "", headerRows = 0] = list(row);
  return {
    kind: pick(KINDS, kind),
    block: number(block),
    text: text(content),
    label: text(label),
    language: text(language),
    headerRows: number(headerRows),
  };
}
