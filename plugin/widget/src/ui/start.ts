/** Starting the engine's worker, watched from its first moment: a script that is gone fails before anyone asks. */
import type { Message } from "../worker/protocol";

/** The worker at `url` once it answers; undefined where workers are not to be had or its script does not load. */
export function startWorker(url: string): Promise<Worker | undefined> {
  return new Promise((resolve) => {
    try {
      const worker = new Worker(url, { type: "module" });
      worker.onmessage = () => resolve(worker);
      worker.onerror = () => resolve(undefined);
      worker.postMessage({ id: 0, call: "atHand", takes: { question: "" } } satisfies Message); // any call is answered
    } catch {
      resolve(undefined);
    }
  });
}
