/** The second gear's place in the browser's Cache Storage: one cache a site, which other sites of the origin share not. */

/** The cache of the site at `site`, where the browser has one for it: a page over plain HTTP has none. */
export async function openCache(site: string): Promise<Cache | undefined> {
  return "caches" in globalThis ? caches.open(nameAt(site)).catch(() => undefined) : undefined;
}

/** Drops what an earlier deployment left. */
export async function evictAllBut(names: readonly string[], folder: string, cache: Cache | undefined): Promise<void> {
  const wanted = new Set(names.map((name) => new URL(name, folder).href));
  const old = ((await cache?.keys()) ?? []).filter(({ url }) => !wanted.has(url));
  await Promise.all(old.map((request) => cache?.delete(request)));
}

/** Drops all of it. */
export async function dropCache(site: string): Promise<void> {
  if ("caches" in globalThis) await caches.delete(nameAt(site)).catch(() => false);
}

function nameAt(site: string): string {
  return `askdocs ${new URL(site).pathname}`;
}
