/** The laboratory on a page: Python on request, and the cells that run in it. */
import type { Description } from "../../worker/lab/messages";
import { button, element } from "../element";
import { Cell } from "./cell";
import { Interpreter, type Listener } from "./interpreter";

export class Laboratory implements Listener {
  private readonly status = element("p", { role: "status", class: "askdocs-lab-status" });
  private readonly starter = button({ class: "md-button md-button--primary" }, () => this.start(), "Start Python");
  private readonly cells: readonly Cell[];
  private readonly interpreter: Interpreter;
  private total = 0;
  private running: number | undefined;

  constructor(
    place: HTMLElement,
    private readonly here: URL,
  ) {
    this.interpreter = new Interpreter(new URL("worker.js", here), this);
    for (const note of place.querySelectorAll("[data-askdocs-without]")) note.remove();
    this.cells = [...place.querySelectorAll("pre > code")].map((code, i) => this.cell(code, i));
    place.prepend(element("div", { class: "askdocs-lab-start" }, this.starter, this.status));
    place.classList.add("askdocs-lab");
    void this.describe();
  }

  fetched(bytes: number): void {
    this.status.textContent = `Fetching: ${megabytes(bytes)} of ${megabytes(this.total)} MB.`;
  }

  starting(): void {
    this.status.textContent = "Starting Python.";
  }

  ready(): void {
    this.status.textContent = "Python is ready. Run the cells from the top; each may use what those before it defined.";
    this.starter.hidden = true;
    this.allow(true);
  }

  failed(message: string): void {
    this.settle("Python was ended.");
    this.status.textContent = message;
    this.starter.hidden = false;
    this.starter.disabled = false;
    this.allow(false);
  }

  output(cell: number, text: string): void {
    this.cells[cell]?.print(text);
  }

  done(cell: number, error: string): void {
    if (cell === this.running) this.settle(error);
    this.allow(true);
  }

  private cell(code: Element, i: number): Cell {
    const made = new Cell(`Cell ${i + 1}`, (code.textContent ?? "").trimEnd(), { run: (text) => this.run(i, text), stop: () => this.stop() });
    (code.closest(".highlight") ?? code.parentElement ?? code).replaceWith(made.root);
    return made;
  }

  private async describe(): Promise<void> {
    const response = await fetch(new URL("laboratory.json", this.here), { mode: "same-origin" }).catch(() => undefined);
    if (!response?.ok) return void (this.status.textContent = "The laboratory’s files could not be found. Reload the page to try again.");
    const { files, python, pyodide } = (await response.json()) as Description;
    this.total = Object.values(files).reduce((sum, [bytes]) => sum + bytes, 0);
    this.starter.textContent = `Start Python (${megabytes(this.total)} MB)`;
    this.status.textContent = `Python ${python} (Pyodide ${pyodide}) is downloaded from this site and runs in your browser. Nothing is sent.`;
  }

  private start(): void {
    this.starter.disabled = true;
    this.status.textContent = "Fetching.";
    this.interpreter.start();
  }

  private run(cell: number, code: string): void {
    this.running = cell;
    this.allow(false);
    this.cells[cell]?.begun();
    this.interpreter.run(cell, code);
  }

  /** An endless loop cannot be talked to: its worker goes, a new one comes. */
  private stop(): void {
    this.settle("Stopped.");
    this.interpreter.start();
    this.status.textContent = "Stopped. Python is started anew; what the cells had defined is gone.";
  }

  private settle(said: string): void {
    if (this.running !== undefined) this.cells[this.running]?.ended(said);
    this.running = undefined;
  }

  private allow(allowed: boolean): void {
    for (const cell of this.cells) cell.allow(allowed);
  }
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
