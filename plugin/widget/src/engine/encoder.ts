// Rows of a question's words, in order → the question's vector: the twin of encoder.py in artifact/,
// which has the layout, and in engine/.
import { type Asked, CONTEXT_WEIGHT } from "./asked";
import { type Cursor, corrupt } from "./container";
import { decodeNames } from "./names";
import { DIMENSIONS, ROW_BYTES, decodeRow } from "./rows";

export const KIND = "E";
const KEYS = 64;
const HEADS = 4;
const NEAR = 8;
const MIDDLE = 7.5;
const MAX_LAYERS = 4;
const MAX_WORDS = 32;
const EPSILON = 1e-6;

type Row = readonly number[];
type Matrix = readonly Row[];

/** Word → row. */
export type Rows = ReadonlyMap<string, Row>;

interface Layer {
  readonly query: Matrix;
  readonly key: Matrix;
  readonly value: Matrix;
  readonly mix: Matrix;
  readonly widen: Matrix;
  readonly narrow: Matrix;
  readonly bias: Row;
  readonly distance: Matrix;
}

/** `stops`: stop word → row, not yet decoded. */
export interface QuestionEncoder {
  readonly stops: ReadonlyMap<string, Uint8Array>;
  readonly layers: readonly Layer[];
  readonly gate: Row;
}

/** What stands in where the encoder cannot be had: the plain sum of the rows. */
export const PLAIN: QuestionEncoder = { stops: new Map(), layers: [], gate: [] };

export function decodeEncoder(cursor: Cursor): QuestionEncoder {
  const names = decodeNames(cursor, cursor.u32());
  const stops = new Map(names.map((name) => [name, cursor.take(ROW_BYTES)]));
  const depth = cursor.u32();
  if (depth > MAX_LAYERS) throw corrupt(cursor.name, `${depth} layers`);
  const layers = Array.from({ length: depth }, () => decodeLayer(cursor));
  return { stops, layers, gate: cursor.floats(DIMENSIONS) };
}

function decodeLayer(cursor: Cursor): Layer {
  const matrix = (rows: number): Matrix =>
    Array.from({ length: rows }, () => decodeRow(cursor.take(ROW_BYTES), MIDDLE));
  return {
    // read in the order in which they are written
    query: matrix(KEYS),
    key: matrix(KEYS),
    value: matrix(DIMENSIONS),
    mix: matrix(DIMENSIONS),
    widen: matrix(DIMENSIONS),
    narrow: matrix(DIMENSIONS),
    bias: cursor.floats(DIMENSIONS),
    distance: Array.from({ length: HEADS }, () => cursor.floats(2 * NEAR + 1)),
  };
}

/** The unit vector of `asked`; empty where none of its content words has a row. */
export function questionVector(asked: Asked, content: Rows, stops: Rows, encoder: QuestionEncoder): number[] {
  if (content.size === 0) return [];
  const rows = new Map([...stops, ...content]);
  const [now, before] = [asked.words, asked.earlier].map((words) =>
    pooled(encoder, words.flatMap((word) => [rows.get(word) ?? []]).filter((row) => row.length > 0)),
  );
  const total = (now ?? []).map((value, i) => value + CONTEXT_WEIGHT * (before?.[i] ?? 0));
  const norm = Math.sqrt(dot(total, total));
  return norm > 0 ? total.map((value) => value / norm) : [];
}

/** The gated sum of the words' vectors, 128 values; zeros for no words. */
function pooled(encoder: QuestionEncoder, rows: readonly Row[]): number[] {
  let words: Matrix = rows.slice(0, MAX_WORDS);
  for (const layer of encoder.layers) {
    const mixed = attend(layer, words);
    words = words.map((word, i) => added(word, mixed[i] ?? []));
    words = words.map((word) => added(word, widened(layer, word)));
  }
  const total = new Array<number>(DIMENSIONS).fill(0);
  for (const word of words) {
    const weight = 2 / (1 + Math.exp(-dot(encoder.gate, normal(word))));
    word.forEach((value, i) => (total[i] = (total[i] ?? 0) + weight * value));
  }
  return total;
}

/** What each word takes from all words. */
function attend(layer: Layer, words: Matrix): number[][] {
  const inputs = words.map(normal);
  const queries = inputs.map((each) => product(layer.query, each));
  const keys = inputs.map((each) => product(layer.key, each));
  const values = inputs.map((each) => product(layer.value, each));
  return queries.map((query, place) => {
    const taken = layer.distance.flatMap((distance, head) =>
      weighted(shares(query, keys, head, distance, place), values, head),
    );
    return product(layer.mix, taken);
  });
}

function widened(layer: Layer, word: Row): number[] {
  const wide = product(layer.widen, normal(word));
  return product(
    layer.narrow,
    wide.map((value, i) => Math.max(value + (layer.bias[i] ?? 0), 0)),
  );
}

/** `word` divided by the root of its mean square. */
function normal(word: Row): number[] {
  const scale = 1 / Math.sqrt(dot(word, word) / DIMENSIONS + EPSILON);
  return word.map((value) => value * scale);
}

/** How much a head takes of each word; they add to 1. */
function shares(query: Row, keys: Matrix, head: number, distance: Row, place: number): number[] {
  const size = KEYS / HEADS;
  const part = (row: Row): Row => row.slice(head * size, (head + 1) * size);
  const scores = keys.map((key, other) => {
    const apart = Math.min(Math.max(other - place, -NEAR), NEAR) + NEAR;
    return dot(part(query), part(key)) / Math.sqrt(size) + (distance[apart] ?? 0);
  });
  const highest = Math.max(...scores);
  const exponents = scores.map((score) => Math.exp(score - highest));
  const total = exponents.reduce((sum, value) => sum + value, 0);
  return exponents.map((value) => value / total);
}

/** The head's dimensions of the `values`, each value weighted by its share. */
function weighted(share: Row, values: Matrix, head: number): number[] {
  const size = DIMENSIONS / HEADS;
  return Array.from({ length: size }, (_, i) =>
    share.reduce((sum, value, other) => sum + value * (values[other]?.[head * size + i] ?? 0), 0),
  );
}

function product(matrix: Matrix, vector: Row): number[] {
  return matrix.map((row) => dot(row, vector));
}

function dot(a: Row, b: Row): number {
  let sum = 0;
  for (let i = 0; i < b.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

function added(a: Row, b: Row): number[] {
  return a.map((value, i) => value + (b[i] ?? 0));
}
