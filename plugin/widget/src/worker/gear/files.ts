/** The second gear's files: from Cache Storage, else from the site; none is used whose bytes are not those of its name. */
import { type Cursor, HASH_DIGITS, unpack } from "../../engine/container";
import { AskdocsError } from "../../engine/errors";

const NAME = new RegExp(`^[a-z]+-([0-9a-f]{${HASH_DIGITS}})\\.bin$`);

/** What there is to be asked for; `download`: whether it may come from the server. */
export interface Wanted {
  /** The folder `askdocs/`, absolute. */
  readonly folder: string;
  readonly download: boolean;
  /** Told of every piece of a download that has come. */
  readonly came: (bytes: number) => void;
}

/** The body of the file `name` of `kind`; undefined where it is not cached and must not be downloaded. */
export async function read(name: string, kind: string, wanted: Wanted, cache: Cache | undefined): Promise<Cursor | undefined> {
  const digits = NAME.exec(name)?.[1];
  if (digits === undefined) throw new AskdocsError("corrupt", `${name}: not a name of the second gear's files.`);
  const url = new URL(name, wanted.folder).href;
  const kept = await (await cache?.match(url))?.arrayBuffer();
  if (kept) {
    const body = await unpack(name, kind, digits, new Uint8Array(kept)).catch(() => undefined);
    if (body) return body;
    await cache?.delete(url); // damaged where it was kept
  }
  if (!wanted.download) return undefined;
  const bytes = await download(url, name, wanted.came);
  const body = await unpack(name, kind, digits, bytes);
  await cache?.put(url, new Response(bytes)).catch(() => undefined); // no room: it will be downloaded again
  return body;
}

async function download(url: string, name: string, came: (bytes: number) => void): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const response = await fetch(url, { mode: "same-origin", cache: "no-store" }); // once is enough to keep 18 MB
    if (!response.ok || !response.body) throw new AskdocsError("missing", `${name}: the server answered ${response.status}.`);
    return await collected(response.body, came);
  } catch (thrown) {
    if (thrown instanceof AskdocsError) throw thrown;
    throw new AskdocsError("offline", `${name}: the connection broke off.`);
  }
}

async function collected(body: ReadableStream<Uint8Array>, came: (bytes: number) => void): Promise<Uint8Array<ArrayBuffer>> {
  const reader = body.getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for (let step = await reader.read(); !step.done; step = await reader.read()) {
    chunks.push(step.value as Uint8Array<ArrayBuffer>);
    came(step.value.length);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}
