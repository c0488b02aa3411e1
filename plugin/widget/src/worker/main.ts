/** The engine's file: in a worker it listens, in a page `handle` answers the same messages in-thread. */
import { openSession } from "../engine/session";
import { handler } from "./handler";
import type { Message } from "./protocol";

export const handle = handler(openSession);

if (!("document" in globalThis)) {
  globalThis.onmessage = ({ data }: MessageEvent<Message>) => handle(data, (reply) => postMessage(reply));
}
