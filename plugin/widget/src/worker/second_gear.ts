/** The engine's end of the second gear: a worker of its own, so that what goes wrong there stops nothing here. */
import type { Encode } from "../engine/types";
import { dropCache } from "./gear/kept";
import type { FromGear, ToGear } from "./gear/messages";
import type { GearCalls, GearFailure, GearNames, GearState } from "./protocol";

const TICK_MS = 1000;
/** Ticks, not milliseconds: while a tab sleeps none passes. */
const LOADING_TICKS = 30;
const ENCODING_TICKS = 3;

type Handlers = { readonly [Name in keyof GearCalls]: (takes: GearCalls[Name]["takes"]) => Promise<GearCalls[Name]["gives"]> };

export interface SecondGear {
  readonly calls: Handlers;
  /** What a session of the site at `base` is given; the files are looked for there. */
  at(base: string): { readonly encode: Encode };
}

export function secondGear(): SecondGear {
  let gear: Gear | undefined;
  let site = "";
  const encode: Encode = async (text) => gear?.encode(text);
  return {
    at: (base) => {
      site = base;
      return { encode };
    },
    calls: {
      shift: ({ names, download }) => {
        gear?.stop("cancelled");
        gear = new Gear(site, names, download);
        return gear.loaded;
      },
      shifting: async () => {
        const { bytes = 0, all = false, stopped } = gear ?? {};
        return { bytes, starting: all, ...(stopped && { stopped }) };
      },
      stay: async ({ forget }) => {
        gear?.stop("cancelled");
        if (forget) await dropCache(site);
        return true;
      },
    },
  };
}

class Gear {
  bytes = 0;
  all = false; // have come
  stopped: GearFailure | undefined;
  readonly loaded: Promise<GearState>;
  private settle: (state: GearState) => void = () => undefined;
  private worker: Worker | undefined;
  private ready = false;
  private readonly waiting = new Map<number, (vector: readonly number[] | undefined) => void>();
  private lastId = 0;
  private ticks = 0;
  private clock: ReturnType<typeof setInterval> | undefined; // runs while something is awaited

  constructor(site: string, names: GearNames, download: boolean) {
    this.loaded = new Promise((resolve) => (this.settle = resolve));
    this.watch();
    try {
      this.worker = new Worker(new URL(`askdocs/${names.module}`, site), { type: "module" });
      this.worker.onmessage = ({ data }: MessageEvent<FromGear>) => this.hear(data);
      this.worker.onerror = () => this.stop(this.bytes > 0 ? "memory" : "offline");
      this.send({ site, names, download });
    } catch {
      this.stop("blocked");
    }
  }

  encode(text: string): ReturnType<Encode> {
    return new Promise((resolve) => {
      if (!this.ready) return resolve(undefined);
      const id = ++this.lastId;
      this.waiting.set(id, resolve);
      this.watch();
      this.send({ id, text });
    });
  }

  /** Ends the worker; whoever waits for a vector goes without. */
  stop(why: GearState): void {
    if (why !== "ready" && why !== "absent" && why !== "cancelled") this.stopped = why;
    this.rest();
    this.worker?.terminate();
    this.ready = false;
    this.settle(why);
    for (const resolve of this.waiting.values()) resolve(undefined);
    this.waiting.clear();
  }

  private hear(message: FromGear): void {
    this.ticks = 0;
    if ("bytes" in message) ({ bytes: this.bytes, all: this.all } = message);
    else if ("vector" in message) {
      this.waiting.get(message.id)?.(message.vector);
      this.waiting.delete(message.id);
      if (this.waiting.size === 0) this.rest();
    } else if (message.state === "ready") {
      this.ready = true;
      this.rest();
      this.settle("ready");
    } else this.stop(message.state);
  }

  private watch(): void {
    this.ticks = 0;
    this.clock ??= setInterval(() => {
      if (++this.ticks > (this.ready ? ENCODING_TICKS : LOADING_TICKS)) this.stop("asleep");
    }, TICK_MS);
  }

  private rest(): void {
    clearInterval(this.clock);
    this.clock = undefined;
  }

  private send(message: ToGear): void {
    this.worker?.postMessage(message);
  }
}
