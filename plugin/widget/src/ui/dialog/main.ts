/** The dialog's module: loaded at the reader's first sign of intent, or to show a followed citation's passage. */
import { tell } from "../askdocs";
import type { Application, Boot } from "../boot";
import { deskOf } from "./application";
import { Dialog } from "./dialog";

export { follow } from "../highlight/follow";

export function start(boot: Boot): Application {
  const desk = deskOf(boot);
  const dialog = new Dialog(desk, boot.root);
  desk.site().catch(() => undefined); // told when the dialog opens or something is asked
  return {
    ready: async () => void (await desk.site()),
    search: (question, options) => desk.search(question, options),
    ask: (question, options) => desk.ask(question, options),
    open: (question) => {
      dialog.open(question);
      tell("askdocs:open", question === undefined ? {} : { question });
    },
    close: () => dialog.close(),
  };
}
