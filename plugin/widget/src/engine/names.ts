// Sorted names, each as what it adds to the one before: the twin of names.py, which has the layout.
import { type Cursor, utf8 } from "./container";

export function decodeNames(cursor: Cursor, count: number): string[] {
  const names: string[] = [];
  let last = new Uint8Array();
  while (names.length < count) {
    const shared = last.subarray(0, cursor.varint());
    const rest = cursor.take(cursor.varint());
    last = new Uint8Array(shared.length + rest.length);
    last.set(shared);
    last.set(rest, shared.length);
    names.push(utf8(cursor.name, last));
  }
  return names;
}
