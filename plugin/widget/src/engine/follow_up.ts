// Whether a question leans on the one before it: the twin of follow_up.py.

const BEGINS = /^(and|but|or|also|so|then|why not|what if|(how|what) about)\b|^why\W*$/i;
const POINTS = /\b(it|its|they|them|their|theirs|those|these|there|instead|again)\b/i;
const EMPTY = /\b((is|are|was|were) there|there (is|are)|(is|was|make) it (possible|easy|safe)|it is)\b/gi;

/** By its English words: "and in Docker?", "how do I turn it off?". */
export function isFollowUp(question: string): boolean {
  const text = question.replaceAll("\u2019", "'").trim().replace(/\s+/g, " ");
  return BEGINS.test(text) || POINTS.test(text.replace(EMPTY, ""));
}
