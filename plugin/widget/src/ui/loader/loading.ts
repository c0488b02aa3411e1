/** Loading the rest: dialog, engine and manifest in one round, and once more if a deployment renamed them. */
import type { Application, DialogModule, Names } from "../boot";
import { startWorker } from "../start";

export interface Loading {
  /** The application, loaded at the first call; after a failure the next call tries again. */
  application(): Promise<Application>;
  /** The same, if it was called before. */
  begun(): Promise<Application> | undefined;
  /** The dialog's module alone, without the engine. */
  dialog(): Promise<DialogModule>;
}

/** `root`: the site's, ending in `/`. Rejects with what is an `AskdocsError` but for its class. */
export function loadingFrom(root: string, names: Names): Loading {
  const at = (name: string): string => `${root}askdocs/${name}`;
  let loaded: Promise<Application> | undefined;

  const start = async ({ dialog, engine }: Names): Promise<Application> => {
    const manifest = fetch(at("manifest.json")).then(
      (response) => (response.ok ? response.arrayBuffer() : undefined),
      () => undefined,
    );
    const worker = startWorker(at(engine));
    const module = (await import(at(dialog))) as DialogModule;
    return module.start({ root, engine, worker, manifest });
  };

  /** The names in this page may be of an earlier deployment: the manifest has today's. */
  const restart = async (): Promise<Application> => {
    const response = await fetch(at("manifest.json"), { cache: "no-cache" });
    return start(((await response.json()) as { widget: Names }).widget);
  };

  const fail = (): never => {
    loaded = undefined;
    const code = navigator.onLine ? "missing" : "offline";
    const message = `${at("")}: the assistant could not be loaded. Reload the page.`;
    throw Object.assign(new Error(message), { name: "AskdocsError", code });
  };

  return {
    application: () => (loaded ??= start(names).catch(restart).catch(fail)),
    begun: () => loaded,
    dialog: () => import(at(names.dialog)),
  };
}
