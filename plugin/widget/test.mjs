// Bundles test/**/*.test.ts and runs them with Node's own test runner: node test.mjs [PART OF A FILE NAME].
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const tests = join(here, "test");
const target = join(here, "node_modules", ".cache", `askdocs-tests-${process.pid}`);
const wanted = process.argv[2] ?? "";

const entryPoints = existsSync(tests)
  ? readdirSync(tests, { recursive: true })
      .filter((file) => file.endsWith(".test.ts") && file.includes(wanted))
      .sort()
      .map((file) => join(tests, file))
  : [];
if (entryPoints.length === 0) {
  console.log(`no test file's name contains "${wanted}"`);
  process.exit(wanted === "" ? 0 : 1);
}

await build({
  absWorkingDir: here,
  entryPoints,
  outdir: target,
  outbase: tests,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  sourcemap: "inline",
  loader: { ".css": "text", ".svg": "text" },
  // where a test looks for files: bundling moves it, so import.meta.url would not lead there
  define: { WIDGET_FOLDER: JSON.stringify(here), SECOND_GEAR: "true" },
  logLevel: "warning",
});
const compiled = readdirSync(target, { recursive: true })
  .filter((file) => file.endsWith(".test.mjs"))
  .map((file) => join(target, file));
const { status } = spawnSync(process.execPath, ["--enable-source-maps", "--test", ...compiled], {
  stdio: "inherit",
});
rmSync(target, { recursive: true, force: true });
process.exit(status ?? 1);
