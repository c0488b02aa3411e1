/** The laboratory: a classic script after `<div data-askdocs="laboratory">`, whose code blocks become cells. */
import css from "../explorer/style.css";
import { mount } from "../mount";
import cells from "./style.css";
import { Laboratory } from "./laboratory";

const script = (document.currentScript as HTMLScriptElement | null)?.src ?? "";
const here = new URL("./", new URL(script, location.href));

mount("laboratory", css + cells, (place) => void new Laboratory(place, here));
