/** The second gear in the dialog: a line that offers it, shows its download, and says why it does not go. */
import type { GearFailure, GearState } from "../../worker/protocol";
import type { Desk, GearDesk } from "./application";
import { button, element } from "./element";
import { type GearOffer, isSparing, keepWish, wishAt } from "./gear_offer";
import type { Frame } from "./frame";
import type { Settings } from "./settings";
import { EMPTY, isBetter, type State, trimmed } from "./state";
import type { Texts } from "./texts";
import css from "./gear.css";

const LOOK_EVERY_MS = 250;
const MEGABYTE = 1_000_000;

type Show = (state: State) => void;

/**
 * What stands around `show`: the line begins with the first answer. When the second gear is ready, `again` asks
 * the question on screen once more, and its answer takes the other's place without a jump.
 */
export function gearLine(desk: Desk, root: string, parts: Frame, settings: () => Settings, again: () => void): (show: Show) => Show {
  const { gear } = desk;
  if (!gear) return (show) => show;
  const line = element("div", { class: "gear", role: "group", hidden: true });
  const status = gearStatus(gear, root, line, settings, () => {
    if (state.answer && !state.busy && trimmed(parts.field.value).question === state.question) again();
  });
  let state = EMPTY;

  return (show) => (next) => {
    const [before, still] = [state, stillness(parts)];
    state = next;
    show(next);
    if (next.busy || !next.answer) return;
    if (isBetter(before, next)) still();
    if (!line.isConnected) begin(line, parts);
    status.answered(next.geared === true);
  };
}

/** Gives what puts the reader's place and focus back to where they are now. */
function stillness({ body, above }: Frame): () => void {
  const { scrollTop } = body;
  const held = above.contains((above.getRootNode() as ShadowRoot).activeElement);
  return () => {
    body.scrollTop = scrollTop;
    if (held) above.querySelector<HTMLElement>(".card")?.focus({ preventScroll: true });
  };
}

function begin(line: HTMLElement, { body }: Frame): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  const root = body.getRootNode() as ShadowRoot;
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  body.after(line);
}

interface GearStatus {
  /** An answer is on screen; `geared`: the second gear found it. */
  answered(geared: boolean): void;
}

function gearStatus(desk: GearDesk, root: string, line: HTMLElement, settings: () => Settings, ready: () => void): GearStatus {
  let begun = false;
  let going = false;
  let offer: GearOffer;
  let texts: Texts;

  const show = (...children: readonly (Node | string)[]): void => {
    line.replaceChildren(...children);
    line.hidden = children.length === 0;
  };
  const size = (bytes: number): string => (bytes / MEGABYTE).toFixed(0);

  const propose = (): void =>
    show(
      element("span", {}, texts("gear_offer", { size: size(offer.bytes) })),
      button({}, () => void load(), texts("gear_load")),
      button({ class: "quiet" }, refuse, texts("gear_never")),
    );

  const refuse = (): void => {
    keepWish(root, "refused");
    show();
  };

  const fail = (why: GearFailure): void => {
    keepWish(root, ""); // a visit begins with the offer, not with what failed
    const reason = element("span", {}, texts("gear_failed", { reason: texts(`gear_${why}`) }));
    show(reason, ...(why === "blocked" ? [] : [button({ class: "quiet" }, () => void load(), texts("retry"))]));
  };

  const load = async (): Promise<void> => {
    keepWish(root, "wanted");
    const bar = element("progress", { max: String(offer.bytes), value: "0" });
    const said = element("span", {});
    const cancel = button({ class: "quiet" }, () => void desk.stay(), texts("gear_cancel"));
    const look = async (): Promise<void> => {
      const { bytes, starting } = await desk.shifting();
      bar.value = bytes;
      const loading = texts("gear_loading", { done: size(bytes), size: size(offer.bytes) });
      bar.ariaLabel = said.textContent = starting ? texts("gear_starting") : loading;
    };
    show(said, bar, cancel);
    void look();
    const looking = setInterval(() => void look(), LOOK_EVERY_MS);
    const state = await desk.shift(offer.names, true);
    clearInterval(looking);
    settle(state);
  };

  const settle = (state: GearState): void => {
    going = state === "ready";
    if (state === "ready") {
      show();
      ready();
    } else if (state === "cancelled" || state === "absent") {
      keepWish(root, "");
      propose();
    } else fail(state);
  };

  /** Once a visit, under its first answer: what was wanted before is taken up, for the rest there is the offer. */
  const takeUp = async (): Promise<void> => {
    const wish = wishAt(root);
    if (wish === "refused") return;
    if (wish !== "wanted") return propose();
    const state = await desk.shift(offer.names, false);
    if (state !== "absent") settle(state);
    else if (isSparing(navigator as object)) propose();
    else await load();
  };

  return {
    answered: (geared) => {
      const { gear, texts: spoken } = settings();
      if (!gear) return;
      [offer, texts] = [gear, spoken];
      if (going && !geared) {
        going = false; // it stopped between two questions
        void desk.shifting().then(({ stopped }) => fail(stopped ?? "asleep"));
      }
      if (begun) return;
      begun = true;
      takeUp().catch(() => fail("offline"));
    },
  };
}
