/** The button that opens the dialog: beside the theme's search, covering nothing. */
import type { Config } from "../boot";
import { ASSISTANT, icon } from "../icon";
import css from "./launcher.css";

/** Where a theme keeps its search, most particular first, and on which side of it the launcher stands. */
const SPOTS: readonly (readonly [selector: string, side: InsertPosition])[] = [
  [".md-search", "afterend"], // Material
  [".md-header__inner", "beforeend"], // Material without search
  [".navbar [data-bs-target='#mkdocs_search_modal']", "afterend"], // mkdocs
  [".navbar-toggler", "beforebegin"], // mkdocs on a phone, its search folded away
  [".wy-side-nav-search [role=search]", "afterend"], // readthedocs
  [".wy-nav-top", "beforeend"], // readthedocs on a phone
  ["header [role=search],nav [role=search],aside [role=search]", "afterend"],
];

export interface Launcher {
  /** Puts the launcher where it belongs, unless it is on the page already. */
  place(): void;
  /** Says on the launcher that loading failed; an empty string takes it back. */
  complain(message: string | undefined): void;
}

export function launcher({ place, label }: Config["launcher"], open: () => void, warm: () => void): Launcher {
  const host = document.createElement("askdocs-launcher");
  const button = document.createElement("button");
  const text = document.createElement("span");
  button.type = "button";
  button.ariaLabel = text.textContent = label;
  button.setAttribute("aria-haspopup", "dialog");
  button.append(icon(ASSISTANT), text);
  button.onclick = open;
  for (const intent of ["pointerenter", "focus", "touchstart"]) {
    button.addEventListener(intent, warm, { once: true, passive: true });
  }
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  const shadow = host.attachShadow({ mode: "open" });
  shadow.adoptedStyleSheets = [sheet];
  shadow.append(button);

  return {
    place: () => void (place === "none" || host.isConnected || put(host, place)),
    complain: (message) => {
      button.ariaLabel = text.textContent = message || label;
      text.role = message ? "alert" : null;
    },
  };
}

function put(host: HTMLElement, place: string): void {
  const chosen = place === "auto" ? null : document.querySelector(place);
  if (chosen) return chosen.append(host);
  for (const [selector, side] of SPOTS) {
    const spot = document.querySelector(selector);
    if (!spot || spot.getBoundingClientRect().right <= 0) continue; // hidden, or off the screen
    host.toggleAttribute("shaded", selector.startsWith(".wy"));
    return void beside(spot, side, host);
  }
  host.toggleAttribute("floating", true);
  document.body.append(host);
}

/** In a list the launcher becomes an item of its own. */
function beside(spot: Element, side: InsertPosition, host: HTMLElement): void {
  const item = spot.closest("li");
  if (!item) return void spot.insertAdjacentElement(side, host);
  const own = item.cloneNode() as HTMLElement;
  host.style.margin = "0"; // the list has its own spacing
  own.append(host);
  item.after(own);
}
