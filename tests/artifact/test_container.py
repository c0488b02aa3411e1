"""The envelope of the binary files: what it refuses, and that it is the same every time."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askdocs_index.artifact.container import Cursor, content_hash, deltas, pack, unpack, varint
from askdocs_index.errors import CorruptError, FormatError

KIND = b"T"


def test_a_body_comes_back_as_it_went_in() -> None:
    assert unpack("terms-0.bin", KIND, pack(KIND, b"body")) == b"body"


def test_equal_bodies_give_equal_bytes() -> None:
    assert pack(KIND, b"body" * 1000) == pack(KIND, b"body" * 1000)


def test_a_foreign_reader_sees_the_documented_header() -> None:
    plain = gzip.decompress(pack(KIND, b"body"))
    assert plain == b"askd" + b"T" + b"\x01" + b"\x00\x00" + b"body"


def test_the_hash_in_a_name_is_the_start_of_sha256() -> None:
    assert content_hash(b"") == "e3b0c44298"


@pytest.mark.parametrize("cut", [0, 1, 9, 20])
def test_a_truncated_file_is_refused_by_name(cut: int) -> None:
    data = pack(KIND, bytes(range(200)))
    with pytest.raises(CorruptError, match=r"terms-0\.bin"):
        unpack("terms-0.bin", KIND, data[:cut])


def test_another_format_is_refused_with_both_numbers() -> None:
    other = gzip.compress(b"askdT\x09\x00\x00body")
    with pytest.raises(FormatError, match=r"format 9.*reads format 1"):
        unpack("terms-0.bin", KIND, other)


def test_another_kind_is_refused() -> None:
    with pytest.raises(CorruptError, match="kind"):
        unpack("cell-0.bin", b"C", pack(KIND, b""))


@given(st.binary(max_size=300))
def test_no_bytes_at_all_make_it_fail_otherwise(data: bytes) -> None:
    with pytest.raises((CorruptError, FormatError)):
        unpack("x.bin", KIND, data)


@given(st.integers(min_value=0, max_value=2**32 - 1))
def test_varints_come_back(value: int) -> None:
    assert Cursor("x", varint(value)).varint() == value


@given(st.sets(st.integers(min_value=0, max_value=2**31)))
def test_rising_ids_come_back(numbers: set[int]) -> None:
    rising = sorted(numbers)
    assert Cursor("x", deltas(rising)).deltas(len(rising)) == rising


def test_reading_past_the_end_is_refused() -> None:
    with pytest.raises(CorruptError, match="too early"):
        Cursor("x", b"\x80").varint()
