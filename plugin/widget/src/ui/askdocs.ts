/** `window.askdocs` and its events: what a site's own scripts may rely on. */
import type { Answer, AskOptions, Hit, SearchOptions } from "../engine/types";

export interface Askdocs {
  /** Its first read starts the load; rejects with `AskdocsError`. */
  readonly ready: Promise<Askdocs>;
  search(question: string, options?: SearchOptions): Promise<{ hits: Hit[] }>;
  ask(question: string, options?: AskOptions): Promise<Answer>;
  /** Opens the dialog, and asks `question` where one is given. */
  open(question?: string): void;
  close(): void;
}

/** Events on `document`, each with what its `detail` holds. */
export interface Events {
  "askdocs:open": { question?: string };
  "askdocs:answer": { question: string; answer: Answer };
  "askdocs:notfound": { question: string; answer: Answer };
  "askdocs:feedback": { question: string; helpful: boolean; reason?: string };
}

export function tell<Name extends keyof Events>(name: Name, detail: Events[Name]): void {
  document.dispatchEvent(new CustomEvent(name, { detail }));
}

declare global {
  interface Window {
    askdocs?: Askdocs;
  }
}
