// BERT's uncased tokeniser: text → words → WordPiece pieces. The twin of wordpiece.py, which says how.

export const UNKNOWN = "[UNK]";
export const CONTINUED = "##"; // begins a piece that continues a word
const MAX_WORD_CHARACTERS = 100;

const CHINESE =
  /[\u4e00-\u9fff\u3400-\u4dbf\u{20000}-\u{2a6df}\u{2a700}-\u{2b73f}\u{2b740}-\u{2b81f}\u{2b920}-\u{2ceaf}\uf900-\ufaff\u{2f800}-\u{2fa1f}]/gu;
const WHITE_SPACE = /[\t\n\r\p{Zs}\u2028\u2029]/gu;
const DROPPED = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\ufffd]/gu;
const NON_SPACING = /\p{Mn}/gu;
const ASCII_SYMBOL = "!-\\/:-@\\[-`{-~"; // BERT counts these as punctuation, Unicode not all of them
const PUNCTUATION = new RegExp(`[\\p{P}${ASCII_SYMBOL}]`, "gu");
const ONE_PUNCTUATION = new RegExp(`^${PUNCTUATION.source}$`, "u");

/** What knows the pieces: a set, or shards of one. */
export interface Vocabulary {
  has(piece: string): boolean;
}

/** The words and punctuation characters of `text` in order, lower case and without accents. */
export function words(text: string): string[] {
  const plain = text
    .replace(WHITE_SPACE, " ")
    .replace(DROPPED, "")
    .replace(CHINESE, " $& ")
    .normalize("NFD")
    .replace(NON_SPACING, "");
  // Character by character: a whole word's lower case would end in ς where it ends in Σ.
  const lower = Array.from(plain, (character) => character.toLowerCase()).join("");
  return lower.replace(PUNCTUATION, " $& ").split(" ").filter(Boolean);
}

/** One word of `words` as pieces of `vocabulary`, or `[UNKNOWN]`. */
export function pieces(word: string, vocabulary: Vocabulary): string[] {
  const characters = Array.from(word);
  if (characters.length > MAX_WORD_CHARACTERS) return [UNKNOWN];
  const found: string[] = [];
  for (let start = 0; start < characters.length; ) {
    const { piece, end } = longest(characters, start, vocabulary);
    if (end === start) return [UNKNOWN];
    found.push(piece);
    start = end;
  }
  return found;
}

/** All pieces of `text`, in order. */
export function tokenise(text: string, vocabulary: Vocabulary): string[] {
  return words(text).flatMap((word) => pieces(word, vocabulary));
}

/** Whether a word of `words` is one of the punctuation characters. */
export function isPunctuation(word: string): boolean {
  return ONE_PUNCTUATION.test(word);
}

/** The longest piece that begins at `start`; it ends there too where there is none. */
function longest(characters: string[], start: number, vocabulary: Vocabulary): { piece: string; end: number } {
  const prefix = start > 0 ? CONTINUED : "";
  for (let end = characters.length; end > start; end--) {
    const piece = prefix + characters.slice(start, end).join("");
    if (vocabulary.has(piece)) return { piece, end };
  }
  return { piece: "", end: start };
}
