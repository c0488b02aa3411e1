// Bundles the widget: node build.mjs [FOLDER], by default ../askdocs/static.
//
//   loader.js           classic script, on every page; becomes SITE/askdocs/askdocs.js
//   dialog.js           ES module, on a reader's first sign of intent
//   engine.js           ES module, in a worker or in the page
//   stemmer-<lang>.js   classic, put in front of engine.js for a site in that language
//
// A room whose entry does not exist yet is left out and named on stderr.
import { existsSync, readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, "src");
const target = resolve(process.argv[2] ?? join(here, "..", "askdocs", "static"));

/** One bundle: its name, its entry and whether it is a module or a classic script. */
function bundles() {
  const rooms = [
    { name: "loader", entry: "ui/loader/main.ts", format: "iife" },
    { name: "dialog", entry: "ui/dialog/main.ts", format: "esm" },
    { name: "engine", entry: "worker/main.ts", format: "esm" },
  ];
  return [...rooms, ...stemmers()];
}

function stemmers() {
  const folder = join(source, "stemmers");
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => /^[a-z]{2,3}\.ts$/.test(file))
    .sort()
    .map((file) => ({
      name: `stemmer-${file.slice(0, -".ts".length)}`,
      entry: `stemmers/${file}`,
      format: "iife",
    }));
}

async function bundle({ name, entry, format }) {
  const path = join(source, entry);
  if (!existsSync(path)) {
    console.error(`askdocs widget: src/${entry} is not there, ${name}.js is left out`);
    return;
  }
  await build({
    absWorkingDir: here,
    entryPoints: [path],
    outfile: join(target, `${name}.js`),
    bundle: true,
    minify: true,
    format,
    target: "es2022",
    charset: "utf8",
    legalComments: "inline", // the stemmers' licence asks for its notice in every copy
    loader: { ".css": "text", ".svg": "text" },
    logLevel: "warning",
  });
}

const results = await Promise.allSettled(bundles().map(bundle));
// esbuild has already said what is wrong and where; a stack trace would bury it
if (results.some(({ status }) => status === "rejected")) process.exit(1);
