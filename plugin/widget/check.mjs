// Type-checks the widget room by room: what a room may see is what its tsconfig lists.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
const rooms = { engine: "src/engine", worker: "src/worker", ui: "src/ui", test: "test" };

let failed = false;
for (const [room, folder] of Object.entries(rooms)) {
  if (!existsSync(join(here, folder))) continue;
  const { status, stdout } = spawnSync(process.execPath, [compiler, "-p", `tsconfig.${room}.json`], {
    cwd: here,
    encoding: "utf8",
  });
  if (status !== 0) {
    failed = true;
    console.log(`${room}:\n${stdout}`);
  }
}
process.exit(failed ? 1 : 0);
