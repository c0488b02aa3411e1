"""What a hit shows of its passage: at most 300 characters, verbatim, around what was asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from askdocs_index.terms import Analyzer

MAX_CHARACTERS = 300


def excerpt(texts: Sequence[str], weights: Mapping[str, float], analyzer: Analyzer) -> str:
    """A run of one of ``texts`` (a passage's fragments), white space collapsed; "" without text.

    It begins with the line or sentence that holds most of the question's weight.
    """
    best, best_weight = "", -1.0
    for text in texts:
        start = 0
        for line in text.split("\n"):
            weight = _weight(line, weights, analyzer)
            if line.strip() and weight > best_weight:
                best, best_weight = text[start:], weight
            start += len(line) + 1
    return cut(" ".join(best.split()))


def cut(text: str) -> str:
    """``text`` up to MAX_CHARACTERS, at the end of a word where there is one."""
    if len(text) <= MAX_CHARACTERS:
        return text
    end = text.rfind(" ", 0, MAX_CHARACTERS + 1)
    return text[: end if end > 0 else MAX_CHARACTERS]


def _weight(text: str, weights: Mapping[str, float], analyzer: Analyzer) -> float:
    terms = set(analyzer.terms(text))
    return sum(weight for term, weight in weights.items() if term in terms)
