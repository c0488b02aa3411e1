/** A small card over a citation's chip: which section it is, and how that begins. */
import type { Hit } from "../../engine/types";
import { element } from "../element";
import { pathOf } from "./markdown";

const GAP_PX = 8;

/** The link, showing its preview while it is pointed at or has the focus. */
export function previewed(link: HTMLAnchorElement, hit: Hit): HTMLElement {
  const preview = element(
    "span",
    { class: "preview", "aria-hidden": "true", hidden: true }, // the link's own label names the section
    element("b", {}, pathOf(hit)),
    element("span", {}, hit.excerpt),
  );
  const show = (): void => {
    preview.hidden = false;
    place(preview, link.getBoundingClientRect());
  };
  const hide = (): void => void (preview.hidden = true);
  link.addEventListener("pointerenter", show);
  link.addEventListener("focus", show);
  link.addEventListener("pointerleave", hide);
  link.addEventListener("blur", hide);
  return element("span", { class: "cite" }, link, preview);
}

/** Above the chip if there is room, else under it; never over the window's edge. */
function place(preview: HTMLElement, chip: DOMRect): void {
  const { width, height } = preview.getBoundingClientRect();
  const left = Math.min(chip.left, innerWidth - width - GAP_PX);
  const above = chip.top - height - GAP_PX;
  preview.style.left = `${Math.max(GAP_PX, left)}px`;
  preview.style.top = `${above > GAP_PX ? above : chip.bottom + GAP_PX}px`;
}
