"""Mistyped words, against a slow and obvious reading of what one edit is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from askdocs_index.artifact.spelling import decode_spelling, encode_spelling
from askdocs_index.engine.spelling import MAX_LOOKED_UP, doubtful, meant, one_edit, replaced
from askdocs_index.stages.words import near, spelling_uses

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


def test_a_right_word_of_others_is_not_mistyped() -> None:
    assert meant("like", [{"like": 0, "line": 9}], []) == ""
    assert meant("lite", [{"like": 0, "line": 9}], []) == "line"


def test_names_are_left_as_they_are() -> None:
    words = {"chanel": "channel"}
    text = "Chanel? --chanel a.chanel chanel/x chanel() chanel_x chanel."
    assert replaced(text, words) == "channel? --chanel a.chanel chanel/x chanel() chanel_x channel."


@given(st.sets(letters), st.sets(letters.filter(bool)))
def test_the_words_near_to_others_are_found(words: set[str], others: set[str]) -> None:
    naive = {w for w in words - others if neighbours(w) & others}
    assert set(near(words, dict.fromkeys(others, 1))) == naive


def test_the_sites_words_have_their_uses_and_right_words_near_them_none() -> None:
    uses = spelling_uses({"line": {"line": 2, "lines": 1, "x9": 4}}, ["like", "zebra", "line"])
    assert uses == {"line": 2, "lines": 1, "like": 0}


def test_what_was_written_backwards_is_given_forwards() -> None:
    assert meant("xache", [], [{"ehcac": 9}]) == "cache"


def test_only_plain_words_that_the_site_does_not_know_are_doubtful() -> None:
    words = ["cache", "cahce", "3x11", "the", "instlal", "configuratoin"]
    found = doubtful(words, lambda word: word == "cache")
    assert found == ["configuratoin", "instlal"]
    assert len(found) == MAX_LOOKED_UP
