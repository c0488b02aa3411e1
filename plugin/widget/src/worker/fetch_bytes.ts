/** The files of the site's `askdocs/` folder over HTTP, from the site's own origin only. */
import { AskdocsError } from "../engine/errors";
import type { FetchBytes } from "../engine/types";

const MANIFEST = "manifest.json";
const FILE_NAME = /^\w[\w.-]*$/;
/** Far above any shard or manifest: a server that sends more is not serving an index. */
const MAX_FILE_BYTES = 32 * 1024 * 1024;

/** Fetches from `base` + `askdocs/`; a network failure or a server error is `offline`, an absent file `missing`. */
export function fetchFrom(base: string): FetchBytes {
  return async (name, { fresh = false } = {}) => {
    if (!FILE_NAME.test(name)) throw new AskdocsError("corrupt", `${name}: not a name of an index file.`);
    const response = await request(new URL(`askdocs/${name}`, base), fresh);
    refuse(name, response.status);
    return read(name, response);
  };
}

/** Serves `manifest` for the first request of the manifest that need not be fresh, the rest from `next`. */
export function startingWith(manifest: ArrayBuffer | undefined, next: FetchBytes): FetchBytes {
  let held = manifest;
  return async (name, options = {}) => {
    const bytes = name === MANIFEST && options.fresh !== true ? held : undefined;
    if (bytes === undefined) return next(name, options);
    held = undefined;
    return new Uint8Array(bytes);
  };
}

async function request(url: URL, fresh: boolean): Promise<Response> {
  try {
    // same-origin mode also refuses a redirect to another origin; reload, unlike no-cache, replaces
    // damaged bytes in the browser's cache that the server would confirm as unchanged
    return await fetch(url, { mode: "same-origin", cache: fresh ? "reload" : "default" });
  } catch {
    throw new AskdocsError("offline", `${url.pathname} could not be fetched. Check the connection, then try again.`);
  }
}

function refuse(name: string, status: number): void {
  if (status >= 200 && status < 300) return;
  const code = status >= 500 || status === 429 ? "offline" : "missing";
  throw new AskdocsError(code, `${name}: the server answered ${status}. Reload the page; if it stays so, rebuild the site.`);
}

async function read(name: string, response: Response): Promise<Uint8Array> {
  const declared = Number(response.headers.get("content-length") ?? 0);
  if (declared > MAX_FILE_BYTES) throw tooLarge(name, declared);
  const bytes = await response.arrayBuffer().catch(() => {
    throw new AskdocsError("offline", `${name}: the connection broke off. Try again.`);
  });
  if (bytes.byteLength > MAX_FILE_BYTES) throw tooLarge(name, bytes.byteLength);
  return new Uint8Array(bytes);
}

function tooLarge(name: string, bytes: number): AskdocsError {
  return new AskdocsError("corrupt", `${name}: ${bytes} bytes, but an index file has at most ${MAX_FILE_BYTES}.`);
}
