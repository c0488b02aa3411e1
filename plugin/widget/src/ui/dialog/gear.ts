/** The second gear in the dialog: a line that offers it, shows its download, and says why it does not go. */
import type { GearFailure, GearState } from "../../worker/protocol";
import type { Desk, GearDesk } from "./application";
import { button, element } from "../element";
import { GEAR_OFF, type GearOffer, isSparing, keepWish, wishAt } from "./gear_offer";
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
  let status: GearStatus | undefined;
  let state = EMPTY;
  const ready = (): void => {
    const asked = trimmed(parts.field.value).question;
    if (state.answer && !state.busy && asked === state.question) again(); // unless the reader has gone on
  };

  parts.above.addEventListener(GEAR_OFF, () => void status?.remove());

  return (show) => (next) => {
    const [before, still] = [state, stillness(parts)];
    state = next;
    show(next);
    const { gear: offer, texts } = settings();
    if (next.busy || !next.answer || !offer) return;
    if (isBetter(before, next)) still();
    if (!line.isConnected) begin(line, parts);
    status ??= new GearStatus(gear, root, { line, above: parts.above }, offer, texts, ready);
    status.answered(next.geared === true);
  };
}

/** Gives what puts the reader's place and focus back to where they are now. */
function stillness({ body, above }: Frame): () => void {
  const { scrollTop } = body;
  const held = holdsFocus(above);
  return () => {
    body.scrollTop = scrollTop;
    if (held) focusOn(".card", above);
  };
}

function holdsFocus(element: HTMLElement): boolean {
  return element.contains((element.getRootNode() as ShadowRoot).activeElement);
}

/** Gives the focus to the first element of `places` that there is. */
function focusOn(selector: string, ...places: readonly HTMLElement[]): void {
  const found = places.map((place) => place.querySelector<HTMLElement>(selector));
  found.find(Boolean)?.focus({ preventScroll: true });
}

function begin(line: HTMLElement, { body }: Frame): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  const root = body.getRootNode() as ShadowRoot;
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  body.after(line);
}

interface Places {
  readonly line: HTMLElement;
  readonly above: HTMLElement;
}

/** What the line says, and what it does. */
class GearStatus {
  private begun = false;
  private going = false;

  constructor(
    private readonly desk: GearDesk,
    private readonly root: string,
    private readonly places: Places,
    private readonly offer: GearOffer,
    private readonly texts: Texts,
    private readonly ready: () => void, // the question on screen is to be asked again
  ) {}

  /** An answer is on screen; `geared`: the second gear found it. */
  answered(geared: boolean): void {
    if (this.going && !geared) {
      this.going = false; // it stopped between two questions
      void this.desk.shifting().then(({ stopped }) => this.fail(stopped ?? "asleep"));
    }
    if (this.begun) return;
    this.begun = true;
    this.takeUp().catch(() => this.fail("offline"));
  }

  /** Once a visit, under its first answer: what was wanted before is taken up, for the rest there is the offer. */
  private async takeUp(): Promise<void> {
    const wish = wishAt(this.root);
    if (wish === "refused") return;
    if (wish !== "wanted") return this.propose();
    const state = await this.desk.shift(this.offer.names, false);
    if (state !== "absent") this.settle(state);
    else if (isSparing(navigator as object)) this.propose();
    else await this.load();
  }

  /** The reader wants it no more: it goes, and what it found is asked again without it. */
  async remove(): Promise<void> {
    this.going = false;
    keepWish(this.root, "refused");
    await this.desk.stay(true);
    this.ready();
  }

  private propose(): void {
    const refuse = (): void => {
      keepWish(this.root, "refused");
      this.show();
    };
    this.show(
      element("span", {}, this.texts("gear_offer", { size: size(this.offer.bytes) })),
      button({}, () => void this.load(), this.texts("gear_load")),
      button({ class: "quiet" }, refuse, this.texts("gear_never")),
    );
  }

  private async load(): Promise<void> {
    const { desk, offer, texts } = this;
    keepWish(this.root, "wanted");
    const bar = element("progress", { max: String(offer.bytes), value: "0" });
    const said = element("span", {});
    const look = async (): Promise<void> => {
      const { bytes, starting } = await desk.shifting();
      bar.value = bytes;
      const loading = texts("gear_loading", { done: size(bytes), size: size(offer.bytes) });
      bar.ariaLabel = said.textContent = starting ? texts("gear_starting") : loading;
    };
    this.show(said, bar, button({ class: "quiet" }, () => void desk.stay(false), texts("gear_cancel")));
    const loaded = desk.shift(offer.names, true);
    void look();
    const looking = setInterval(() => void look(), LOOK_EVERY_MS);
    this.settle(await loaded.finally(() => clearInterval(looking)));
  }

  private settle(state: GearState): void {
    this.going = state === "ready";
    if (state === "ready") {
      this.show();
      this.ready();
    } else if (state === "cancelled" || state === "absent") {
      keepWish(this.root, "");
      this.propose();
    } else this.fail(state);
  }

  private fail(why: GearFailure): void {
    const { texts } = this;
    keepWish(this.root, ""); // a visit begins with the offer, not with what failed
    const reason = element("span", {}, texts("gear_failed", { reason: texts(`gear_${why}`) }));
    const retry = button({ class: "quiet" }, () => void this.load(), texts("retry"));
    this.show(reason, ...(why === "blocked" ? [] : [retry]));
  }

  private show(...children: readonly Node[]): void {
    const { line, above } = this.places;
    const held = holdsFocus(line);
    line.replaceChildren(...children);
    line.hidden = children.length === 0;
    if (held) focusOn("button, .card", line, above); // what had it is gone
  }
}

function size(bytes: number): string {
  return (bytes / MEGABYTE).toFixed(0);
}
