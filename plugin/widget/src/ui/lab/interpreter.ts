/** The worker with Python in it, as the page sees it: started on request, watched, ended where it hangs. */
import type { Call, Report } from "../../worker/lab/messages";

const SILENCE_MS = 60_000; // without a sign while it starts

export interface Listener {
  fetched(bytes: number): void;
  starting(): void;
  ready(): void;
  failed(message: string): void;
  output(cell: number, text: string): void;
  done(cell: number, error: string): void;
}

export class Interpreter {
  private worker: Worker | undefined;
  private watch: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly url: URL,
    private readonly listener: Listener,
  ) {}

  start(): void {
    this.end();
    try {
      const worker = new Worker(this.url, { type: "module" });
      worker.onmessage = ({ data }: MessageEvent<Report>) => worker === this.worker && this.heard(data);
      worker.onerror = () => worker === this.worker && this.fail("The worker’s script could not be loaded. Check the connection, then start again.");
      this.worker = worker;
      this.send({ call: "start" });
      this.wait();
    } catch {
      this.fail("This browser does not let the page start a worker.");
    }
  }

  run(cell: number, code: string): void {
    this.send({ call: "run", cell, code });
  }

  end(): void {
    clearTimeout(this.watch);
    this.worker?.terminate();
    this.worker = undefined;
  }

  private send(call: Call): void {
    this.worker?.postMessage(call);
  }

  private heard(report: Report): void {
    clearTimeout(this.watch);
    const { listener } = this;
    switch (report.kind) {
      case "fetched":
        listener.fetched(report.bytes);
        return this.wait();
      case "starting":
        listener.starting();
        return this.wait();
      case "ready":
        return listener.ready();
      case "failed":
        return this.fail(report.message);
      case "output":
        return listener.output(report.cell, report.text);
      case "done":
        return listener.done(report.cell, report.error);
    }
  }

  private wait(): void {
    clearTimeout(this.watch);
    this.watch = setTimeout(() => this.fail(`Python has given no sign for ${SILENCE_MS / 1000} seconds and was ended.`), SILENCE_MS);
  }

  private fail(message: string): void {
    this.end();
    this.listener.failed(message);
  }
}
