/**
 * On every page: `window.askdocs`, the launcher and the shortcuts. Everything else is loaded at the
 * reader's first sign of intent, and then at once: dialog, engine and manifest in one round.
 */
import type { Askdocs } from "../askdocs";
import type { Application, Config, DialogModule, Names } from "../boot";
import { FOLLOW_KEY } from "../boot";
import { startWorker } from "../start";
import { launcher } from "./launcher";
import { isShortcut } from "./shortcut";

declare global {
  interface Window {
    /** Material's stream of pages shown, with or without instant navigation. */
    document$?: { subscribe(next: () => void): void };
  }
}

function load(config: Config): void {
  const root = new URL("..", (document.currentScript as HTMLScriptElement).src).href;
  const at = (name: string): string => `${root}askdocs/${name}`;
  const importDialog = ({ dialog }: Names): Promise<DialogModule> => import(at(dialog));
  let application: Promise<Application> | undefined;

  const start = async (names: Names): Promise<Application> => {
    const manifest = fetch(at("manifest.json")).then(
      (response) => (response.ok ? response.arrayBuffer() : undefined),
      () => undefined,
    );
    const worker = startWorker(at(names.engine));
    const dialog = await importDialog(names);
    return dialog.start({ root, engine: names.engine, worker, manifest });
  };

  /** The names in this page may be of an earlier deployment: the manifest has today's. */
  const restart = async (): Promise<Application> => {
    const response = await fetch(at("manifest.json"), { cache: "no-cache" });
    return start(((await response.json()) as { widget: Names }).widget);
  };

  const fail = (): never => {
    application = undefined;
    const code = navigator.onLine ? "missing" : "offline";
    throw Object.assign(new Error(`${at("")}: the assistant could not be loaded. Reload the page.`), {
      name: "AskdocsError",
      code,
    });
  };

  const loaded = (): Promise<Application> => (application ??= start(config).catch(restart).catch(fail));

  const askdocs: Askdocs = {
    get ready() {
      return loaded().then((ready) => ready.ready().then(() => askdocs));
    },
    search: async (question, options) => (await loaded()).search(question, options),
    ask: async (question, options) => (await loaded()).ask(question, options),
    open: (question) => {
      button.complain("");
      loaded().then(
        (ready) => ready.open(question),
        (error: Error) => button.complain(config.launcher.failed ?? error.message),
      );
    },
    close: () => void application?.then((ready) => ready.close()),
  };
  const button = launcher(
    config.launcher,
    () => askdocs.open(),
    () => void loaded().catch(() => undefined),
  );

  const shown = (): void => {
    button.place();
    if (stored()) void importDialog(config).then((dialog) => dialog.follow());
  };
  window.askdocs = askdocs;
  if (window.document$) window.document$.subscribe(shown);
  else shown();
  addEventListener("hashchange", shown);
  addEventListener("keydown", (event) => {
    if (!isShortcut(event, config.shortcuts.ask)) return;
    event.preventDefault();
    askdocs.open();
  });
}

/** Storage may be switched off. */
function stored(): boolean {
  try {
    return FOLLOW_KEY in sessionStorage;
  } catch {
    return false;
  }
}

if (!window.askdocs) load("__ASKDOCS_CONFIG__" as unknown as Config);
