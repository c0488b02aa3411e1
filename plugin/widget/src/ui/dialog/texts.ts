import { GEAR_ENGLISH } from "./gear_texts";

/** Every text of the dialog, by key, in English. An author replaces any of them by its key. */
const ENGLISH = {
  title: "Ask the docs",
  placeholder: "Ask a question, or search",
  ask: "Ask",
  close: "Close",
  hits: "Results",
  answer: "Answer",
  uncertain: "Likeliest passage",
  uncertain_hint: "This may not be the whole answer. Check the page.",
  not_found: "Not in these docs",
  not_found_hint: "No passage here answers this question.",
  not_found_nearest: "No passage here answers this question. These pages come nearest.",
  escape: "Ask elsewhere",
  source: "Source {number}: {path}",
  copy: "Copy answer",
  copy_code: "Copy code",
  copied: "Copied",
  copy_failed: "Copying was refused",
  helpful: "Was this helpful?",
  yes: "Yes",
  no: "No",
  thanks: "Thank you.",
  reason: "What was missing? (optional)",
  send: "Send",
  starters: "Questions these pages answer",
  suggestions: "Related questions",
  empty: "Type to search. Press Enter for an answer, with links to where it stands.",
  no_hits: "Nothing here matches these words.",
  searching: "Searching…",
  cut: "The question was cut to its first {limit} characters.",
  corrected: "Read as “{question}”.",
  as_typed: "Search for “{question}” instead",
  together: "Read together with “{question}”.",
  alone: "Ask it by itself",
  section: "Section",
  version: "Version",
  language: "Language",
  any_section: "All sections",
  any_version: "All versions",
  any_language: "All languages",
  kept_to: "Only {values} was searched.",
  everywhere: "Search everything",
  incomplete: "Part of the search index could not be read, so something may be missing here. Reload the page to try again.",
  count_one: "1 result",
  count: "{count} results",
  said_answer: "Answer: {text} {count}.",
  said_uncertain: "Likeliest passage: {text} {count}.",
  said_not_found: "Not in these docs. {count}.",
  missing: "Part of the search index is not on the server. Reload the page; if that does not help, the site has to be built again.",
  corrupt: "Part of the search index arrived damaged. Reload the page; if that does not help, the site has to be built again.",
  format: "This site was updated while the page was open. Reload the page.",
  offline: "The server cannot be reached. Check your connection, then try again.",
  retry: "Try again",
  reload: "Reload the page",
  hint_ask: "ask",
  hint_move: "choose",
  hint_close: "close",
  promise: "Quoted from these docs. Your question stays in your browser.",
};

type GearKey = keyof typeof GEAR_ENGLISH;
export type TextKey = keyof typeof ENGLISH | GearKey;

/** The text of a key, with its `{names}` filled in. */
export type Texts = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string;

/** The English texts with an author's own in their place; what is not a text or not known is left aside. */
export function textsWith(overrides: unknown): Texts {
  const own = Object(overrides) as Record<string, unknown>;
  return (key, values = {}) => {
    const text = Object.hasOwn(own, key) ? own[key] : undefined;
    const template = typeof text === "string" ? text : SECOND_GEAR ? english(key) : ENGLISH[key as keyof typeof ENGLISH];
    return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  };
}

function english(key: TextKey): string {
  return { ...ENGLISH, ...GEAR_ENGLISH }[key];
}

export function countText(texts: Texts, count: number): string {
  return count === 1 ? texts("count_one") : texts("count", { count });
}
