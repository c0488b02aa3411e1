"""Word shards, and how a question's unknown words find their rows in them."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from askdocs_index.artifact.rows import ROW_BYTES
from askdocs_index.artifact.words import decode_words, encode_words
from askdocs_index.engine.words import MAX_UNKNOWN_WORDS, unknown_words, word_rows

ROWS = {
    piece: bytes([i]) * ROW_BYTES for i, piece in enumerate(["##book", "lap", "laptop", "note"])
}


def test_words_come_back() -> None:
    assert decode_words("words-0.bin", encode_words(ROWS)) == ROWS


@pytest.mark.parametrize(
    ("word", "pieces"),
    [("laptop", ["laptop"]), ("notebook", ["note", "##book"]), ("laptops", []), ("xyz", [])],
)
def test_a_word_has_the_rows_of_all_its_pieces_or_none(word: str, pieces: list[str]) -> None:
    assert word_rows(word, lambda _: ROWS) == [ROWS[piece] for piece in pieces]


def test_a_word_that_needs_too_many_shards_has_no_row() -> None:
    begins, goes_on, ends = {"lap": ROWS["lap"]}, {"##book": ROWS["##book"]}, {"##s": ROWS["note"]}

    def shard_of(piece: str) -> Mapping[str, bytes]:
        if not piece.startswith("##"):
            return begins
        return goes_on if piece.startswith("##b") else ends

    assert word_rows("lapbook", shard_of) == [ROWS["lap"], ROWS["##book"]]
    assert word_rows("lapbooks", shard_of) == []


def test_an_apostrophe_needs_no_row() -> None:
    rows = ROWS | {"s": ROWS["lap"]}
    assert word_rows("note's", lambda _: rows) == [ROWS["note"], ROWS["lap"]]


def test_only_the_longest_unknown_words_are_looked_up() -> None:
    words = {f"w{'o' * i}rd": 1.0 for i in range(9)}
    found = unknown_words(words, lambda word: word == "word")
    assert len(found) == MAX_UNKNOWN_WORDS
    assert found == sorted(found)
    assert "word" not in found
