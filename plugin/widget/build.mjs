// Bundles the widget: node build.mjs [FOLDER], by default ../askdocs/static.
//
//   loader.js           classic script, on every page; becomes SITE/askdocs/askdocs.js
//   dialog.js           ES module, on a reader's first sign of intent
//   engine.js           ES module, in a worker or in the page
//   stemmer-<lang>.js   classic, put in front of engine.js for a site in that language
//   *-geared.js         dialog and engine again, for a site that offers the second gear
//   explorer.js         classic script, on the pages whose author put it there
//   lab.js              classic script, on a page with cells; lab-worker.js runs them
//   gear.js             ES module, the second gear's worker; runtime.wasm is what it runs
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";
import { STEMMERS, stemmerSource } from "./src/stemmers/source.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, "src");
const target = resolve(process.argv[2] ?? join(here, "..", "askdocs", "static"));

const BUNDLES = [
  { name: "loader", entry: "ui/loader/main.ts", format: "iife" },
  { name: "dialog", entry: "ui/dialog/main.ts", format: "esm" },
  { name: "engine", entry: "worker/main.ts", format: "esm" },
  { name: "dialog-geared", entry: "ui/dialog/main.ts", format: "esm", geared: true },
  { name: "engine-geared", entry: "worker/main.ts", format: "esm", geared: true },
  { name: "explorer", entry: "explorer/main.ts", format: "iife" },
  { name: "lab", entry: "ui/lab/main.ts", format: "iife" },
  { name: "lab-worker", entry: "worker/lab/main.ts", format: "esm" },
  { name: "gear", entry: "worker/gear/main.ts", format: "esm", geared: true },
];
const RUNTIME = join(here, "node_modules", "onnxruntime-web", "dist", "ort-wasm-simd-threaded.wasm");

/** A stemmer's script is put together from Snowball's own: see src/stemmers/source.mjs. */
async function bundleStemmer(code) {
  const { code: script } = await transform(stemmerSource(code, join(source, "stemmers", "vendor")), {
    minify: true,
    format: "iife",
    target: "es2022",
    legalComments: "inline", // its licence asks for its notice in every copy
  });
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, `stemmer-${code}.js`), script);
}

/** A style sheet is imported as its text; the bundler's own text loader would leave it as it is written. */
const styleText = {
  name: "style-text",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(readFileSync(path, "utf8"), { loader: "css", minify: true });
      return { contents: code.trim(), loader: "text" };
    });
  },
};

async function bundle({ name, entry, format, geared = false }) {
  await build({
    absWorkingDir: here,
    entryPoints: [join(source, entry)],
    outfile: join(target, `${name}.js`),
    bundle: true,
    minify: true,
    format,
    target: "es2022",
    charset: "utf8",
    legalComments: "inline",
    loader: { ".svg": "text" },
    define: { SECOND_GEAR: String(geared) },
    plugins: [styleText],
    logLevel: "warning",
  });
}

mkdirSync(target, { recursive: true });
copyFileSync(RUNTIME, join(target, "runtime.wasm"));
const results = await Promise.allSettled([...BUNDLES.map(bundle), ...Object.keys(STEMMERS).map(bundleStemmer)]);
// esbuild has already said what is wrong and where; a stack trace would bury it
if (results.some(({ status }) => status === "rejected")) process.exit(1);
