/** Pyodide with the retriever in it. */
import { fetchFrom } from "../fetch_bytes";
import { LabError, fetchAll, indexFiles } from "./files";
import type { Description } from "./messages";
import { Output } from "./output";

const PACKAGE = "askdocs-laboratory";
const CELL = "cell.py"; // what tracebacks call a cell's code
const INDEX = "/index";

/** What is used of Pyodide's interface. */
interface Pyodide {
  readonly FS: { mkdirTree(path: string): void; writeFile(path: string, data: Uint8Array): void };
  readonly globals: { get(name: "dict"): () => unknown };
  runPythonAsync(code: string, options?: { readonly globals?: unknown; readonly filename?: string }): Promise<unknown>;
  setStdout(options: { readonly batched: (line: string) => void }): void;
  setStderr(options: { readonly batched: (line: string) => void }): void;
}

interface PyodideModule {
  loadPyodide(options: { readonly indexURL: string; readonly lockFileURL: string; readonly packages: readonly string[] }): Promise<Pyodide>;
}

export class Python {
  private constructor(
    private readonly pyodide: Pyodide,
    private readonly names: unknown,
  ) {}

  /** Loads everything below `here`, SITE/askdocs/lab/. Rejects with `LabError`. */
  static async start(here: URL, fetched: (bytes: number) => void, starting: () => void): Promise<Python> {
    refuseWithoutWebAssembly();
    const response = await fetch(new URL("laboratory.json", here), { mode: "same-origin" }).catch(() => undefined);
    if (!response?.ok) throw new LabError("offline", "laboratory.json could not be fetched. Check the connection, then start again.");
    await fetchAll((await response.json()) as Description, here, fetched);
    starting();
    const base = new URL("../../", here).href;
    const [files, { loadPyodide }] = await Promise.all([
      indexFiles(fetchFrom(base)),
      import(new URL("pyodide.mjs", here).href) as Promise<PyodideModule>,
    ]);
    const pyodide = await loadPyodide({ indexURL: here.href, lockFileURL: new URL("pyodide-lock.json", here).href, packages: [PACKAGE] });
    pyodide.FS.mkdirTree(INDEX);
    for (const [name, bytes] of files) pyodide.FS.writeFile(`${INDEX}/${name}`, bytes);
    await pyodide.runPythonAsync(`import askdocs_lab; askdocs_lab.open_site(${JSON.stringify(INDEX)}, ${JSON.stringify(base)})`);
    return new Python(pyodide, pyodide.globals.get("dict")());
  }

  /** Runs a cell; gives the error as Python says it, or "". The value of a last expression is printed. */
  async run(code: string, send: (text: string) => void): Promise<string> {
    const output = new Output(send);
    const batched = (line: string): void => output.write(line);
    this.pyodide.setStdout({ batched });
    this.pyodide.setStderr({ batched });
    try {
      const value = await this.pyodide.runPythonAsync(code, { globals: this.names, filename: CELL });
      if (value !== undefined) output.write(String(value));
      return "";
    } catch (thrown) {
      return ownFrames(thrown instanceof Error ? thrown.message : String(thrown));
    } finally {
      output.flush();
    }
  }
}

/** A traceback without the frames of what ran the cell. */
function ownFrames(traceback: string): string {
  const lines = traceback.trimEnd().split("\n");
  const first = lines.findIndex((line) => line.includes(`File "${CELL}"`));
  return first < 0 ? lines.slice(-1).join("\n") : lines.slice(first).join("\n");
}

/** Where the policy forbids it, Pyodide would wait without end. */
function refuseWithoutWebAssembly(): void {
  try {
    new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
  } catch {
    throw new LabError("blocked", "This site’s security policy does not allow WebAssembly ('wasm-unsafe-eval'), so Python cannot run here.");
  }
}
