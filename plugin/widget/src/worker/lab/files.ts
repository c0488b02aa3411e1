/** The laboratory's own files, checked by their hashes, and the index that its cells read. */
import { decodeManifest, fileName, NAME } from "../../engine/manifest";
import type { FetchBytes } from "../../engine/types";
import type { Description, LabFailure } from "./messages";

export class LabError extends Error {
  constructor(
    readonly failure: LabFailure,
    message: string,
  ) {
    super(message);
  }
}

/** Brings every file into the browser's cache, where Pyodide finds it, and tells how far that is. */
export async function fetchAll({ files }: Description, here: URL, fetched: (bytes: number) => void): Promise<void> {
  let bytes = 0;
  await Promise.all(
    Object.entries(files).map(async ([name, [size, integrity]]) => {
      await fetchWhole(new URL(name, here), integrity);
      fetched((bytes += size));
    }),
  );
}

async function fetchWhole(url: URL, integrity: string): Promise<void> {
  try {
    const response = await fetch(url, { mode: "same-origin", integrity });
    if (!response.ok) throw new Error(String(response.status));
    await response.arrayBuffer();
  } catch {
    // a wrong hash and a lost connection look alike to a script
    const there = await fetch(url, { method: "HEAD", mode: "same-origin" }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (there) throw new LabError("corrupt", `${url.pathname} is not the file that was built. Reload the page; if it stays so, the site must be built again.`);
    throw new LabError("offline", `${url.pathname} could not be fetched. Check the connection, then start again.`);
  }
}

/** The name and the bytes of each file of the index. */
export async function indexFiles(fetchBytes: FetchBytes): Promise<[name: string, bytes: Uint8Array][]> {
  const bytes = await fetchBytes(NAME);
  const manifest = decodeManifest(new TextDecoder().decode(bytes));
  const { terms, spelling, backwards, cells, stops, centroids } = manifest;
  const names = [
    ...terms.hashes.map((digits) => fileName("terms", digits)),
    ...[...spelling.hashes, ...backwards.hashes].map((digits) => fileName("spelling", digits)),
    ...cells.map((digits) => fileName("cell", digits)),
    ...(stops ? [fileName("stops", stops)] : []),
    ...(centroids ? [fileName("centroids", centroids)] : []),
  ];
  const found = await Promise.all(names.map(async (name): Promise<[string, Uint8Array]> => [name, await fetchBytes(name)]));
  return [[NAME, bytes], ...found];
}
