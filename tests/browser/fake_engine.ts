/**
 * An engine of a few fixed answers, for tests of the interface alone. It speaks through the real handler,
 * protocol and `fetchBytes`; the words of a question choose what it does:
 *
 * - `offline`, `corrupt`, `missing`, `format`: that error;
 * - `half`: part of the index is missing;
 * - `slow`: replies after 800 ms;  `nothing`: no hits;  `unknown`: not in these docs;  `perhaps`: uncertain.
 *
 * `search` fetches `shard-WORDS.bin`, so that a server can see when a question went out.
 */
import { AskdocsError } from "../../plugin/widget/src/engine/errors";
import type { Answer, Hit, Incomplete, OpenSession, Part, SearchOptions, Searched } from "../../plugin/widget/src/engine/types";
import { handler } from "../../plugin/widget/src/worker/handler";
import type { Message } from "../../plugin/widget/src/worker/protocol";

interface Manifest {
  readonly language: string;
  readonly ui: unknown;
  readonly starters: Readonly<Record<string, readonly string[]>>;
  readonly hits: readonly Hit[];
  readonly parts: readonly Part[];
  readonly suggestions: readonly string[];
}

const openSession: OpenSession = async ({ fetchBytes, base }) => {
  const bytes = await fetchBytes("manifest.json");
  const manifest = JSON.parse(new TextDecoder().decode(bytes)) as Manifest;
  const hits = manifest.hits.map((hit) => ({ ...hit, url: new URL(hit.url, base).href }));
  const known = new Set<string>();

  const load = async (question: string): Promise<void> => {
    for (const code of ["offline", "corrupt", "missing", "format"] as const) {
      if (question.includes(code)) throw new AskdocsError(code, `fake.bin: ${code}, as asked.`);
    }
    if (question.includes("slow")) await new Promise((resolve) => setTimeout(resolve, 800));
    if (!known.has(question)) await fetchBytes(`shard-${question.replace(/\W+/g, "_")}.bin`);
    known.add(question);
  };

  const found = (question: string, { limit = 10 }: SearchOptions = {}): Searched => ({
    hits: question.includes("nothing") ? [] : hits.slice(0, limit),
    ...incomplete(question),
  });

  return {
    site: { filters: {}, ...manifest },
    atHand: (question, options) => (known.has(question) ? found(question, options) : null),
    search: async (question, options) => {
      await load(question);
      return found(question, options);
    },
    ask: async (question): Promise<Answer> => {
      await load(question);
      const status = question.includes("unknown") ? "not_found" : question.includes("perhaps") ? "uncertain" : "answered";
      const parts = status === "answered" ? manifest.parts : status === "uncertain" ? manifest.parts.slice(0, 1) : [];
      return { status, confidence: 0.5, parts, hits, suggestions: manifest.suggestions, ...incomplete(question) };
    },
  };
};

function incomplete(question: string): Incomplete {
  return question.includes("half") ? { incomplete: { code: "missing", message: "fake.bin: missing, as asked." } } : {};
}

export const handle = handler(openSession);

if (!("document" in globalThis)) {
  globalThis.onmessage = ({ data }: MessageEvent<Message>) => handle(data, (reply) => postMessage(reply));
}
