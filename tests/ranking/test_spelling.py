"""Mistyped words, against a slow and obvious reading of what one edit is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from askdocs_index.artifact.spelling import decode_spelling, encode_spelling
from askdocs_index.engine.spelling import MAX_LOOKED_UP, doubtful, meant, one_edit

letters = st.text("abc", max_size=6)


def neighbours(word: str) -> set[str]:
    cuts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    out = {a + b[1:] for a, b in cuts if b}
    out |= {a + c + b for a, b in cuts for c in "abc"}
    out |= {a + c + b[1:] for a, b in cuts if b for c in "abc"}
    out |= {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    return out - {word}


@given(letters, letters)
def test_one_edit_is_what_the_naive_list_of_neighbours_says(a: str, b: str) -> None:
    assert one_edit(a, b) == (b in neighbours(a))


@given(st.dictionaries(st.text(min_size=1, max_size=9), st.integers(0, 10**6), max_size=9))
def test_spelling_shards_come_back(uses: dict[str, int]) -> None:
    assert decode_spelling("spelling-0.bin", encode_spelling(uses)) == uses


def test_the_word_that_the_site_uses_most_is_meant() -> None:
    shard = {"cache": 9, "cachet": 1, "catch": 2}
    assert meant("cachw", [shard], []) == "cache"
    assert meant("cahce", [shard], []) == "cache"
    assert meant("zebra", [shard], []) == ""


def test_what_was_written_backwards_is_given_forwards() -> None:
    assert meant("xache", [], [{"ehcac": 9}]) == "cache"


def test_only_plain_words_that_the_site_does_not_know_are_doubtful() -> None:
    words = ["cache", "cahce", "3x11", "the", "instlal", "configuratoin"]
    found = doubtful(words, lambda word: word == "cache")
    assert found == ["configuratoin", "instlal"]
    assert len(found) == MAX_LOOKED_UP
