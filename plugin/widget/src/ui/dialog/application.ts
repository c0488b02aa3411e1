/** What `window.askdocs` does once it is loaded; the dialog asks through it too, so events come from one place. */
import type { Answer, AskOptions, Corrected, Filters, Incomplete, SearchOptions, Searched, Together } from "../../engine/types";
import { tell } from "../askdocs";
import type { Boot } from "../boot";
import { engineOf } from "./engine";
import { type Settings, settingsFrom } from "./settings";

export interface Site {
  readonly language: string;
  readonly starters: readonly string[];
  readonly filters: Filters;
  readonly settings: Settings;
}

/** The engine as the dialog and the site's scripts use it. */
export interface Desk {
  /** What the manifest says, once it is there. */
  site(): Promise<Site>;
  search(question: string, options?: SearchOptions, signal?: AbortSignal): Promise<Searched>;
  ask(question: string, options?: AskOptions, signal?: AbortSignal): Promise<Answer & Corrected & Together & Incomplete>;
  /** What `search` would give, where it has nothing to fetch; null where it has. */
  atHand(question: string, options?: SearchOptions, signal?: AbortSignal): Promise<Searched | null>;
}

export function deskOf(boot: Boot): Desk {
  const engine = engineOf(boot);
  return {
    site: async () => {
      const { site } = await engine();
      const { language, starters, filters } = site;
      return { language, starters, filters, settings: settingsFrom(site.ui, boot.root) };
    },
    search: async (question, options, signal) => {
      const { client } = await engine();
      return client.call("search", { ...options, question }, signal);
    },
    ask: async (question, options, signal) => {
      const { client } = await engine();
      const answer = await client.call("ask", { ...options, question }, signal);
      tell(answer.status === "not_found" ? "askdocs:notfound" : "askdocs:answer", { question, answer });
      return answer;
    },
    atHand: async (question, options, signal) => (await engine()).client.call("atHand", { ...options, question }, signal),
  };
}
