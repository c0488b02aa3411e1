/** The dialog: shows the conversation's state, and hands it what the reader does. */
import type { Filter } from "../../engine/types";
import { asAskdocsError } from "../../engine/errors";
import { remember, showOnThisPage } from "../highlight/follow";
import type { Desk, Site } from "./application";
import { combobox } from "./combobox";
import { conversation } from "./conversation";
import { filterBar, pageAt } from "./filters";
import { startersOf } from "./starters";
import { frame } from "./frame";
import { gearLine } from "./gear";
import { listen } from "./listen";
import { aboveViews, belowViews, listView, spoken } from "./screen";
import { pageScheme } from "./scheme";
import { DEFAULTS } from "./settings";
import { EMPTY, failed, type State } from "./state";
import type { View } from "./view";

/** A reader who still types is not told of every list. */
const SAY_AFTER_MS = 700;

export class Dialog {
  private readonly filters = filterBar(() => this.talk.retry());
  private readonly parts = frame(() => this.close(), this.filters.element);
  private readonly options = combobox(this.parts.field);
  private readonly talk;
  private view: View;
  private starters: readonly string[] = [];
  private state = EMPTY;
  private saying = 0;
  private ready: Promise<void> = Promise.resolve();

  constructor(
    private readonly desk: Desk,
    root: string,
  ) {
    const usual = (state: State): void => this.show(state);
    const show = SECOND_GEAR
      ? gearLine(desk, root, this.parts, () => this.view.settings, () => this.talk.better?.())(usual)
      : usual;
    // what the page itself is kept to is known once the site is
    const filter = (): Promise<Filter> => this.ready.then(this.filters.filter);
    this.talk = conversation(desk, filter, show);
    this.view = {
      settings: DEFAULTS,
      root,
      ask: (question) => this.ask(question),
      verbatim: () => this.talk.verbatim(),
      alone: () => this.talk.alone(),
      filtered: () => Object.values(this.filters.filter()).filter(Boolean),
      everywhere: () => this.filters.clear(),
      follow: (event, url, quoted) => this.follow(event, url, quoted),
      say: (text) => this.say(text, 0),
    };
    this.parts.label(DEFAULTS.texts);
    listen(this.parts, {
      close: () => this.close(),
      typed: this.talk.typed,
      ask: this.talk.ask,
      choose: this.options.choose,
    });
  }

  /** Shows the dialog, and asks `question` where one is given. */
  open(question?: string): void {
    const { host, dialog, field } = this.parts;
    if (!host.isConnected) document.body.append(host);
    host.dataset["scheme"] = pageScheme();
    if (!dialog.open) {
      this.talk.forget();
      dialog.showModal();
    }
    field.focus();
    field.select();
    this.prepare();
    if (question) this.ask(question);
  }

  close(): void {
    this.parts.dialog.close();
  }

  private ask(question: string): void {
    this.parts.field.value = question;
    this.parts.field.focus();
    this.talk.ask(question);
  }

  private prepare(): void {
    this.ready = this.desk.site().then(
      (site) => this.adopt(site),
      (thrown: unknown) => this.show(failed(this.state, "", asAskdocsError(thrown).code)),
    );
  }

  private adopt({ language, starters, filters, settings }: Site): void {
    const page = pageAt(location.href, this.view.root);
    this.filters.offer(filters, page, settings.texts);
    if (this.view.settings === settings) return;
    this.view = { ...this.view, settings };
    this.starters = startersOf(starters, page);
    this.parts.host.lang = language;
    this.parts.label(settings.texts);
    this.show(this.state);
  }

  private show(state: State): void {
    const { dialog, above, list, below, body } = this.parts;
    const fresh = state.answer !== this.state.answer || state.hits !== this.state.hits || state.error !== this.state.error;
    this.state = state;
    dialog.toggleAttribute("data-busy", state.busy);
    if (state.busy) return this.say(this.view.settings.texts("searching"), SAY_AFTER_MS);
    const retry = state.question ? this.talk.retry : () => this.prepare();
    const { groups, options } = listView(state, this.view);
    above.replaceChildren(...aboveViews(state, this.starters, retry, this.view));
    list.replaceChildren(...groups);
    list.hidden = options.length === 0;
    this.options.offer(options);
    below.replaceChildren(...belowViews(state, this.starters, this.view));
    if (!fresh) return;
    body.scrollTop = 0;
    this.say(spoken(state, this.view), state.answer ? 0 : SAY_AFTER_MS);
  }

  private say(text: string, afterMs: number): void {
    clearTimeout(this.saying);
    this.saying = setTimeout(() => (this.parts.status.textContent = text), afterMs);
  }

  private follow(event: MouseEvent, url: string, quoted: string): void {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return; // a new tab or window
    remember(url, quoted);
    this.close();
    setTimeout(showOnThisPage); // after the link has done its part
  }
}
