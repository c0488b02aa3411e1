/** The page's end of the protocol: typed calls to the engine, in a worker or, failing that, in-thread. */
import { AskdocsError, asAskdocsError } from "../engine/errors";
import type { AllCalls, CallName, Handle, Message, Reply, Request } from "../worker/protocol";

export interface Client {
  /** Rejects with `AskdocsError`, or with the signal's reason once it is aborted. */
  call<Name extends CallName>(name: Name, takes: AllCalls[Name]["takes"], signal?: AbortSignal): Promise<AllCalls[Name]["gives"]>;
}

/** Sends one message; what comes back goes to the listener it was made with. */
export type Send = (message: Message) => void;

interface Pending {
  readonly resolve: (gives: never) => void;
  readonly reject: (reason: unknown) => void;
}

/** A client over any channel: `connect` gets the listener for replies and gives the sender. */
export function clientOver(connect: (listener: (reply: Reply) => void) => Send): Client {
  const pending = new Map<number, Pending>();
  let lastId = 0;

  const send = connect((reply) => {
    const call = pending.get(reply.id);
    pending.delete(reply.id);
    if ("error" in reply) call?.reject(asAskdocsError(reply.error));
    else call?.resolve(reply.gives as never);
  });

  return {
    call: (name, takes, signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const id = ++lastId;
        pending.set(id, { resolve, reject });
        send({ id, call: name, takes } as Request);
        signal?.addEventListener("abort", () => {
          if (!pending.delete(id)) return;
          send({ id, call: "cancel" });
          reject(signal.reason);
        });
      }),
  };
}

/** The engine in its worker or, without one, imported from `url` into this thread. */
export async function engineClient(url: string, worker: Worker | undefined): Promise<Client> {
  if (worker) return overWorker(worker);
  const handle = await importHandle(url);
  return clientOver((listener) => (message) => handle(message, listener));
}

function overWorker(worker: Worker): Client {
  return clientOver((listener) => {
    worker.onmessage = ({ data }: MessageEvent<Reply>) => listener(data);
    return (message) => worker.postMessage(message);
  });
}

async function importHandle(url: string): Promise<Handle> {
  try {
    const module = (await import(url)) as { readonly handle: Handle };
    return module.handle;
  } catch {
    const code = navigator.onLine ? "missing" : "offline";
    throw new AskdocsError(code, `${url} could not be loaded. Reload the page.`);
  }
}
