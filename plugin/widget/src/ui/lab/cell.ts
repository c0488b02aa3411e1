/** A cell: code that a reader may change, run, stop and put back. */
import { button, element } from "../element";

const MOST_ROWS = 24;

export interface CellActs {
  run(code: string): void;
  stop(): void;
}

export class Cell {
  readonly root: HTMLElement;
  private readonly code: HTMLTextAreaElement;
  private readonly output = element("pre", { class: "askdocs-lab-output", role: "log", tabindex: "0", hidden: true });
  private readonly start: HTMLButtonElement;
  private readonly halt: HTMLButtonElement;

  constructor(
    name: string,
    private readonly original: string,
    acts: CellActs,
  ) {
    this.code = element("textarea", { "aria-label": `${name}, Python`, spellcheck: "false", autocapitalize: "off", autocomplete: "off", wrap: "off" });
    this.output.setAttribute("aria-label", `${name}, output`);
    this.start = button({ class: "md-button md-button--primary", disabled: true, "aria-label": `Run ${name.toLowerCase()}` }, () => acts.run(this.code.value), "Run");
    this.halt = button({ class: "md-button", hidden: true, "aria-label": `Stop ${name.toLowerCase()}` }, () => acts.stop(), "Stop");
    const reset = button({ class: "md-button", "aria-label": `Reset ${name.toLowerCase()}` }, () => this.reset(), "Reset");
    this.code.addEventListener("input", () => this.fit());
    this.code.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || this.start.disabled) return;
      event.preventDefault();
      acts.run(this.code.value);
    });
    this.root = element("div", { class: "askdocs-lab-cell" }, this.code, element("div", { class: "askdocs-lab-acts" }, this.start, this.halt, reset), this.output);
    this.reset();
  }

  /** Whether it may be run. */
  allow(allowed: boolean): void {
    this.start.disabled = !allowed;
  }

  begun(): void {
    this.output.replaceChildren();
    this.output.hidden = false;
    this.halt.hidden = false;
    this.halt.focus();
  }

  print(text: string): void {
    this.output.append(text);
  }

  /** `said`: an error, or "". */
  ended(said: string): void {
    if (said) this.output.append(element("span", { class: "askdocs-lab-error" }, said));
    if (!this.output.textContent) this.output.textContent = "Done; nothing was printed.";
    const focused = document.activeElement === this.halt;
    this.halt.hidden = true;
    if (focused) this.code.focus();
  }

  private reset(): void {
    this.code.value = this.original;
    this.output.hidden = true;
    this.output.replaceChildren();
    this.fit();
  }

  private fit(): void {
    this.code.rows = Math.min(this.code.value.split("\n").length, MOST_ROWS);
  }
}
