"""Pairs of terms: found side by side, also over stop words, never across texts."""

from __future__ import annotations

import pytest

from askdocs_index.engine.phrase import pairs, shared
from askdocs_index.terms import Analyzer

ENGLISH = Analyzer("en")


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["the cache directory is set"], 1.0),
        (["a directory of the cache"], 0.0),
        (["directories for caches", "cached in a directory"], 1.0),
        (["cache", "directory"], 0.0),
        ([], 0.0),
    ],
)
def test_a_pair_counts_where_it_stands_side_by_side(texts: list[str], expected: float) -> None:
    assert shared(pairs(["cache directory"], ENGLISH), texts, ENGLISH) == expected


def test_a_question_of_one_term_has_no_pairs() -> None:
    assert shared(pairs(["cache"], ENGLISH), ["cache cache"], ENGLISH) == 0.0
