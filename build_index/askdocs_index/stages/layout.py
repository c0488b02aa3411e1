"""Ranked things → files: which passage gets which id, which terms share a shard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from askdocs_index.artifact.cells import (
    CAPACITY,
    VECTOR_STEP,
    CellFragment,
    CellPage,
    CellPassage,
    CellSection,
    encode_cell,
)
from askdocs_index.artifact.centroids import KEPT, encode_centroids
from askdocs_index.artifact.postings import Postings, TermEntry, encode_terms
from askdocs_index.artifact.rows import ROW_BYTES
from askdocs_index.artifact.table import QuestionTable
from askdocs_index.artifact.words import encode_words
from askdocs_index.model import Passage

SHARD_BYTES = 4 << 10  # of a term shard before compression; one larger entry has its own
WORDS_A_SHARD = 128  # about 8 KB: what a question pays for a word that the site does not use

PostingList = Sequence[tuple[int, int]]  # (document number, impact byte)


@dataclass(frozen=True, slots=True)
class Shard:
    """A file of the keys from ``start`` up to the next shard's."""

    start: str
    data: bytes


def passage_ids(members: NDArray[np.intp]) -> list[int]:
    """The cell of each passage → its id, by the order of the passages within each cell."""
    slots: dict[int, int] = {}
    ids = []
    for cell in members.tolist():
        slot = slots.get(cell, 0)
        slots[cell] = slot + 1
        ids.append(cell * CAPACITY + slot)
    return ids


def cell_files(
    passages: Sequence[Passage],
    ids: Sequence[int],
    pages: Mapping[str, int],
    vectors: NDArray[np.float32],
) -> list[bytes]:
    """The cells' files in order. ``pages``: path → page id; ``vectors``: N × D, D may be 0."""
    codes = np.clip(np.rint(vectors / VECTOR_STEP), -127, 127).astype(np.int8)
    cells: dict[int, list[CellPassage]] = {}
    for number in sorted(range(len(ids)), key=ids.__getitem__):
        passage, passage_id = passages[number], ids[number]
        page = passage.page
        made = cell_passage(passage, passage_id, pages[page.path], codes[number].tobytes())
        cells.setdefault(passage_id // CAPACITY, []).append(made)
    return [encode_cell(cells[cell]) for cell in sorted(cells)]


def cell_passage(passage: Passage, passage_id: int, page_id: int, vector: bytes) -> CellPassage:
    """A passage as it is written: with its section's address and its fragments' texts."""
    page = passage.page
    section = page.sections[passage.section]
    written_page = CellPage(page_id, page.path, page.title, page.boost)
    fragments = tuple(
        CellFragment(
            block.kind,
            fragment.block,
            block.text[fragment.start : fragment.end],
            block.label,
            block.language,
            block.header_rows if fragment.start == 0 else 0,
        )
        for fragment in passage.fragments
        for block in [section.blocks[fragment.block]]
    )
    address = CellSection(written_page, passage.section, section.anchor, section.headings)
    return CellPassage(passage_id, address, passage.ordinal, fragments, vector)


def centroid_file(centroids: NDArray[np.float32]) -> bytes:
    """The file of the centroids (cells × D, in steps of 1/127)."""
    rows = centroids[:, :KEPT].astype(np.int8)
    return encode_centroids([row.tobytes() for row in rows])


def term_shards(
    passages: Mapping[str, PostingList],
    pages: Mapping[str, PostingList],
    ids: Sequence[int],
    rows: Mapping[str, bytes],
) -> list[Shard]:
    """All terms in files of about SHARD_BYTES. ``ids``: of the passages by document number."""
    shards: list[Shard] = []
    pending: list[TermEntry] = []
    size = 0
    for term in sorted(passages.keys() | pages.keys()):
        entry = TermEntry(
            term,
            rows.get(term, b""),
            _postings([(ids[number], impact) for number, impact in passages.get(term, ())]),
            _postings(pages.get(term, ())),
        )
        cost = _cost(entry)
        if pending and size + cost > SHARD_BYTES:
            shards.append(Shard(pending[0].term, encode_terms(pending)))
            pending, size = [], 0
        pending.append(entry)
        size += cost
    if pending:
        shards.append(Shard(pending[0].term, encode_terms(pending)))
    return shards


@cache  # the same for every build of a release, and `mkdocs serve` builds often
def word_shards(table: QuestionTable) -> tuple[Shard, ...]:
    """The question table in files of WORDS_A_SHARD pieces."""
    rows = {
        piece: table.rows[place * ROW_BYTES : (place + 1) * ROW_BYTES]
        for piece, place in table.pieces.items()
    }
    pieces = sorted(rows)
    groups = [pieces[i : i + WORDS_A_SHARD] for i in range(0, len(pieces), WORDS_A_SHARD)]
    return tuple(
        Shard(group[0], encode_words({piece: rows[piece] for piece in group})) for group in groups
    )


def common_shard(table: QuestionTable, stopwords: Iterable[str]) -> bytes:
    """The file with the rows of those ``stopwords`` that are one piece of the question table.

    They have no postings, but "how", "not" and "without" turn a question's vector: without them
    its MRR over the Python FAQ falls from .61 to .58.
    """
    places = {word: table.pieces[word] for word in stopwords if word in table.pieces}
    return encode_words(
        {word: table.rows[i * ROW_BYTES : (i + 1) * ROW_BYTES] for word, i in places.items()}
    )


def _postings(unsorted: PostingList) -> Postings:
    rising = sorted(unsorted)
    return Postings([number for number, _ in rising], bytes(impact for _, impact in rising))


def _cost(entry: TermEntry) -> int:
    """About the bytes of an entry before compression."""
    return len(entry.term) + len(entry.row) + 2 * (len(entry.passages.ids) + len(entry.pages.ids))
