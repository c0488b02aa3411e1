"""Term shards: what the index knows of each term, in files cut by range of the sorted keys.

A key is a term, or a word that has a row of its own and stands in no passage.

Body of kind T (see ``container``); the streams follow each other, each over all terms in order:

    ============ ================================================================
    stream       content
    ============ ================================================================
    count        u32, number of keys
    names        the keys, rising by code point (see ``names``)
    sizes        a term: varint passages, varint pages, one byte: has a row (0/1)
    rows         a term that has one: its row of the question table (see ``rows``)
    passages     a term: its passages' ids, rising, as varint differences
    impacts      a term: one byte a passage, in steps of ``bm25.IMPACT_STEP``
    pages        a term: its pages' ids, rising, as varint differences
    page impacts a term: one byte a page
    ============ ================================================================
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from askdocs_index.artifact.container import Cursor, deltas, pack, unpack, varint
from askdocs_index.artifact.names import decode_names, encode_names
from askdocs_index.artifact.rows import ROW_BYTES

KIND = b"T"


@dataclass(frozen=True, slots=True)
class Postings:
    """Where a term stands: ids rising, and the impact in each as a byte 1 … 255."""

    ids: Sequence[int]
    impacts: bytes


@dataclass(frozen=True, slots=True)
class TermEntry:
    """What the index holds under one key. ``row`` is empty where the question table has none."""

    term: str
    row: bytes
    passages: Postings
    pages: Postings


def encode_terms(entries: Sequence[TermEntry]) -> bytes:
    """A shard's file bytes; ``entries`` are sorted by term."""
    terms = [
        len(entries).to_bytes(4, "little"),
        encode_names([entry.term for entry in entries]),
        b"".join(
            varint(len(entry.passages.ids))
            + varint(len(entry.pages.ids))
            + bytes([bool(entry.row)])
            for entry in entries
        ),
    ]
    rows = b"".join(entry.row for entry in entries)
    postings = [
        b"".join(deltas(entry.passages.ids) for entry in entries),
        b"".join(entry.passages.impacts for entry in entries),
        b"".join(deltas(entry.pages.ids) for entry in entries),
        b"".join(entry.pages.impacts for entry in entries),
    ]
    return pack(KIND, b"".join(terms), rows, b"".join(postings))


def decode_terms(name: str, data: bytes) -> dict[str, TermEntry]:
    """The entries of the shard ``name`` by term. Raises CorruptError or FormatError."""
    cursor = Cursor(name, unpack(name, KIND, data))
    count = cursor.u32()
    terms = decode_names(cursor, count)
    sizes = [(cursor.varint(), cursor.varint(), cursor.byte()) for _ in terms]
    rows = [cursor.take(ROW_BYTES if has_row else 0) for _, _, has_row in sizes]
    passages = [cursor.deltas(size) for size, _, _ in sizes]
    impacts = [cursor.take(size) for size, _, _ in sizes]
    pages = [cursor.deltas(size) for _, size, _ in sizes]
    page_impacts = [cursor.take(size) for _, size, _ in sizes]
    return {
        term: TermEntry(term, row, Postings(ids, impact), Postings(page_ids, page_impact))
        for term, row, ids, impact, page_ids, page_impact in zip(
            terms, rows, passages, impacts, pages, page_impacts, strict=True
        )
    }
