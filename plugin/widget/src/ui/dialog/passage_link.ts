/** A link to a passage on this site: to its heading, with the quoted words marked. */
import type { Hit } from "../../engine/types";
import { type Child, element } from "../element";
import { quotingUrl, siteUrl } from "./links";
import type { View } from "./view";

/** An `<a>`; without `href` if the hit's address is not of this site. */
export function passageLink(
  { url }: Hit,
  quoted: string,
  attributes: Readonly<Record<string, string>>,
  view: View,
  ...children: readonly Child[]
): HTMLAnchorElement {
  const href = siteUrl(url, view.root);
  const link = element("a", attributes, ...children);
  if (href === undefined) return link;
  link.href = quotingUrl(href, quoted);
  link.addEventListener("click", (event) => view.follow(event, href, quoted));
  return link;
}
