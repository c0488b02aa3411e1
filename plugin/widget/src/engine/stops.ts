// The file of the stop words' rows: the twin of stops.py, which has the layout.
import type { Cursor } from "./container";
import { decodeNames } from "./names";
import { ROW_BYTES } from "./rows";

export const KIND = "W";

/** Word → row. */
export type Stops = ReadonlyMap<string, Uint8Array>;

export function decodeStops(cursor: Cursor): Stops {
  const names = decodeNames(cursor, cursor.u32());
  return new Map(names.map((name) => [name, cursor.take(ROW_BYTES)]));
}
