/** The dialog's way to the engine: opened once, reopened after a failure. */
import type { SiteInfo } from "../../engine/types";
import { type Client, engineClient } from "../client";
import type { Boot, Names } from "../boot";
import { startWorker } from "../start";

export interface Engine {
  readonly client: Client;
  readonly site: SiteInfo;
}

/** Gives the opened engine; a failure is not remembered, so that the next call tries again. */
export function engineOf(boot: Boot): () => Promise<Engine> {
  const started = startedOnce(boot);
  let manifest: Boot["manifest"] | undefined = boot.manifest; // as fresh as the loader; a second try asks the server
  const open = async (): Promise<Engine> => {
    const client = await started();
    const held = await manifest;
    manifest = undefined;
    const site = await client.call("open", { base: boot.root, ...(held && { manifest: held }) });
    return { client, site };
  };
  return rememberingSuccess(open);
}

function startedOnce(boot: Boot): () => Promise<Client> {
  let worker: Boot["worker"] | undefined = boot.worker;
  return rememberingSuccess(async () => {
    const first = worker ?? startWorker(at(boot, boot.engine));
    worker = undefined;
    return clientOf(boot, await first);
  });
}

/** If the engine's script is gone, today's manifest names another. */
async function clientOf(boot: Boot, worker: Worker | undefined): Promise<Client> {
  try {
    return await engineClient(at(boot, boot.engine), worker);
  } catch (error) {
    const today = await todaysEngine(at(boot, "manifest.json"));
    if (today === undefined || today === boot.engine) throw error;
    const url = at(boot, today);
    return engineClient(url, await startWorker(url));
  }
}

function rememberingSuccess<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () =>
    (made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    }));
}

async function todaysEngine(manifestUrl: string): Promise<string | undefined> {
  try {
    const response = await fetch(manifestUrl, { cache: "no-cache" });
    return ((await response.json()) as { widget: Names }).widget.engine;
  } catch {
    return undefined;
  }
}

function at({ root }: Boot, name: string): string {
  return `${root}askdocs/${name}`;
}
