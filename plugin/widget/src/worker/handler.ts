/** Answers the page's messages with one session; knows neither worker nor page. */
import { asAskdocsError } from "../engine/errors";
import type { FetchBytes, OpenSession, Session } from "../engine/types";
import { fetchFrom, startingWith } from "./fetch_bytes";
import type { CallName, Calls, Handle, Request } from "./protocol";

type Fetching = (base: string) => FetchBytes;

/** A `Handle` over the session that the last `open` call made; `open` may be called again after a failure. */
export function handler(openSession: OpenSession, fetching: Fetching = fetchFrom): Handle {
  const cancelled = new Set<number>();
  let session: Promise<Session> = Promise.reject(new Error("The first call must be open."));
  session.catch(() => undefined);

  const calls: { [Name in CallName]: (takes: Calls[Name]["takes"]) => Promise<Calls[Name]["gives"]> } = {
    open: async ({ base, manifest }) => {
      const fetchBytes = startingWith(manifest, fetching(base));
      session = openSession({ fetchBytes, base });
      return (await session).site;
    },
    search: async ({ question, ...options }) => (await session).search(question, options),
    atHand: async ({ question, ...options }) => (await session).atHand(question, options),
    ask: async ({ question, ...options }) => (await session).ask(question, options),
  };

  const run = async ({ id, call, takes }: Request): Promise<Calls[CallName]["gives"] | undefined> => {
    await Promise.resolve(); // a cancellation that came with the same batch of messages is seen first
    if (cancelled.has(id)) return undefined;
    return (calls[call] as (takes: Request["takes"]) => Promise<Calls[CallName]["gives"]>)(takes);
  };

  return (message, reply) => {
    const { id } = message;
    if (message.call === "cancel") return void cancelled.add(id);
    const answer = (settle: () => void): void => void (cancelled.delete(id) || settle());
    run(message).then(
      (gives) => answer(() => gives !== undefined && reply({ id, gives })),
      (thrown: unknown) => {
        const { code, message: text } = asAskdocsError(thrown);
        answer(() => reply({ id, error: { code, message: text } }));
      },
    );
  };
}
