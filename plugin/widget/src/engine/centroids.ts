// The centroids of the cells: the twin of centroids.py, which has the layout.
import { type Cursor, corrupt } from "./container";

export const KIND = "Z";
const STEPS = 127;
const LIMIT = 7;

/** One centroid a cell. */
export function decodeCentroids(cursor: Cursor): number[][] {
  const cells = cursor.u32();
  const kept = cursor.u32();
  if (kept % 2) throw corrupt(cursor.name, `${kept} dimensions`);
  return Array.from({ length: cells }, () => decoded(cursor.byte(), cursor.take(kept / 2)));
}

function decoded(largest: number, halves: Uint8Array): number[] {
  const step = largest / (LIMIT * STEPS);
  return [...halves].flatMap((byte) => [((byte & 15) - 8) * step, ((byte >> 4) - 8) * step]);
}
