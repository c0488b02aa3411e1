// Runs the widget's engine in Node.js for the tests that compare it with Python's: what
// test/twin.ts says it does, with this script's arguments and input.
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const outfile = join(here, "node_modules", ".cache", `askdocs-twin-${process.pid}.mjs`);
await build({
  absWorkingDir: here,
  entryPoints: [join(here, "test", "twin.ts")],
  outfile,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  define: { WIDGET_FOLDER: JSON.stringify(here), SECOND_GEAR: "true" },
  logLevel: "warning",
});
const { status } = spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], {
  stdio: "inherit",
});
rmSync(outfile, { force: true });
process.exit(status ?? 1);
