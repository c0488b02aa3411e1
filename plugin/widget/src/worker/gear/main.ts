/*! Loads encoder-*.bin: all-MiniLM-L6-v2 by the Sentence-Transformers team (https://www.sbert.net), Apache License 2.0
 *  (https://www.apache.org/licenses/LICENSE-2.0), with 8-bit weights and a projection to fewer dimensions by Askdocs. */
/** The second gear's worker: loads the encoder, then gives each text its vector. */
import { asAskdocsError } from "../../engine/errors";
import type { Encode } from "../../engine/types";
import type { GearFailure, GearState } from "../protocol";
import { openEncoder } from "./encoder";
import { read } from "./files";
import { evictAllBut, openCache } from "./kept";
import type { FromGear, ToGear } from "./messages";

const EMPTY_MODULE = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0); // magic and version
const TOLD_EVERY_MS = 100;

type Load = Extract<ToGear, { readonly site: string }>;

let encode: Encode | undefined;

async function load({ site, names, download }: Load): Promise<GearState> {
  if (!mayCompile()) return "blocked"; // before 18 MB are downloaded for nothing
  const folder = new URL("askdocs/", site).href;
  const cache = await openCache(site);
  await evictAllBut([names.runtime, names.encoder], folder, cache);
  const bytes = counter();
  const wanted = { folder, download, came: bytes.came };
  const runtime = await read(names.runtime, "R", wanted, cache);
  const encoder = runtime && (await read(names.encoder, "E", wanted, cache));
  if (!runtime || !encoder) return "absent";
  say({ bytes: bytes.total(), all: true });
  const opened = await openEncoder(encoder, runtime);
  await opened("warm up");
  encode = opened;
  return "ready";
}

async function vectorOf(text: string): Promise<readonly number[] | undefined> {
  return encode?.(text);
}

function mayCompile(): boolean {
  try {
    return Boolean(new WebAssembly.Module(EMPTY_MODULE));
  } catch {
    return false;
  }
}

/** Counts what comes, and tells of it now and then. */
function counter(): { came(bytes: number): void; total(): number } {
  let total = 0;
  let told = 0;
  const came = (bytes: number): void => {
    total += bytes;
    if (performance.now() - told < TOLD_EVERY_MS) return;
    told = performance.now();
    say({ bytes: total, all: false });
  };
  return { came, total: () => total };
}

/** What went wrong, as far as it can be told; what onnxruntime cannot allocate it says in words. */
function failure(thrown: unknown): GearFailure {
  const { code, message } = asAskdocsError(thrown);
  if (code === "offline" || code === "missing") return "offline";
  return thrown instanceof RangeError || /memory|alloc/i.test(message) ? "memory" : "corrupt";
}

function say(message: FromGear): void {
  postMessage(message);
}

onmessage = ({ data }: MessageEvent<ToGear>) => {
  const done: Promise<FromGear> =
    "site" in data
      ? load(data).then((state) => ({ state }))
      : vectorOf(data.text).then((vector) => ({ id: data.id, vector }));
  done.then(say, (thrown: unknown) => say({ state: failure(thrown) }));
};
