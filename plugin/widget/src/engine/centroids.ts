// The centroids of the cells: the twin of centroids.py, which has the layout.
import type { Cursor } from "./container";

export const KIND = "Z";
export const STEP = 1 / 127;

/** The int8 rows, one a cell. */
export function decodeCentroids(cursor: Cursor): Int8Array[] {
  const cells = cursor.u32();
  const kept = cursor.u32();
  const rows: Int8Array[] = [];
  while (rows.length < cells) rows.push(new Int8Array(cursor.take(kept)));
  return rows;
}
