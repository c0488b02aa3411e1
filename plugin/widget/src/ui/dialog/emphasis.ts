/** Which stretches of an excerpt echo the question, for the reader's eye; ranking is not its business. */

export interface Stretch {
  readonly text: string;
  readonly echo: boolean;
}

const WORD = /[\p{L}\p{N}]+/gu;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
/** English words that every excerpt has. */
const COMMON = new Set("and are but can did does for from has have how into its not that the then this use was what when where which who why will with you your".split(" "));
/** Words shorter than this tell nothing unless they are written with capitals or digits. */
const MIN_LETTERS = 3;
/** Inflected forms begin alike and end in at most this many letters of their own. */
const MAX_ENDING = 3;

/** The text in pieces; `echo` marks words that begin like a word of the question. Joined they are the text. */
export function emphasise(text: string, question: string): Stretch[] {
  const wanted = (question.match(WORD) ?? []).filter(telling).map(folded);
  const pieces: Stretch[] = [];
  let end = 0;
  const plainUntil = (start: number): void => {
    if (start > end) pieces.push({ text: text.slice(end, start), echo: false });
  };
  for (const [start, length] of echoes(text, wanted)) {
    plainUntil(start);
    pieces.push({ text: text.slice(start, start + length), echo: true });
    end = start + length;
  }
  plainUntil(text.length);
  return pieces;
}

function* echoes(text: string, wanted: readonly string[]): Generator<[start: number, length: number]> {
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (UNSPACED.test(word)) yield* within(word, index, wanted);
    else if (wanted.some((other) => alike(folded(word), other))) yield [index, word.length];
  }
}

/** In scripts without spaces: each pair of signs that the question has too. */
function* within(run: string, index: number, wanted: readonly string[]): Generator<[start: number, length: number]> {
  let start = 0;
  for (let at = 0; at <= run.length; at++) {
    const pair = run.slice(at, at + 2);
    if (pair.length === 2 && wanted.some((other) => other.includes(pair))) continue;
    if (at > start) yield [index + start, at + 1 - start];
    start = at + 1;
  }
}

function alike(word: string, other: string): boolean {
  if (word === other) return true;
  const shared = sharedBeginning(word, other);
  const whole = shared === other.length; // the question may stop within a word: it is still being typed
  return shared > MIN_LETTERS && (whole || Math.max(word.length, other.length) - shared <= MAX_ENDING);
}

function sharedBeginning(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
}

function telling(word: string): boolean {
  if (COMMON.has(word.toLowerCase())) return false;
  return word.length >= MIN_LETTERS || UNSPACED.test(word) || /\p{N}|\p{Lu}{2}/u.test(word);
}

function folded(word: string): string {
  return word.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
