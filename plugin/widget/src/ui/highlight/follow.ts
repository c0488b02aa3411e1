/** From a citation to its passage: remembered when the link is followed, shown on the page it leads to. */
import { FOLLOW_KEY } from "../boot";
import { findQuoted } from "./find";
import { mark } from "./mark";
import { reveal } from "./reveal";

interface Followed {
  readonly url: string;
  readonly quoted: string;
}

/** For the page at `url`, in this tab. */
export function remember(url: string, quoted: string): void {
  try {
    sessionStorage.setItem(FOLLOW_KEY, JSON.stringify({ url, quoted } satisfies Followed));
  } catch {
    return; // storage is switched off or full: the page opens at its heading all the same
  }
}

/** Shows the remembered passage if it is on this page. It is forgotten either way: it was for the next page. */
export function follow(): void {
  const followed = recall();
  sessionStorage.removeItem(FOLLOW_KEY);
  if (followed && samePage(followed.url)) show(followed);
}

/** Like `follow`, but leaves for the next page what is not on this one. */
export function showOnThisPage(): void {
  const followed = recall();
  if (followed && samePage(followed.url)) follow();
}

function recall(): Followed | undefined {
  try {
    const { url, quoted } = Object(JSON.parse(sessionStorage.getItem(FOLLOW_KEY) ?? "null")) as Partial<Followed>;
    return typeof url === "string" && URL.canParse(url) && typeof quoted === "string" ? { url, quoted } : undefined;
  } catch {
    return undefined;
  }
}

/** The anchor tells which section was meant, wherever the browser stands by now; a server may add or drop index.html. */
function samePage(url: string): boolean {
  const path = ({ pathname }: { pathname: string }): string => pathname.replace(/(\/index)?(\.html)?\/?$/, "");
  return path(new URL(url)) === path(location);
}

function show({ url, quoted }: Followed): void {
  const anchor = anchorOf(new URL(url).hash.slice(1));
  const nodes = textNodes(document.body);
  const section = anchor ? nodes.filter((node) => !precedes(node, anchor)) : [];
  const ranges = rangesOf(section, quoted) ?? rangesOf(nodes, quoted) ?? [];
  for (const range of ranges) reveal(range.startContainer.parentElement ?? document.body);
  mark(ranges);
  const target = ranges[0]?.startContainer.parentElement ?? anchor;
  if (anchor) reveal(anchor);
  target?.scrollIntoView({ block: "center" });
  if (document.readyState !== "complete") addEventListener("load", () => target?.scrollIntoView({ block: "center" }), { once: true });
}

function anchorOf(fragment: string): HTMLElement | null {
  try {
    return document.getElementById(decodeURIComponent(fragment));
  } catch {
    return document.getElementById(fragment); // a bare percent sign
  }
}

function precedes(node: Node, anchor: Element): boolean {
  return (anchor.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_PRECEDING) !== 0;
}

const UNREAD = new Set(["SCRIPT", "STYLE", "NOSCRIPT", "TEMPLATE", "TEXTAREA"]);

function textNodes(root: Element): Text[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const nodes: Text[] = [];
  while (walker.nextNode()) {
    const node = walker.currentNode as Text;
    if (!UNREAD.has(node.parentElement?.tagName ?? "")) nodes.push(node);
  }
  return nodes;
}

function rangesOf(nodes: readonly Text[], quoted: string): Range[] | undefined {
  const spans = findQuoted(nodes.map((node) => node.data), quoted);
  if (spans.length === 0) return undefined;
  return spans.map(({ node, start, end }) => {
    const range = document.createRange();
    const text = nodes[node] as Text;
    range.setStart(text, start);
    range.setEnd(text, end);
    return range;
  });
}
