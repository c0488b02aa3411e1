// Text → terms, the same in the builder and in the widget: the twin of terms.py, which says how.

const MAX_TERM_CHARACTERS = 64;
const MAX_HUMPS = 6;
const MAX_REMEMBERED = 20_000; // chunks, about 4 MB
const MAX_TEXTS = 2_000; // whose terms are remembered: mostly passages that are at hand anyway

const UNSPACED =
  "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}" +
  "\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}ー";
const INNER = "\\p{L}\\p{N}\\p{M}_";
const LETTERS = `(?:(?![${UNSPACED}])[\\p{L}\\p{N}\\p{M}])+`;
const WORD = `${LETTERS}(?:'${LETTERS})*`;
const CHUNK = new RegExp(
  `(?<unspaced>[${UNSPACED}]+)` +
    `|(?<dashes>(?<![${INNER}\\-])--?(?=\\p{L}))?` +
    `(?<body>(?:(?<!_)_+)?${WORD}(?:(?:_*(?:::|[.:\\-])_*|_+)${WORD})*_*)` +
    `(?<suffix>\\+\\+|#(?![${INNER}]))?`,
  "gu",
);
const COMPONENT = /::|[.:]/u;
const WORDS = /[.:\-_]+/u;
const HUMP = /\p{Lu}{2,}s(?!\p{Ll})|\p{Lu}+(?!\p{Ll})[\p{N}\p{M}]*|\p{Lu}?[^\p{Lu}]+/gu;
const LATIN = /^[\p{Script=Latin}\p{Script=Inherited}\p{Script=Common}]+$/u;
const ASCII = /^[\0-\x7f]*$/;
const BEYOND_BMP = /[^\0-\uffff]/u;
const MARKS = /\p{M}+/gu;

/** One term of a text. `term` is empty for a stop word, `word` for what is not a plain word. */
export interface Token {
  readonly term: string; // what the postings are kept under
  readonly word: string; // the plain word, lower case: what the question table knows
}

/** What differs from language to language: both come with the index, not with this code. */
export interface Language {
  readonly code: string; // BCP 47 base: "en"
  readonly stopwords: ReadonlySet<string>;
  readonly stem: (word: string) => string;
}

/** Cuts the texts of one language into tokens. */
export class Analyzer {
  private readonly chunks = new Map<string, readonly Token[]>(); // a page says most words many times
  private readonly texts = new Map<string, readonly string[]>(); // every key reads much the same ones

  constructor(readonly language: Language) {}

  /** The terms of `text` in order, repeats kept, stop words left out. */
  terms(text: string): readonly string[] {
    const before = this.texts.get(text);
    if (before) return before;
    const terms = this.tokens(text).flatMap(({ term }) => (term ? [term] : []));
    if (this.texts.size >= MAX_TEXTS) this.texts.clear();
    this.texts.set(text, terms);
    return terms;
  }

  /** All tokens of `text` in order; stop words have an empty term. */
  tokens(text: string): Token[] {
    const normal = text.normalize("NFKC").replace(/\u2019/g, "'").replace(/\u00ad/g, "");
    return [...normal.matchAll(CHUNK)].flatMap((chunk) => this.chunk(chunk));
  }

  private chunk({ 0: text, groups = {} }: RegExpMatchArray): readonly Token[] {
    const before = this.chunks.get(text);
    if (before) return before;
    const { unspaced, dashes = "", body = "", suffix = "" } = groups;
    const tokens = unspaced ? bigrams(unspaced).map(other) : this.joined(dashes, body, suffix);
    if (this.chunks.size >= MAX_REMEMBERED) this.chunks.clear();
    this.chunks.set(text, tokens);
    return tokens;
  }

  private joined(dashes: string, body: string, suffix: string): Token[] {
    const words = body.split(WORDS).filter(Boolean);
    const chunk = dashes + body + suffix;
    const whole = chunk === words[0] ? [] : [...literal(chunk), ...components(body, chunk)];
    return [...whole, ...words.flatMap((word) => this.word(word))];
  }

  private word(word: string): Token[] {
    if (longer(word, MAX_TERM_CHARACTERS)) return [];
    const humps = word.match(HUMP) ?? [];
    const parts = humps.length >= 2 && humps.length <= MAX_HUMPS ? humps : [];
    return [
      this.plainWord(word.toLowerCase()),
      ...parts
        .filter((hump) => longer(hump, 1))
        .map((hump) => other(this.plainWord(hump.toLowerCase()).term))
        .filter(({ term }) => term),
    ];
  }

  /** The token of one lower-case word. */
  plainWord(word: string): Token {
    const { stopwords, stem } = this.language;
    if (stopwords.has(word)) return { term: "", word };
    return { term: fold(BEYOND_BMP.test(word) ? word : stem(word)), word };
  }
}

/** The parts between dots and colons that are neither the chunk itself nor plain words. */
function components(body: string, chunk: string): Token[] {
  return body
    .split(COMPONENT)
    .filter((component) => component !== chunk && component.split(WORDS).length > 1)
    .flatMap(literal);
}

/** The overlapping pairs of characters of a run; a run of one is its own. */
export function bigrams(run: string): string[] {
  const characters = [...run]; // code points, as Python counts them
  if (characters.length === 1) return characters;
  return characters.slice(1).map((character, before) => `${characters[before]}${character}`);
}

/** `term` without the marks on its Latin letters (é → e); other scripts stay as they are. */
export function fold(term: string): string {
  if (ASCII.test(term)) return term;
  const apart = term.normalize("NFD");
  return LATIN.test(apart) ? apart.replace(MARKS, "") : term;
}

function literal(text: string): Token[] {
  return longer(text, MAX_TERM_CHARACTERS) ? [] : [other(text.toLowerCase())];
}

function other(term: string): Token {
  return { term, word: "" };
}

/** Whether `text` has more than `limit` code points. */
function longer(text: string, limit: number): boolean {
  return text.length > limit && [...text].length > limit;
}
