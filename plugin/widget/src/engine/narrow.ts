// From `unknown` to what a decoder expects; each throws a TypeError, which the decoder's caller
// turns into an `AskdocsError` with the file's name.

export function record(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrong("an object", value);
  return value as Readonly<Record<string, unknown>>;
}

export function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw wrong("a list", value);
  return value as readonly unknown[];
}

export function text(value: unknown): string {
  if (typeof value !== "string") throw wrong("a text", value);
  return value;
}

export function number(value: unknown): number {
  if (typeof value !== "number") throw wrong("a number", value);
  return value;
}

/** The element of `values` at the index `place`. */
export function pick<Value>(values: readonly Value[], place: unknown): Value {
  const value = values[number(place)];
  if (value === undefined) throw wrong(`an index below ${values.length}`, place);
  return value;
}

function wrong(expected: string, found: unknown): TypeError {
  return new TypeError(`${expected} expected, ${JSON.stringify(found)?.slice(0, 40)} found`);
}
