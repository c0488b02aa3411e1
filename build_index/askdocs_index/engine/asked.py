"""A question as the search sees it: counted terms, and the plain words for the question table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from askdocs_index.artifact.manifest import Ranges
from askdocs_index.terms import Analyzer

MAX_CHARACTERS = 1000  # what lies beyond is cut, and the dialog says so
MAX_TERMS = 20  # distinct ones; the longest are kept, as longer words tend to be rarer
MAX_TERM_FILES = 9  # that the terms of one question are looked up in
CONTEXT_WEIGHT = 0.5  # of a term that only the question before had, against one of this question
MAX_FOLLOW_UP_TERMS = 4  # a question of more terms than this says for itself what it is about
NOWHERE = Ranges()


@dataclass(frozen=True, slots=True)
class Asked:
    """``counts``: term → occurrences, sorted by term. ``words``: plain word → occurrences.

    ``term_of``: plain word → its term, "" for a stop word. ``unfinished``: the last word, while the
    reader types it.
    """

    text: str
    counts: Mapping[str, float]
    words: Mapping[str, float]
    term_of: Mapping[str, str]
    unfinished: str = ""
    skipped: frozenset[str] = frozenset()  # terms that are not looked up
    context: str = ""  # the question before, where its terms were borrowed
    read: frozenset[str] = frozenset()  # hashes of the shards that were read to understand it
    vector: Sequence[float] = ()  # where an encoder gave it one, in place of the sum of rows

    def keys(self) -> list[str]:
        """What the index may know something of: the terms, and the words that stand for them."""
        words = (word for word, term in self.term_of.items() if term in self.counts)
        return sorted({*self.counts, *words})


def understand(
    question: str,
    analyzer: Analyzer,
    before: Sequence[str] = (),
    *,
    typing: bool = False,
    files: Ranges = NOWHERE,
) -> Asked:
    """The question cut to MAX_CHARACTERS, MAX_TERMS and MAX_TERM_FILES of ``files``.

    A short one borrows the terms of the last question ``before`` it: "and in Docker?". While the
    reader is ``typing``, the word that ends the question may be the beginning of one.
    """
    text = question.strip()[:MAX_CHARACTERS]
    terms, words, term_of = _count(text, analyzer)
    context = before[-1].strip()[:MAX_CHARACTERS] if before else ""
    if not terms or len(terms) > MAX_FOLLOW_UP_TERMS:
        context = ""
    if context:
        old_terms, old_words, old_term_of = _count(context, analyzer)
        terms = {t: CONTEXT_WEIGHT * n for t, n in old_terms.items()} | terms
        words = {w: CONTEXT_WEIGHT * n for w, n in old_words.items()} | words
        term_of = old_term_of | term_of
    kept = affordable(terms, term_of, files)
    counts = {term: terms[term] for term in sorted(kept)}
    unfinished = last_word(question, analyzer) if typing else ""
    by_word = {word: words[word] for word in sorted(words)}
    skipped = frozenset(terms.keys() - kept)
    return Asked(text, counts, by_word, term_of, unfinished, skipped, context)


def affordable(terms: Iterable[str], term_of: Mapping[str, str], files: Ranges) -> set[str]:
    """Those of ``terms`` that are looked up, the longest first, with the words that stand for them.

    Each word in a file of its own would take a long question's every word a request.
    """
    kept: set[str] = set()
    opened: set[str | None] = set()
    for term in sorted(terms, key=lambda term: (-len(term), term)):
        keys = (term, *(word for word, other in term_of.items() if other == term))
        wanted = opened.union(map(files.find, keys))
        if len(kept) < MAX_TERMS and len(wanted) <= MAX_TERM_FILES:
            kept.add(term)
            opened = wanted
    return kept


def last_word(question: str, analyzer: Analyzer) -> str:
    """The plain word at the very end of the question; empty where there is none."""
    tokens = analyzer.tokens(question[-MAX_CHARACTERS:])
    word = tokens[-1].word if tokens else ""
    return word if word and question.lower().endswith(word) else ""


def _count(
    text: str, analyzer: Analyzer
) -> tuple[dict[str, float], dict[str, float], dict[str, str]]:
    tokens = analyzer.tokens(text)
    terms = Counter(token.term for token in tokens if token.term)
    words = Counter(token.word for token in tokens if token.word)
    return dict(terms), dict(words), {token.word: token.term for token in tokens if token.word}
