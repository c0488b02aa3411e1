/**
 * On every page: `window.askdocs`, the launcher and the shortcuts. Everything else is loaded at the
 * reader's first sign of intent.
 */
import type { Askdocs } from "../askdocs";
import type { Config } from "../boot";
import { FOLLOW_KEY } from "../boot";
import { launcher } from "./launcher";
import { type Loading, loadingFrom } from "./loading";
import { isShortcut } from "./shortcut";

declare global {
  interface Window {
    /** Material's stream of pages shown, with or without instant navigation. */
    document$?: { subscribe(next: () => void): void };
  }
}

function load(config: Config): void {
  const root = new URL("..", (document.currentScript as HTMLScriptElement).src).href;
  const loading = loadingFrom(root, config);
  const askdocs = askdocsOver(loading, (error) => button.complain(error && (config.launcher.failed ?? error.message)));
  const warm = (): void => void loading.application().catch(() => undefined);
  const button = launcher(config.launcher, () => askdocs.open(), warm);
  const shown = (): void => {
    button.place();
    if (isFollowing()) void loading.dialog().then((dialog) => dialog.follow());
  };

  window.askdocs = askdocs;
  addEventListener("keydown", (event) => {
    if (!isShortcut(event, config.shortcuts.ask)) return;
    event.preventDefault();
    askdocs.open();
  });
  addEventListener("hashchange", shown);
  // last: an author's selector that is none throws here, and the shortcuts work all the same
  if (window.document$) window.document$.subscribe(shown);
  else shown();
}

/** `complain` is told why the dialog does not open, and takes it back at the next try. */
function askdocsOver({ application, begun }: Loading, complain: (error?: Error) => void): Askdocs {
  const askdocs: Askdocs = {
    get ready() {
      return application().then((ready) => ready.ready().then(() => askdocs));
    },
    search: async (question, options) => (await application()).search(question, options),
    ask: async (question, options) => (await application()).ask(question, options),
    open: (question) => {
      complain();
      application().then((ready) => ready.open(question), complain);
    },
    close: () => void begun()?.then((ready) => ready.close(), () => undefined),
  };
  return askdocs;
}

/** Whether a citation led here. Storage may be switched off. */
function isFollowing(): boolean {
  try {
    return FOLLOW_KEY in sessionStorage;
  } catch {
    return false;
  }
}

if (!window.askdocs) load("__ASKDOCS_CONFIG__" as unknown as Config);
