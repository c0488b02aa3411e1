/** Marks ranges on the page with the CSS Custom Highlight API, which changes no node; else with <mark> elements. */
const NAME = "askdocs";
const LOOK = "background-color: #ffe58a; color: #1f2328";
const MARKED = "askdocs-quoted";

/** Each range must lie within one text node. */
export function mark(ranges: readonly Range[]): void {
  unmark();
  adoptLook();
  if ("highlights" in CSS) CSS.highlights.set(NAME, new Highlight(...ranges));
  else for (const range of ranges) range.surroundContents(markElement());
}

function unmark(): void {
  if ("highlights" in CSS) CSS.highlights.delete(NAME);
  for (const marked of document.querySelectorAll(`.${MARKED}`)) marked.replaceWith(...marked.childNodes);
}

function markElement(): HTMLElement {
  const made = document.createElement("mark");
  made.className = MARKED;
  return made;
}

let look: CSSStyleSheet | undefined;

function adoptLook(): void {
  if (look) return;
  look = new CSSStyleSheet();
  look.insertRule(`.${MARKED} { ${LOOK} }`);
  for (const pseudo of [`::highlight(${NAME})`, "::target-text"]) {
    try {
      look.insertRule(`${pseudo} { ${LOOK} }`); // the browser's own mark looks the same, where both show
    } catch {
      continue; // a browser that does not know it refuses the rule
    }
  }
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, look];
}
