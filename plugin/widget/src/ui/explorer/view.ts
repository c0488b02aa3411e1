/** The explorer on a page: a question, what it was read as, three sliders, and the sections that they rank. */
import { asAskdocsError } from "../../engine/errors";
import type { Explorer, Reading, Row, Trial } from "../../engine/explore";
import { button, element } from "../element";

const SHOWN = 10; // sections

/** Of the index. */
export interface Fetched {
  readonly files: number;
  readonly bytes: number;
}

interface Slider {
  readonly name: keyof Trial;
  readonly label: string;
  readonly max: number;
  readonly step: number;
}

const SLIDERS: readonly Slider[] = [
  { name: "vectors", label: "Weight of the vectors", max: 1, step: 0.05 },
  { name: "k1", label: "BM25 k1: how far repeated words count", max: 3, step: 0.1 },
  { name: "b", label: "BM25 b: how far long passages are held back", max: 1, step: 0.05 },
];
const PARTS = ["words", "page", "meaning", "order"] as const;
const PART_NAMES = { words: "BM25 of the passage", page: "BM25 of the page", meaning: "likeness of the vectors", order: "pairs of words" };

export class ExplorerView {
  private readonly input = element("input", { type: "search", name: "question", maxlength: "1000", autocomplete: "off" });
  private readonly status = element("p", { role: "status", class: "askdocs-lab-status" });
  private readonly sliders = new Map<keyof Trial, HTMLInputElement>();
  private readonly result = element("div");
  private reading: Reading | undefined;
  private asked = 0;

  constructor(
    place: HTMLElement,
    private readonly open: () => Promise<Explorer>,
    private readonly fetched: () => Fetched, // since it was asked last
  ) {
    const form = element("form", {}, element("label", {}, "Question ", this.input), element("button", { class: "md-button md-button--primary" }, "Look inside"));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.ask(this.input.value);
    });
    this.input.value = place.dataset["question"] ?? "";
    place.replaceChildren(form, this.status, this.result);
    place.classList.add("askdocs-lab");
  }

  private async ask(question: string): Promise<void> {
    const turn = ++this.asked;
    this.status.textContent = "Reading …";
    try {
      const reading = await (await this.open()).read(question);
      if (turn !== this.asked) return; // a later question is under way
      this.show(reading, this.fetched());
    } catch (thrown) {
      if (turn === this.asked) this.status.textContent = asAskdocsError(thrown).message;
    }
  }

  private show(reading: Reading, fetched: Fetched): void {
    this.reading = reading;
    this.status.textContent = `Read as “${reading.text}”. ${cost(fetched)} ${reading.compared} passages were compared.`;
    const table = element("div");
    const rank = (): void => table.replaceChildren(...this.ranking(this.trial()));
    this.result.replaceChildren(termsTable(reading), this.controls(reading.usual, rank), table);
    rank();
  }

  private controls(usual: Trial, changed: () => void): HTMLElement {
    const rows = SLIDERS.map((slider) => this.slider(slider, usual[slider.name], changed));
    const reset = button({ class: "md-button" }, () => {
      for (const { name } of SLIDERS) this.set(name, usual[name]);
      changed();
    }, "As this site has them");
    return element("fieldset", {}, element("legend", {}, "Constants"), ...rows, reset);
  }

  private slider({ name, label, max, step }: Slider, value: number, changed: () => void): HTMLElement {
    const input = element("input", { type: "range", min: "0", max: String(max), step: String(step) });
    const output = element("output");
    const tell = (): void => void (output.textContent = Number(input.value).toFixed(2));
    input.addEventListener("input", () => (tell(), changed()));
    input.addEventListener("askdocs-set", tell);
    this.sliders.set(name, input);
    this.set(name, value);
    tell();
    return element("label", {}, element("span", {}, label), input, output);
  }

  private set(name: keyof Trial, value: number): void {
    const input = this.sliders.get(name);
    if (!input) return;
    input.value = String(value);
    input.dispatchEvent(new Event("askdocs-set"));
  }

  private trial(): Trial {
    const value = (name: keyof Trial): number => Number(this.sliders.get(name)?.value ?? 0);
    return { vectors: value("vectors"), k1: value("k1"), b: value("b") };
  }

  private ranking(trial: Trial): HTMLElement[] {
    const started = performance.now();
    const rows = this.reading?.rank(trial) ?? [];
    const took = performance.now() - started;
    if (rows.length === 0) return [element("p", {}, "Nothing on this site shares a word or a meaning with that.")];
    const names = ["Place", "Section", "Score", "What it is made of", "By BM25", "By vectors"];
    const head = element("tr", {}, ...names.map((name) => element("th", { scope: "col" }, name)));
    const body = rows.slice(0, SHOWN).map((row, i) => rankedRow(row, i + 1, rows[0]?.score ?? 1));
    const caption = `${rows.length} sections, ranked in ${took.toFixed(1)} ms; the best ${body.length}.`;
    return [scrolled("Ranking", element("table", {}, element("caption", {}, caption), element("thead", {}, head), element("tbody", {}, ...body))), legend()];
  }
}

function cost({ files, bytes }: Fetched): string {
  if (files === 0) return "Everything for it was at hand.";
  return `${files} ${files === 1 ? "file" : "files"}, ${(bytes / 1000).toFixed(1)} KB of the index, were fetched for it.`;
}

function termsTable(reading: Reading): HTMLElement {
  const rows = reading.terms.map(({ term, weight, known }) =>
    element("tr", {}, element("td", {}, element("code", {}, term)), element("td", {}, weight.toFixed(2)), element("td", {}, known ? "yes" : "no")),
  );
  const head = element("tr", {}, ...["Term", "Weight (idf)", "On this site"].map((name) => element("th", { scope: "col" }, name)));
  return scrolled("Terms", element("table", {}, element("caption", {}, "The question’s terms"), element("thead", {}, head), element("tbody", {}, ...rows)));
}

function rankedRow(row: Row, place: number, best: number): HTMLElement {
  const link = element("a", { href: row.url }, row.headings.at(-1) ?? row.title);
  const above = row.headings.length > 1 ? ` – ${row.title}` : "";
  const at = (number: number): HTMLElement => element("td", {}, number ? String(number) : "–");
  return element("tr", {}, at(place), element("td", {}, link, above), element("td", {}, row.score.toFixed(3)), element("td", {}, bar(row, best)), at(row.places.words), at(row.places.meaning));
}

/** The parts of a score side by side, as wide as they are large; what they are is said in words, too. */
function bar(row: Row, best: number): HTMLElement {
  const said = PARTS.filter((part) => row[part] > 0).map((part) => `${PART_NAMES[part]} ${row[part].toFixed(3)}`);
  const boost = row.boost === 1 ? [] : [`the page’s factor ${row.boost}`];
  const made = element("span", { class: "askdocs-lab-bar", role: "img", "aria-label": [...said, ...boost].join(", "), title: [...said, ...boost].join("\n") });
  for (const part of PARTS) {
    const piece = element("span", { "data-part": part });
    piece.style.width = `${(100 * row[part] * row.boost) / Math.max(best, 1e-9)}%`;
    made.append(piece);
  }
  return made;
}

function legend(): HTMLElement {
  const entries = PARTS.map((part) => element("span", {}, element("span", { class: "askdocs-lab-key", "data-part": part }), ` ${PART_NAMES[part]} `));
  return element("p", { class: "askdocs-lab-legend" }, ...entries);
}

function scrolled(label: string, table: HTMLTableElement): HTMLElement {
  return element("div", { class: "askdocs-lab-scroll", role: "region", "aria-label": label, tabindex: "0" }, table);
}
