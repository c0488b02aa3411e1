// Term shards: the twin of postings.py, which has the layout.
import type { Cursor } from "./container";
import { decodeNames } from "./names";
import { ROW_BYTES } from "./rows";

export const KIND = "T";

/** Where a term stands: ids rising, and the impact in each as a byte 1 … 255. */
export interface Postings {
  readonly ids: readonly number[];
  readonly impacts: Uint8Array;
}

/** All that the index holds of one term. `row` is empty where the question table has none. */
export interface TermEntry {
  readonly term: string;
  readonly row: Uint8Array;
  readonly passages: Postings;
  readonly pages: Postings;
}

/** The entries of a shard by term. */
export function decodeTerms(cursor: Cursor): Map<string, TermEntry> {
  const terms = decodeNames(cursor, cursor.u32());
  const sizes = terms.map(() => ({ passages: cursor.varint(), pages: cursor.varint(), row: cursor.byte() }));
  const rows = sizes.map((size) => cursor.take(size.row ? ROW_BYTES : 0));
  const ids = sizes.map((size) => cursor.deltas(size.passages));
  const impacts = sizes.map((size) => cursor.take(size.passages));
  const pageIds = sizes.map((size) => cursor.deltas(size.pages));
  const pageImpacts = sizes.map((size) => cursor.take(size.pages));
  const nothing = new Uint8Array();
  return new Map(
    terms.map((term, i) => [
      term,
      {
        term,
        row: rows[i] ?? nothing,
        passages: { ids: ids[i] ?? [], impacts: impacts[i] ?? nothing },
        pages: { ids: pageIds[i] ?? [], impacts: pageImpacts[i] ?? nothing },
      },
    ]),
  );
}
