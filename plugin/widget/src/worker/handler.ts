/** Answers the page's messages with one session; knows neither worker nor page. */
import { asAskdocsError } from "../engine/errors";
import type { FetchBytes, OpenSession, Session } from "../engine/types";
import { fetchFrom, startingWith } from "./fetch_bytes";
import type { AllCalls, CallName, Calls, Handle, Request } from "./protocol";
import { secondGear } from "./second_gear";

type Fetching = (base: string) => FetchBytes;

/** A `Handle` over the session that the last `open` call made; `open` may be called again after a failure. */
export function handler(openSession: OpenSession, fetching: Fetching = fetchFrom): Handle {
  const cancelled = new Set<number>();
  let session: Promise<Session> = Promise.reject(new Error("The first call must be open."));
  const gear = SECOND_GEAR ? secondGear() : undefined;
  session.catch(() => undefined);

  const calls: { [Name in keyof Calls]: (takes: Calls[Name]["takes"]) => Promise<Calls[Name]["gives"]> } = {
    open: async ({ base, manifest }) => {
      const fetchBytes = startingWith(manifest, fetching(base));
      session = openSession(SECOND_GEAR && gear ? { fetchBytes, base, ...gear.at(base) } : { fetchBytes, base });
      return (await session).site;
    },
    search: async ({ question, ...options }) => (await session).search(question, options),
    atHand: async ({ question, ...options }) => (await session).atHand(question, options),
    ask: async ({ question, ...options }) => (await session).ask(question, options),
  };
  const all = SECOND_GEAR ? { ...calls, ...gear?.calls } : calls;

  const run = async ({ id, call, takes }: Request): Promise<AllCalls[CallName]["gives"] | undefined> => {
    await Promise.resolve(); // a cancellation that came with the same batch of messages is seen first
    if (cancelled.has(id)) return undefined;
    return (all as Record<string, (takes: Request["takes"]) => Promise<AllCalls[CallName]["gives"]>>)[call]?.(takes);
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
