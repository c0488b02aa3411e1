/** What `window.askdocs` does once it is loaded; the dialog asks through it too, so events come from one place. */
import type { Answer, AskOptions, Corrected, Filters, Geared, Incomplete, SearchOptions, Searched, Starters, Together } from "../../engine/types";
import { tell } from "../askdocs";
import type { Boot } from "../boot";
import type { Client } from "../client";
import { type Engine, engineOf } from "./engine";
import { gearFrom } from "./gear_offer";
import { type Settings, settingsFrom } from "./settings";
import type { GearCalls, GearNames } from "../../worker/protocol";

export interface Site {
  readonly language: string;
  readonly starters: Starters;
  readonly filters: Filters;
  readonly settings: Settings;
}

/** The engine as the dialog and the site's scripts use it. */
export interface Desk {
  /** What the manifest says, once it is there. */
  site(): Promise<Site>;
  search(question: string, options?: SearchOptions, signal?: AbortSignal): Promise<Searched>;
  ask(question: string, options?: AskOptions, signal?: AbortSignal): Promise<Answer & Corrected & Together & Incomplete & Geared>;
  /** What `search` would give, where it has nothing to fetch; null where it has. */
  atHand(question: string, options?: SearchOptions, signal?: AbortSignal): Promise<Searched | null>;
  /** The second gear's calls, where the site offers it. */
  readonly gear?: GearDesk;
}

export interface GearDesk {
  shift(names: GearNames, download: boolean): Promise<GearCalls["shift"]["gives"]>;
  shifting(): Promise<GearCalls["shifting"]["gives"]>;
  stay(forget: boolean): Promise<true>;
}

export function deskOf(boot: Boot): Desk {
  const engine = engineOf(boot);
  const desk: Desk = {
    site: async () => {
      const { site } = await engine();
      const { language, starters, filters } = site;
      return { language, starters, filters, settings: (SECOND_GEAR ? gearedSettings : settingsFrom)(site.ui, boot.root) };
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
  return SECOND_GEAR ? { ...desk, gear: gearDesk(engine) } : desk;
}

function gearedSettings(ui: unknown, root: string): Settings {
  return { ...settingsFrom(ui, root), gear: gearFrom(ui) };
}

function gearDesk(engine: () => Promise<Engine>): GearDesk {
  const client = async (): Promise<Client> => (await engine()).client;
  return {
    shift: async (names, download) => (await client()).call("shift", { names, download }),
    shifting: async () => (await client()).call("shifting", {}),
    stay: async (forget) => (await client()).call("stay", { forget }),
  };
}
