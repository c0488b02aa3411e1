from __future__ import annotations

import hashlib

import numpy as np
import pytest

from askdocs_index.artifact import table as room
from askdocs_index.artifact.rows import DIMENSIONS, decode_row, encode_row
from askdocs_index.artifact.table import (
    MAX_BYTES,
    decode_table,
    encode_table,
    load_table,
    read_data,
)
from askdocs_index.errors import CorruptError, FormatError
from askdocs_index.stages.encode.fast import fast_encoder
from askdocs_index.stages.encode.projection import load_projection

ROWS = {"un": [1.0] * 128, "##able": [0.5, -0.5] * 64, "zebra": [float(i) for i in range(128)]}


def test_a_table_is_read_as_it_was_written() -> None:
    table = decode_table(encode_table(ROWS))
    assert list(table.pieces) == sorted(ROWS)
    for piece, row in ROWS.items():
        assert table.row(piece) == decode_row(encode_row(row))


def test_the_first_bytes_of_a_table_are_as_the_layout_says() -> None:
    data = encode_table({"un": ROWS["un"]})
    size = int.from_bytes(data[12:16], "little")
    assert data[:12] == b"askt" + (1).to_bytes(4, "little") + (1).to_bytes(4, "little")
    assert data[16 + size :] == encode_row(ROWS["un"])


def test_a_words_row_is_the_sum_of_its_pieces_rows() -> None:
    table = decode_table(encode_table(ROWS))
    pieces = np.array([table.row("un"), table.row("##able")])
    assert table.word_row("unable") == pieces.sum(axis=0).tolist()


def test_punctuation_and_unknown_words_have_no_row() -> None:
    table = decode_table(encode_table(ROWS))
    assert table.pieces_of("un-zebra? qqq") == ["un", "zebra"]
    assert table.word_row("qqq") == [0.0] * DIMENSIONS


@pytest.mark.parametrize("damage", [b"", b"junk" * 9, encode_table(ROWS)[:-1]])
def test_a_damaged_table_is_refused(damage: bytes) -> None:
    with pytest.raises(CorruptError, match="Install Askdocs again"):
        decode_table(damage)


def test_another_layout_is_refused() -> None:
    data = bytearray(encode_table(ROWS))
    data[4] = 9
    with pytest.raises(FormatError, match="layout 9"):
        decode_table(bytes(data))


def test_shipped_data_without_a_recorded_digest_is_refused() -> None:
    with pytest.raises(CorruptError, match="none recorded was expected"):
        read_data("stopwords/en.txt")


def test_the_shipped_table_is_the_recorded_one_and_small() -> None:
    data = read_data(room.TABLE_NAME)
    assert len(data) <= MAX_BYTES
    assert load_table().digest == hashlib.sha256(data).hexdigest()
    assert len(load_table().pieces) > 20_000


def test_the_projection_keeps_lengths_and_angles_in_its_space() -> None:
    matrix = load_projection().matrix
    assert matrix.shape == (384, 128)
    assert np.abs(matrix.T @ matrix - np.eye(128)).max() < 5e-3


def test_the_fast_encoder_is_the_table_on_passages() -> None:
    (vector,) = fast_encoder().encode(["Clear the cache!"])
    rows = np.array([load_table().word_row(word) for word in ("clear", "the", "cache")])
    total = rows.sum(axis=0)
    assert np.allclose(vector, total / np.linalg.norm(total), atol=1e-6)


def test_the_fast_encoder_gives_a_text_without_words_a_row_of_zeros() -> None:
    assert not fast_encoder().encode(["?!", "中"]).any()


def test_the_fast_encoder_likens_a_question_to_what_answers_it() -> None:
    question, answer, other = fast_encoder().encode(
        [
            "how do I delete the cached packages",
            "To remove entries from the cache, run the clean command.",
            "The colour of the header is set by the theme's primary palette.",
        ]
    )
    assert question @ answer > question @ other + 0.2
