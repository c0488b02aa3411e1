// The envelope of every binary file of the index: the twin of container.py, which has the layout.
import { AskdocsError } from "./errors";

export const FORMAT = 1;
export const HASH_DIGITS = 10;
const MAGIC = "askd";
const HEADER_BYTES = 8;
const MAX_BYTES = 64 << 20; // a larger body is not one that the builder wrote

/** The body of the file `name`, which must be of `kind` (one letter) and have the hash `digits`. */
export async function unpack(name: string, kind: string, digits: string, data: Uint8Array): Promise<Cursor> {
  if (!(await hasHash(data, digits))) {
    throw corrupt(name, "its bytes are not those of its name");
  }
  const plain = await gunzip(name, data);
  if (plain.length < HEADER_BYTES || ascii(plain, 0, 4) !== MAGIC) {
    throw corrupt(name, "not a file of an Askdocs index");
  }
  if (plain[5] !== FORMAT) throw otherFormat(name, plain[5]);
  const found = ascii(plain, 4, 5);
  if (found !== kind) throw corrupt(name, `kind ${found} where ${kind} was expected`);
  return new Cursor(name, plain.subarray(HEADER_BYTES));
}

export function corrupt(name: string, found: string): AskdocsError {
  return new AskdocsError("corrupt", `${name}: ${found}. Reload the page; if it stays so, rebuild the site.`);
}

export function otherFormat(name: string, found: unknown): AskdocsError {
  const message = `${name}: format ${found}, but this widget reads format ${FORMAT}.`;
  return new AskdocsError("format", `${message} Reload the page; if it stays so, rebuild the site.`);
}

/** Runs `decode`; whatever it throws becomes a `corrupt` error that names the file. */
export function decoding<Value>(name: string, decode: () => Value): Value {
  try {
    return decode();
  } catch (thrown) {
    if (thrown instanceof AskdocsError) throw thrown;
    throw corrupt(name, `damaged (${thrown instanceof Error ? thrown.message : thrown})`);
  }
}

/** Text that must be UTF-8. */
export function utf8(name: string, data: Uint8Array): string {
  return decoding(name, () => new TextDecoder("utf-8", { fatal: true }).decode(data));
}

/** Whether the SHA-256 of `data` begins with `digits`; true where the page's origin is not secure. */
async function hasHash(data: Uint8Array, digits: string): Promise<boolean> {
  if (typeof crypto === "undefined" || !crypto.subtle) return true; // gzip's checksum is still there
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", data as Uint8Array<ArrayBuffer>));
  const found = [...hash.subarray(0, digits.length)].map((byte) => byte.toString(16).padStart(2, "0"));
  return found.join("").startsWith(digits);
}

async function gunzip(name: string, data: Uint8Array): Promise<Uint8Array> {
  const gzip = new DecompressionStream("gzip");
  const writer = gzip.writable.getWriter();
  // what is wrong with the data is reported by the reader
  writer.write(data as Uint8Array<ArrayBuffer>).catch(() => undefined);
  writer.close().catch(() => undefined);
  const reader = gzip.readable.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for (let step = await reader.read(); !step.done; step = await reader.read()) {
      chunks.push(step.value);
      size += step.value.length;
      if (size > MAX_BYTES) break;
    }
  } catch {
    throw corrupt(name, "truncated or damaged");
  }
  if (size > MAX_BYTES) {
    void reader.cancel();
    throw corrupt(name, `larger than ${MAX_BYTES} bytes`);
  }
  return joined(chunks, size);
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let place = 0;
  for (const chunk of chunks) {
    whole.set(chunk, place);
    place += chunk.length;
  }
  return whole;
}

function ascii(data: Uint8Array, start: number, end: number): string {
  return String.fromCharCode(...data.subarray(start, end));
}

/** Reads a body from front to back; reading past its end throws a `corrupt` error. */
export class Cursor {
  private position = 0;

  constructor(
    readonly name: string,
    private readonly body: Uint8Array,
  ) {}

  /** The next `size` bytes: a view, not a copy. */
  take(size: number): Uint8Array {
    const end = this.position + size;
    if (end > this.body.length) throw corrupt(this.name, "ends too early");
    const bytes = this.body.subarray(this.position, end);
    this.position = end;
    return bytes;
  }

  byte(): number {
    const byte = this.body[this.position];
    if (byte === undefined) throw corrupt(this.name, "ends too early");
    this.position += 1;
    return byte;
  }

  u32(): number {
    const [a = 0, b = 0, c = 0, d = 0] = this.take(4);
    return (a | (b << 8) | (c << 16) | (d << 24)) >>> 0;
  }

  varint(): number {
    // powers, not shifts: a shift would cut at 32 bits
    for (let value = 0, unit = 1; ; unit *= 128) {
      const byte = this.byte();
      value += (byte & 0x7f) * unit;
      if (byte < 0x80) return value;
      if (unit >= 2 ** 28) throw corrupt(this.name, "a number is out of range");
    }
  }

  /** `count` rising ids. */
  deltas(count: number): number[] {
    const ids: number[] = [];
    for (let last = 0; ids.length < count; ids.push(last)) last += this.varint();
    return ids;
  }
}
