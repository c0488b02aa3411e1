"""A question as the search sees it: counted terms, and the plain words for the question table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from askdocs_index.terms import Analyzer

MAX_CHARACTERS = 1000  # what lies beyond is cut, and the dialog says so
MAX_TERMS = 24  # distinct ones; the longest are kept, as longer words tend to be rarer


@dataclass(frozen=True, slots=True)
class Asked:
    """``counts``: term → occurrences, sorted by term. ``words``: plain word → occurrences."""

    text: str
    counts: Mapping[str, int]
    words: Mapping[str, int]


def understand(question: str, analyzer: Analyzer) -> Asked:
    """The question cut to MAX_CHARACTERS and MAX_TERMS."""
    text = question.strip()[:MAX_CHARACTERS]
    tokens = analyzer.tokens(text)
    counts = Counter(token.term for token in tokens if token.term)
    kept = sorted(counts, key=lambda term: (-len(term), term))[:MAX_TERMS]
    words = Counter(token.word for token in tokens if token.word)
    return Asked(text, {t: counts[t] for t in sorted(kept)}, {w: words[w] for w in sorted(words)})
