"""Which rows of the question table a site ships."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from askdocs_index.artifact.rows import decode_row, encode_row
from askdocs_index.artifact.table import load_table
from askdocs_index.stages.rows import (
    RELATED,
    SAME,
    cosine,
    encoded,
    site_rows,
    table_words,
    word_row,
)
from askdocs_index.terms import plain_word

FORMS = {
    "delet": {"delete": 9, "deleted": 2},
    "set": {"settings": 5, "set": 1},
    "cach": {"cache": 30},
    "qqqzx": {"qqqzx": 1},
}


def rows() -> dict[str, bytes]:
    return site_rows(FORMS, "en")


def near(written: bytes, word: str) -> float:
    return cosine(np.array(decode_row(written)), np.array(load_table().word_row(word)))


def test_a_term_that_reads_like_a_word_has_that_words_row() -> None:
    assert near(rows()["set"], "set") > 0.99


def test_another_terms_row_is_the_mean_over_its_words() -> None:
    mean = 9 * np.array(load_table().word_row("delete")) + 2 * np.array(
        load_table().word_row("deleted")
    )
    assert cosine(np.array(decode_row(rows()["delet"])), mean) > 0.99


def test_a_form_that_points_elsewhere_has_a_row_of_its_own_and_a_near_one_has_none() -> None:
    found = rows()
    for term, words in FORMS.items():
        for word in words:
            if term in found and word != term:
                assert (word in found) == (near(found[term], word) < SAME)
    assert near(found["settings"], "settings") > 0.99


def test_words_near_to_a_term_are_there_even_where_the_site_does_not_use_them() -> None:
    assert near(rows()["erase"], "erase") > 0.99


def test_there_are_no_more_related_words_than_terms_and_all_are_related() -> None:
    found, forms = rows(), {term: words for term, words in FORMS.items() if term in rows()}
    others = [key for key in found if key not in FORMS and plain_word(key, "en").term not in FORMS]
    assert 0 < len(others) <= len(forms)
    for word in others:
        assert max(near(found[term], word) for term in forms) > RELATED - 0.02


def test_stop_words_are_no_related_words() -> None:
    assert not {"the", "how", "not"} & set(table_words("en").words)


def test_a_site_without_words_has_no_rows() -> None:
    assert site_rows({}, "en") == {}


@given(st.lists(st.floats(-50, 50), min_size=128, max_size=128).filter(any))
def test_the_fast_way_to_encode_a_row_gives_the_same_bytes(values: list[float]) -> None:
    assert encoded([np.array(values)]) == [encode_row(values)]


@given(st.lists(st.sampled_from(sorted(load_table().pieces)), min_size=1, max_size=3))
def test_the_fast_way_to_a_words_row_gives_the_same_values(pieces: list[str]) -> None:
    word = "".join(piece.removeprefix("##") for piece in pieces)
    rows = [load_table().row(piece) for piece in load_table().pieces_of(word)]
    expected = np.array(rows).sum(axis=0) if rows else np.zeros(128)
    assert np.array_equal(word_row(word), expected)
