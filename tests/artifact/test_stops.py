from __future__ import annotations

import pytest

from askdocs_index.artifact.rows import ROW_BYTES
from askdocs_index.artifact.stops import decode_stops, encode_stops
from askdocs_index.errors import CorruptError

ROWS = {word: bytes([i]) * ROW_BYTES for i, word in enumerate(["how", "not", "über"])}


def test_stop_words_come_back() -> None:
    assert decode_stops("stops-0.bin", encode_stops(ROWS)) == ROWS


def test_a_truncated_file_is_refused() -> None:
    with pytest.raises(CorruptError, match=r"stops-0\.bin"):
        decode_stops("stops-0.bin", encode_stops(ROWS)[:-9])
