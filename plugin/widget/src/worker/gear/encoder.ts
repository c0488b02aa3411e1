/** Texts to vectors with all-MiniLM-L6-v2, as the build's encoder does it. */
import { InferenceSession, Tensor, env } from "onnxruntime-web/wasm";
import { type Cursor, utf8 } from "../../engine/container";
import type { Encode } from "../../engine/types";
import { UNKNOWN, tokenise } from "../../engine/wordpiece";

const FIRST = "[CLS]";
const LAST = "[SEP]";
const MAX_TOKENS = 256; // with these two

/** Piece → id. */
export type Vocabulary = ReadonlyMap<string, number>;

/** The encoder in the body of its file, run by the WebAssembly in the body of the runtime's; one thread. */
export async function openEncoder(encoder: Cursor, runtime: Cursor): Promise<Encode> {
  const vocabulary = vocabularyFrom(encoder);
  const model = encoder.take(encoder.u32());
  env.wasm.numThreads = 1; // more would need headers that a static host does not send
  env.wasm.wasmBinary = runtime.take(runtime.u32());
  const session = await InferenceSession.create(model, { executionProviders: ["wasm"] });
  env.wasm.wasmBinary = new Uint8Array(); // 14 MB that nobody needs any more
  return async (text) => {
    const ids = idsOf(text, vocabulary);
    const feeds = { ids: new Tensor("int64", BigInt64Array.from(ids, BigInt), [1, ids.length]) };
    return [...(await session.run(feeds)).vector.data];
  };
}

/** The pieces of the encoder's file, which are the first thing in its body. */
export function vocabularyFrom(encoder: Cursor): Vocabulary {
  const pieces = utf8(encoder.name, encoder.take(encoder.u32())).split("\n").slice(0, -1);
  return new Map(pieces.map((piece, id) => [piece, id]));
}

/** The ids of a text as the model takes them. */
export function idsOf(text: string, vocabulary: Vocabulary): number[] {
  const pieces = tokenise(text, vocabulary).slice(0, MAX_TOKENS - 2);
  const unknown = vocabulary.get(UNKNOWN) ?? 0;
  return [FIRST, ...pieces, LAST].map((piece) => vocabulary.get(piece) ?? unknown);
}
