/** What the site offers as its second gear, and what this reader and this device think of it. */
import type { GearNames } from "../../worker/protocol";

export interface GearOffer {
  readonly names: GearNames;
  readonly bytes: number;
}

/** The event of the card's button by which a reader gets rid of it. */
export const GEAR_OFF = "askdocs-gear-off";

/** The offer in the author's settings; undefined where there is none. */
export function gearFrom(ui: unknown): GearOffer | undefined {
  const { gear } = Object(ui) as { gear?: unknown };
  const { module, runtime, encoder, bytes } = Object(gear) as Readonly<Record<string, unknown>>;
  if (typeof module !== "string" || typeof runtime !== "string" || typeof encoder !== "string") return undefined;
  return typeof bytes === "number" ? { names: { module, runtime, encoder }, bytes } : undefined;
}

/** `wanted` and `refused` are the reader's own words, kept in this browser. */
export type Wish = "wanted" | "refused" | "";

export function wishAt(root: string): Wish {
  try {
    const kept = localStorage.getItem(keyOf(root));
    return kept === "wanted" || kept === "refused" ? kept : "";
  } catch {
    return "";
  }
}

export function keepWish(root: string, wish: Wish): void {
  try {
    localStorage.setItem(keyOf(root), wish);
  } catch {
    // without storage the reader is asked again
  }
}

function keyOf(root: string): string {
  return `askdocs:gear:${new URL(root).pathname}`;
}

const LITTLE_MEMORY_GB = 2; // the encoder takes 250 MB in Chromium: little beside 4 GB, much beside 2
const SLOW = ["slow-2g", "2g", "3g"];

interface Device {
  readonly connection?: { readonly saveData?: boolean; readonly effectiveType?: string };
  readonly deviceMemory?: number;
}

/** Whether nothing large should be downloaded here without being asked for. */
export function isSparing({ connection, deviceMemory = Infinity }: Device): boolean {
  return connection?.saveData === true || SLOW.includes(connection?.effectiveType ?? "") || deviceMemory <= LITTLE_MEMORY_GB;
}
