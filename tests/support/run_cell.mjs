// Runs a cell of the laboratory in Node.js: node run_cell.mjs DIST INDEX, its code as JSON on standard input.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [dist, index] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(dist, "pyodide.mjs")).href);
const python = await loadPyodide({
  indexURL: join(dist, "/"),
  lockFileURL: join(dist, "pyodide-lock.json"),
  packages: ["askdocs-laboratory"],
  stdout: (line) => process.stdout.write(`${line}\n`),
});
python.FS.mkdir("/index");
python.FS.mount(python.FS.filesystems.NODEFS, { root: index }, "/index");
await python.runPythonAsync(JSON.parse(readFileSync(0, "utf8")));
