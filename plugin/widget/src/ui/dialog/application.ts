/** What `window.askdocs` does once it is loaded; the dialog asks through it too, so events come from one place. */
import type { Answer, AskOptions, Corrected, Filter, Filters, Hit, Incomplete, SearchOptions, Together } from "../../engine/types";
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
  search(question: string, options?: SearchOptions, signal?: AbortSignal): Promise<{ hits: Hit[] } & Corrected & Incomplete>;
  ask(question: string, options?: AskOptions, signal?: AbortSignal): Promise<Answer & Corrected & Together & Incomplete>;
  /** Whether `search` could answer at once, without fetching. */
  cached(question: string, filter: Filter, signal?: AbortSignal): Promise<boolean>;
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
    cached: async (question, filter, signal) => (await engine()).client.call("cached", { question, filter }, signal),
  };
}
