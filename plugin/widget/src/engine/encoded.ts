// The question's vector from the full encoder, in place of the sum of rows: the twin of encoded.py.
import { type Asked, CONTEXT_WEIGHT } from "./asked";
import type { Encode } from "./types";

/** The question with its vector; as it is while it is typed, and where the encoder gives none. */
export async function encoded(asked: Asked, encode: Encode): Promise<Asked> {
  const { text, context, counts, unfinished } = asked;
  if (unfinished || counts.size === 0) return asked;
  const [own, before] = await Promise.all([encode(text), context ? encode(context) : undefined]);
  if (!own) return asked;
  return { ...asked, vector: before ? mixed(own, before) : own };
}

/** What is borrowed of the question before counts as its terms do. */
function mixed(own: readonly number[], before: readonly number[]): number[] {
  const sum = own.map((value, i) => value + CONTEXT_WEIGHT * (before[i] ?? 0));
  const length = Math.sqrt(sum.reduce((total, value) => total + value * value, 0));
  return sum.map((value) => value / length);
}
