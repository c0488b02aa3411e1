/** Addresses that the dialog may lead to, and the text fragment that shows the quoted words there. */

/** `url` as an absolute web address; undefined for any other scheme. */
export function webUrl(url: string, base: string): string | undefined {
  if (!URL.canParse(url, base)) return undefined;
  const parsed = new URL(url, base);
  return /^https?:$/.test(parsed.protocol) ? parsed.href : undefined;
}

/** A hit's address if it is of this site's own origin. */
export function siteUrl(url: string, root: string): string | undefined {
  const href = webUrl(url, root);
  return href !== undefined && new URL(href).origin === new URL(root).origin ? href : undefined;
}

/** Words at either end of a quotation that are enough to find it again. */
const END_WORDS = 6;

/**
 * The text directive for a quoted text, `text=first words,last words`: a range may run over several blocks,
 * but each of its ends stands in one, so the ends are taken from the first and the last line or cell.
 * Source: WICG Scroll to Text Fragment.
 */
export function textDirective(text: string): string {
  const lines = text.split(/[\n\t]+/).map(wordsOf).filter((words) => words.length > 0);
  const first = lines[0] ?? [];
  const last = lines.at(-1) ?? [];
  if (first.length === 0) return "";
  if (lines.length === 1 && first.length <= 2 * END_WORDS) return `text=${encoded(first)}`;
  return `text=${encoded(first.slice(0, END_WORDS))},${encoded(last.slice(-END_WORDS))}`;
}

/** `url` with the quoted text after its anchor, where the browser knows what to do with it. */
export function quotingUrl(url: string, text: string): string {
  const directive = "fragmentDirective" in document ? textDirective(text) : "";
  if (directive === "") return url;
  return `${url}${url.includes("#") ? "" : "#"}:~:${directive}`;
}

function wordsOf(line: string): string[] {
  return line.split(/\s+/).filter(Boolean);
}

/** A dash, comma or ampersand has a meaning of its own in a directive. */
function encoded(words: readonly string[]): string {
  return encodeURIComponent(words.join(" ")).replaceAll("-", "%2D");
}
