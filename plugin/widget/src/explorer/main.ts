/**
 * The explorer: a classic script that an author puts on a page after `<div data-askdocs="explorer"></div>`.
 *
 * Classic, because a theme that swaps pages without loading them runs it anew for each.
 */
import { openExplorer, type Explorer } from "../engine/explore";
import { fetchFrom } from "../worker/fetch_bytes";
import { mount } from "../ui/mount";
import { Meter } from "./meter";
import css from "../ui/explorer/style.css";
import { ExplorerView } from "../ui/explorer/view";

const script = (document.currentScript as HTMLScriptElement | null)?.src ?? "";
const base = new URL("../", new URL(script, location.href)).href;

mount("explorer", css, (place) => {
  const meter = new Meter(fetchFrom(base));
  let opened: Promise<Explorer> | undefined;
  const open = (): Promise<Explorer> => {
    opened ??= openExplorer({ fetchBytes: meter.fetchBytes, base });
    opened.catch(() => (opened = undefined)); // the next question tries again
    return opened;
  };
  new ExplorerView(place, open, () => meter.take());
});
