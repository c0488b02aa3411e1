/** The author's settings of the dialog, narrowed once from what the manifest holds. */
import type { GearOffer } from "./gear_offer";
import { webUrl } from "./links";
import { type Texts, textsWith } from "./texts";

export interface Settings {
  readonly texts: Texts;
  /** The way out when the docs do not answer: an issue tracker, a chat. */
  readonly escape: { readonly text: string; readonly url: string } | undefined;
  /** What the second gear loads, where the site offers it. */
  readonly gear?: GearOffer | undefined;
}

export const DEFAULTS: Settings = { texts: textsWith({}), escape: undefined };

/** `root`: what a relative way out starts from. */
export function settingsFrom(ui: unknown, root: string): Settings {
  const { texts: overrides, escape } = Object(ui) as { texts?: unknown; escape?: unknown };
  const texts = textsWith(overrides);
  const { text, url } = Object(escape) as { text?: unknown; url?: unknown };
  const href = typeof url === "string" ? webUrl(url, root) : undefined;
  if (href === undefined) return { texts, escape: undefined };
  return { texts, escape: { text: typeof text === "string" && text ? text : texts("escape"), url: href } };
}
