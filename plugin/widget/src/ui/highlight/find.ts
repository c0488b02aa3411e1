/** Where a quoted text stands among a page's text nodes, whatever white space either of them has. */

/** A stretch of the text node at `node`, from `start` to before `end`. */
export interface Span {
  readonly node: number;
  readonly start: number;
  readonly end: number;
}

/**
 * The first place of `quoted` in `texts`: in one piece if it is there so, else line by line and cell by cell,
 * in order; lines that are not there are left out. Empty if nothing is found.
 */
export function findQuoted(texts: readonly string[], quoted: string): Span[] {
  const solid = texts.map(withoutSpace);
  const page = solid.join("");
  const whole = withoutSpace(quoted);
  const at = whole === "" ? -1 : page.indexOf(whole);
  const places = at >= 0 ? [{ at, length: whole.length }] : linePlaces(page, quoted);
  return places.flatMap(({ at, length }) => spans(texts, solid, at, at + length));
}

interface Place {
  readonly at: number;
  readonly length: number;
}

function linePlaces(page: string, quoted: string): Place[] {
  const places: Place[] = [];
  let from = 0;
  for (const line of quoted.split(/[\n\t]/).map(withoutSpace)) {
    const at = line === "" ? -1 : page.indexOf(line, from);
    if (at < 0) continue;
    places.push({ at, length: line.length });
    from = at + line.length;
  }
  return places;
}

function spans(texts: readonly string[], solid: readonly string[], from: number, to: number): Span[] {
  const found: Span[] = [];
  let begin = 0;
  solid.forEach((text, node) => {
    const start = Math.max(from - begin, 0);
    const end = Math.min(to - begin, text.length);
    begin += text.length;
    if (start >= end) return;
    const original = texts[node] ?? "";
    found.push({ node, start: position(original, start), end: position(original, end - 1) + 1 });
  });
  return found;
}

/** Where the sign stands that is number `count` (from 0) when white space is left out. */
function position(text: string, count: number): number {
  let left = count;
  for (let at = 0; at < text.length; at++) {
    if (!/\s/.test(text[at] ?? "") && left-- === 0) return at;
  }
  return text.length;
}

function withoutSpace(text: string): string {
  return text.replace(/\s+/g, "");
}
