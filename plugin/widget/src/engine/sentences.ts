// Where sentences end, the same in the builder and in the widget: the twin of sentences.py, which
// says how.

const SPACE = " \\t\\n\\r\\f\\v\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const CLOSERS = "\"'”’»)\\]」』）】》";
const OPENERS = "\"'“‘«(\\[¿¡";
const ENDERS = ".!?…؟۔։।॥።";
const CJK_ENDERS = "。！？｡";

const END = new RegExp(
  `\\n|[${CJK_ENDERS}]+[${CLOSERS}]*|[${ENDERS}]+[${CLOSERS}]*(?=[${SPACE}])`,
  "gu",
);
const WORD_BEFORE = new RegExp(`[^${SPACE}]*$`, "u");
const OPENERS_BEFORE = new RegExp(`^[${OPENERS}]+`, "u");
const LETTERS_AND_DOTS = /^\p{L}(?:\.\p{L})*$/u;
const SMALL_LETTER_NEXT = new RegExp(`[${SPACE}]+[${OPENERS}]*\\p{Ll}`, "uy");
const ORDINAL_NEXT = new RegExp(
  `[${SPACE}]+(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez|Jahrhundert|Jh)`,
  "uy",
);
const ONE_OR_TWO_DIGITS = /^[0-9]{1,2}$/u;
const SPACE_BEFORE = new RegExp(`^[${SPACE}]+`, "u");
const IS_SPACE = new RegExp(`[${SPACE}]`, "u");
const LOOK_BACK = 40; // characters: longer than any abbreviation, and no search is quadratic
const ABBREVIATIONS: ReadonlySet<string> = new Set(
  (
    "al approx bzw ca cf cfg co corp dept dr ed eds eg esp etc evtl excl fig figs ggf ie inc incl " +
    "jr ltd max min misc mr mrs ms nr num op orig pp prof resp sec sr st tab usw vgl viz vol vs zb " +
    "им напр пр рис руб см стр табл тыс ул"
  ).split(" "),
);
// These end a sentence often enough; only a small letter after them says that they did not.
const MAYBE_LAST: ReadonlySet<string> = new Set(
  "etc usw пр co corp inc ltd max min tab sec".split(" "),
);

/** A part of a text: `text.slice(start, end)`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The sentences in `text`, in order, without the white space between them. */
export function sentences(text: string): Span[] {
  const spans: Span[] = [];
  let start = 0;
  for (const found of text.matchAll(END)) {
    const end = found.index + found[0].length;
    if (goesOn(text, start, found.index, end)) continue;
    add(spans, text, start, end);
    start = end;
  }
  add(spans, text, start, text.length);
  return spans;
}

function add(spans: Span[], text: string, start: number, end: number): void {
  const piece = text.slice(start, end);
  const lead = SPACE_BEFORE.exec(piece)?.[0].length ?? 0;
  let length = piece.length;
  while (length > lead && IS_SPACE.test(piece.charAt(length - 1))) length -= 1;
  if (length > lead) spans.push({ start: start + lead, end: start + length });
}

/** Whether the sentence that began at `start` goes on after the mark at `ender`..`end`. */
function goesOn(text: string, start: number, ender: number, end: number): boolean {
  const mark = text.charAt(ender);
  if (mark === "\n" || CJK_ENDERS.includes(mark)) return false;
  const before = text.slice(Math.max(start, ender - LOOK_BACK), ender);
  const word = (WORD_BEFORE.exec(before)?.[0] ?? "").replace(OPENERS_BEFORE, "");
  if (word === "") return true;
  const small = follows(SMALL_LETTER_NEXT, text, end);
  if (mark !== ".") return small;
  if (ender + 1 < end && text.charAt(ender + 1) === ".") return small; // an ellipsis of dots
  const plain = word.toLowerCase();
  if (LETTERS_AND_DOTS.test(plain)) return true;
  if (ABBREVIATIONS.has(plain)) return small || !MAYBE_LAST.has(plain);
  return ONE_OR_TWO_DIGITS.test(plain) && follows(ORDINAL_NEXT, text, end);
}

/** Whether a sticky pattern matches at `place`. */
function follows(pattern: RegExp, text: string, place: number): boolean {
  pattern.lastIndex = place;
  return pattern.test(text);
}
