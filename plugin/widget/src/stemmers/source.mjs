// The stemmers that Askdocs ships, and the script that each becomes: vendor/ holds Snowball's
// generated classes as classic scripts; a site gets the one of its language in front of the engine.
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Base language code → Snowball's name; language.py has the same table. */
export const STEMMERS = {
  da: "danish", de: "german", en: "english", es: "spanish", fi: "finnish",
  fr: "french", hu: "hungarian", it: "italian", nl: "dutch", no: "norwegian",
  pt: "portuguese", ru: "russian", sv: "swedish",
};

/**
 * A script that sets `globalThis.askdocsStem` to the stemmer of `code`: word → stem.
 * `vendor` is the folder of Snowball's scripts: a bundled caller's import.meta.url would not lead there.
 */
export function stemmerSource(code, vendor) {
  const vendored = (part) => readFileSync(join(vendor, `${part}-stemmer.js`), "utf8");
  const name = STEMMERS[code];
  return `/*! Stemmer: Snowball 3.0.1, https://snowballstem.org, BSD-3-Clause. (c) 2001 Dr Martin Porter; (c) 2004, 2005 Richard Boulton; (c) 2006-2025 Olly Betts. All rights reserved. */
var BaseStemmer;
${vendored("base")}
${vendored(name)}
const stemmer = new ${name[0].toUpperCase()}${name.slice(1)}Stemmer();
globalThis.askdocsStem = (word) => stemmer.stemWord(word);
`;
}
