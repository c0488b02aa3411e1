"""Term shards, cells, centroids, rows and the manifest: what is written is what is read."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askdocs_index.artifact.cells import (
    CellFragment,
    CellPage,
    CellPassage,
    CellSection,
    decode_cell,
    encode_cell,
)
from askdocs_index.artifact.centroids import KEPT, decode_centroids, encode_centroids
from askdocs_index.artifact.container import pack
from askdocs_index.artifact.manifest import (
    Collection,
    Manifest,
    Ranges,
    decode_manifest,
    encode_manifest,
)
from askdocs_index.artifact.postings import Postings, TermEntry, decode_terms, encode_terms
from askdocs_index.artifact.rows import DIMENSIONS, ROW_BYTES, decode_row, encode_row
from askdocs_index.errors import CorruptError, FormatError
from askdocs_index.fusion import Weights
from askdocs_index.model import BlockKind

ids = st.lists(st.integers(min_value=0, max_value=100_000), unique=True, max_size=6).map(sorted)
postings = ids.map(lambda found: Postings(found, bytes(i % 255 + 1 for i in found)))
entries = st.dictionaries(
    st.text(min_size=1, max_size=8),
    st.tuples(st.sampled_from([b"", bytes(range(ROW_BYTES))]), postings, postings),
    max_size=8,
).map(lambda found: [TermEntry(term, *found[term]) for term in sorted(found)])

values = st.floats(min_value=-8, max_value=8, allow_nan=False, width=32)
rows = st.lists(values, min_size=DIMENSIONS, max_size=DIMENSIONS).filter(
    lambda row: max(map(abs, row)) > 1e-4
)

PAGE = CellPage(3, "guide/a b.html", "Ein Titel", 1.0)
SECTION = CellSection(PAGE, 2, "wie-geht-das", ("Ein Titel", "Wie geht das?"))
PASSAGES = [
    CellPassage(256, SECTION, 0, (CellFragment(BlockKind.TEXT, 0, "So."),), bytes([1, 255])),
    CellPassage(
        257,
        SECTION,
        1,
        (CellFragment(BlockKind.CODE, 1, "a\n b", "Tab", "python"),),
        bytes([127, 0]),
    ),
]
MANIFEST = Manifest(
    generator="askdocs 0",
    language="de",
    stopwords=("der", "die"),
    counts={"pages": 1},
    passages=Collection(2, 1.5),
    mean_length=31.5,
    pages=Collection(1, 0.5),
    weights=Weights(0.3, 0.2, 0.5),
    probes=8,
    encoder="e",
    terms=Ranges(("", "m"), ("0123456789", "abcdefabcd")),
    stops="",
    cells=("0123456789",),
    centroids="",
    spelling=Ranges(),
    backwards=Ranges(),
)


@given(entries)
def test_terms_come_back(written: list[TermEntry]) -> None:
    read = decode_terms("terms-0.bin", encode_terms(written))
    assert [(e.term, e.row, list(e.passages.ids)) for e in read.values()] == [
        (e.term, e.row, list(e.passages.ids)) for e in written
    ]
    assert [e.pages.impacts for e in read.values()] == [e.pages.impacts for e in written]


def test_a_term_that_is_not_utf8_is_refused() -> None:
    body = b"\x01\x00\x00\x00" + b"\x00\x01\xff" + b"\x00\x00\x00"
    with pytest.raises(CorruptError, match="UTF-8"):
        decode_terms("terms-0.bin", pack(b"T", body))


@given(rows)
def test_a_row_errs_by_half_a_step_at_most(row: list[float]) -> None:
    written = encode_row(row)
    assert len(written) == ROW_BYTES
    step = max(map(abs, row)) / 7 * 1.001  # the scale itself is rounded by 0.02 %
    for value, read in zip(row, decode_row(written), strict=True):
        assert abs(value - read) <= step / 2 + 1e-9


def test_a_cell_comes_back() -> None:
    assert decode_cell("cell-0.bin", encode_cell(PASSAGES)) == PASSAGES


def test_a_cell_without_vectors_comes_back() -> None:
    bare = [replace(passage, vector=b"") for passage in PASSAGES]
    assert decode_cell("cell-0.bin", encode_cell(bare)) == bare


LOST_SECTION = b'{"pages":[],"sections":[],"passages":[[1,0,0,[]]]}'


@pytest.mark.parametrize("text", [b"", b"[]", LOST_SECTION])
def test_a_cell_with_other_json_is_refused(text: bytes) -> None:
    body = bytes(8) + len(text).to_bytes(4, "little") + text
    with pytest.raises(CorruptError, match=r"cell-0\.bin"):
        decode_cell("cell-0.bin", pack(b"C", body))


@given(st.lists(st.integers(-127, 127), min_size=KEPT, max_size=KEPT))
def test_a_centroid_errs_by_half_a_step_at_most(row: list[int]) -> None:
    (read,) = decode_centroids("centroids-0.bin", encode_centroids([row]))
    step = max(1, *map(abs, row)) / 7 / 127
    for value, found in zip(row, read, strict=True):
        assert abs(value / 127 - found) <= step / 2 + 1e-9


def test_the_manifest_comes_back() -> None:
    assert decode_manifest(encode_manifest(MANIFEST)) == MANIFEST


def test_a_manifest_of_another_format_is_refused() -> None:
    other = json.loads(encode_manifest(MANIFEST)) | {"format": 7}
    with pytest.raises(FormatError, match="format 7"):
        decode_manifest(json.dumps(other).encode())


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"format": 1}', b"\xff"])
def test_a_damaged_manifest_is_refused(data: bytes) -> None:
    with pytest.raises(CorruptError, match="manifest"):
        decode_manifest(data)


@pytest.mark.parametrize(("key", "place"), [("a", 0), ("m", 1), ("z", 1), ("lzz", 0)])
def test_a_term_is_looked_for_in_the_shard_that_begins_before_it(key: str, place: int) -> None:
    assert MANIFEST.terms.find(key) == MANIFEST.terms.hashes[place]


def test_a_term_before_the_first_shard_is_nowhere() -> None:
    assert Ranges(("m",), ("0123456789",)).find("a") is None
