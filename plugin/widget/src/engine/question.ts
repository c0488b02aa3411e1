// What is asked: the question's terms with their weight, and what kind of answer it wants; the twin
// of question.py, which says how. In a language without cues every question is a keyword question.
import { CONTEXT_WEIGHT } from "./asked";
import type { Analyzer } from "./terms";

export type QuestionKind = "definition" | "howto" | "choice" | "yesno" | "reason" | "fact" | "keyword";

/** What a fact question's answer must hold. */
export type Expected = "anything" | "number" | "time" | "name";

/** One content term of a question. */
export interface QuestionTerm {
  readonly term: string;
  readonly weight: number; // its idf in the site, > 0; a term that the site never uses has the largest idf
  readonly known: boolean; // whether the site uses it at all
}

/** A question as the answer sees it. */
export interface Question {
  readonly text: string;
  readonly terms: readonly QuestionTerm[]; // distinct, in the order of their first use, no stop words
  readonly kind: QuestionKind;
  readonly expected: Expected;
  readonly wantsCode: boolean; // it names a command, a snippet or a file's content
}

type CueClass = Exclude<QuestionKind, "keyword"> | "number" | "time" | "name";

// A cue that starts with "^" counts at the start of the question only. The cue that stands first
// decides, the longest of those.
const CUES: Readonly<Record<string, Readonly<Record<CueClass, string>>>> = {
  en: {
    howto:
      "how to|how do i|how do we|how do you|how can|how should|how would|howto|^steps to" +
      "|what is the way to|way to|how i can|how i could",
    definition: "what is|what's|what are|what does|^define|meaning of|what do you mean by",
    choice:
      "which|^list|what options|what kinds|what types|when should|when do|when can|when to" +
      "|difference between|differ from|^compare|versus|vs",
    yesno:
      "^is|^are|^can|^could|^does|^do|^did|^has|^have|^will|^would|^should|^may|^was|^were|is it possible" +
      "|is there a way|is there any way|can i|can we",
    reason: "why|how come|what causes|for what reason",
    number:
      "how many|how much|how long|how old|how far|how large|how big|how high|what number|what percentage" +
      "|what percent|at what age",
    time:
      "what year|which year|in what year|what date|what month|what century|what day|when did|when was" +
      "|when were|when is|when has|when had",
    name: "who|whom|whose|where did|where was|where were",
    fact: "what|where|how|when",
  },
  de: {
    howto:
      "wie kann|wie kann man|wie kann ich|wie mache ich|wie lässt sich|wie installiere|wie richte|wie soll" +
      "|wie erstelle",
    definition: "was ist|was sind|was bedeutet|was heißt",
    choice: "welche|welcher|welches|welchen|unterschied zwischen|wann sollte|^vergleich",
    yesno: "^ist|^sind|^kann|^können|^gibt es|^hat|^wird|^darf|^soll|ist es möglich",
    reason: "warum|weshalb|wieso",
    number: "wie viele|wie viel|wie lange|wie alt|wie hoch|wie groß|wie weit",
    time: "wann|in welchem jahr|welches jahr",
    name: "wer|wen|wem|wessen",
    fact: "was|wo|wie",
  },
  es: {
    howto: "cómo puedo|cómo se puede|cómo hacer|cómo instalar|cómo se|cómo configurar",
    definition: "qué es|qué son|qué significa",
    choice: "cuál|cuáles|diferencia entre|cuándo debo",
    yesno: "^es|^son|^puede|^puedo|^hay|^existe|es posible",
    reason: "por qué",
    number: "cuántos|cuántas|cuánto|cuánta",
    time: "cuándo|en qué año|qué año|qué fecha",
    name: "quién|quiénes",
    fact: "qué|dónde|cómo",
  },
  fr: {
    howto: "comment puis-je|comment faire|comment installer|comment peut-on|comment configurer",
    definition: "qu'est-ce que|qu'est-ce qu'un|qu'est-ce qu'une|que signifie",
    choice: "quel|quelle|quels|quelles|différence entre|quand faut-il",
    yesno: "^est-ce que|^est-ce|^peut-on|^puis-je|^y a-t-il|est-il possible",
    reason: "pourquoi",
    number: "combien",
    time: "quand|en quelle année",
    name: "qui",
    fact: "où|comment|que",
  },
  ru: {
    howto: "как мне|как можно|как сделать|как установить|как настроить",
    definition: "что такое|что значит|что означает",
    choice: "какой|какие|какая|какое|разница между",
    yesno: "^можно ли|^есть ли|^является ли|возможно ли",
    reason: "почему|зачем",
    number: "сколько",
    time: "когда|в каком году",
    name: "кто|кого|кому",
    fact: "что|где|как",
  },
};
const CODE_WORDS = new Set(
  (
    "code command commands snippet example examples syntax cli script yaml json toml config flag " +
    "befehl beispiel code-beispiel commande exemple comando ejemplo команда пример"
  ).split(" "),
);
const EDGES = /[^\p{L}\p{N}\p{M}'_-]+/u;
const MAX_DEFINED_TERMS = 3; // "what is" and more content than this asks for a fact, not for a definition

/** `text` with its terms weighted by `idf` (known terms only) or `unknown` (the rest). */
export function readQuestion(
  text: string,
  analyzer: Analyzer,
  idf: ReadonlyMap<string, number>,
  unknown: number,
  context = "",
): Question {
  const borrowed = analyzer.terms(context).map((term) => [term, CONTEXT_WEIGHT] as const);
  const shares = new Map([...borrowed, ...analyzer.terms(text).map((term) => [term, 1] as const)]);
  const terms = [...shares].map(([term, share]) => {
    const weight = idf.get(term);
    return { term, weight: share * (weight ?? unknown), known: weight !== undefined };
  });
  const words = plainWords(text);
  let kind = kindOf(words, analyzer.language.code, terms.length);
  if (kind.kind === "keyword" && context) kind = kindOf(plainWords(context), analyzer.language.code, terms.length);
  return { text, terms, ...kind, wantsCode: words.some((word) => CODE_WORDS.has(word)) };
}

/** The words of `text` in lower case, apostrophes made plain. */
export function plainWords(text: string): string[] {
  return text.toLowerCase().replaceAll("\u2019", "'").split(EDGES).filter(Boolean);
}

/** What the first cue among `words` says, for a question of so many content terms. */
function kindOf(words: readonly string[], language: string, terms: number): Pick<Question, "kind" | "expected"> {
  const cue = firstCue(` ${words.join(" ")} `, CUES[language]);
  if (cue === undefined) return { kind: "keyword", expected: "anything" };
  if (cue === "definition" && terms > MAX_DEFINED_TERMS) return { kind: "fact", expected: "anything" };
  if (cue === "number" || cue === "time" || cue === "name") return { kind: "fact", expected: cue };
  return { kind: cue, expected: "anything" };
}

/** The class of the cue that stands first in `padded` (the longest of those). */
function firstCue(padded: string, cues: Readonly<Record<CueClass, string>> | undefined): CueClass | undefined {
  let best: CueClass | undefined;
  let at = padded.length;
  let size = 0;
  for (const [name, listed] of Object.entries(cues ?? {}) as [CueClass, string][]) {
    for (const cue of listed.split("|")) {
      const found = cueAt(padded, cue);
      if (found < 0 || found > at || (found === at && cue.length <= size)) continue;
      [best, at, size] = [name, found, cue.length];
    }
  }
  return best;
}

/** Where `cue` stands in `padded` as whole words; -1 where it does not. */
function cueAt(padded: string, cue: string): number {
  if (cue.startsWith("^")) return padded.startsWith(` ${cue.slice(1)} `) ? 0 : -1;
  return padded.indexOf(` ${cue} `);
}
