/** The laboratory's worker: one Python, one cell at a time. An endless loop ends with the worker. */
import { LabError } from "./files";
import type { Call, Report } from "./messages";
import { Python } from "./python";

const here = new URL("./", import.meta.url);
const tell = (report: Report): void => postMessage(report);
let python: Promise<Python> | undefined;

globalThis.onmessage = ({ data }: MessageEvent<Call>) => {
  if (data.call === "start") void start();
  else void run(data.cell, data.code);
};

async function start(): Promise<void> {
  python = Python.start(
    here,
    (bytes) => tell({ kind: "fetched", bytes }),
    () => tell({ kind: "starting" }),
  );
  try {
    await python;
    tell({ kind: "ready" });
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    tell({ kind: "failed", failure: thrown instanceof LabError ? thrown.failure : "other", message });
  }
}

async function run(cell: number, code: string): Promise<void> {
  const error = (await (await python)?.run(code, (text) => tell({ kind: "output", cell, text }))) ?? "Python has not been started.";
  tell({ kind: "done", cell, error });
}
