"""Ranked things → files: which passage gets which id, which terms share a shard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

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
from askdocs_index.artifact.spelling import encode_spelling
from askdocs_index.artifact.stops import encode_stops
from askdocs_index.artifact.table import QuestionTable
from askdocs_index.model import Passage

SHARD_BYTES = 4 << 10  # of a term shard before compression; one larger entry has its own
SMALL_BYTES = 32 << 10  # of all entries of a site whose terms are one file

WORDS_A_SHARD = 4096  # of a spelling shard: about 12 KB
SHORTEST_WORD = 3  # that a mistyped word of engine.spelling.MIN_LETTERS can be meant for

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
    return encode_centroids(centroids[:, :KEPT].astype(int).tolist())


def term_shards(
    passages: Mapping[str, PostingList],
    pages: Mapping[str, PostingList],
    ids: Sequence[int],
    rows: Mapping[str, bytes],
) -> list[Shard]:
    """All keys in files of about SHARD_BYTES. ``ids``: of the passages by document number."""
    entries = [
        TermEntry(
            key,
            rows.get(key, b""),
            _postings([(ids[number], impact) for number, impact in passages.get(key, ())]),
            _postings(pages.get(key, ())),
        )
        for key in sorted(passages.keys() | pages.keys() | rows.keys())
    ]
    small = sum(map(_cost, entries)) <= SMALL_BYTES
    groups = _groups(entries, SMALL_BYTES if small else SHARD_BYTES)
    return [Shard(group[0].term, encode_terms(group)) for group in groups]


def _groups(entries: Iterable[TermEntry], limit: int) -> Iterator[list[TermEntry]]:
    """Runs of entries that cost no more than ``limit`` together, or of one that costs more."""
    group: list[TermEntry] = []
    size = 0
    for entry in entries:
        cost = _cost(entry)
        if group and size + cost > limit:
            yield group
            group, size = [], 0
        group.append(entry)
        size += cost
    if group:
        yield group


def spelling_shards(uses: Mapping[str, int]) -> tuple[list[Shard], list[Shard]]:
    """The words that readers may mistype, forwards and, where one file does not do, backwards."""
    words = {word: count for word, count in uses.items() if len(word) >= SHORTEST_WORD}
    if len(words) <= WORDS_A_SHARD:
        return _word_shards(words), []
    return _word_shards(words), _word_shards({word[::-1]: n for word, n in words.items()})


def _word_shards(uses: Mapping[str, int]) -> list[Shard]:
    words = sorted(uses)
    groups = (words[i : i + WORDS_A_SHARD] for i in range(0, len(words), WORDS_A_SHARD))
    return [
        Shard(group[0], encode_spelling({word: uses[word] for word in group})) for group in groups
    ]


def stops_file(table: QuestionTable, stopwords: Iterable[str]) -> bytes:
    """The file with the rows of those ``stopwords`` that are one piece of the question table."""
    places = {word: table.pieces[word] for word in stopwords if word in table.pieces}
    return encode_stops(
        {word: table.rows[i * ROW_BYTES : (i + 1) * ROW_BYTES] for word, i in places.items()}
    )


def _postings(unsorted: PostingList) -> Postings:
    rising = sorted(unsorted)
    return Postings([number for number, _ in rising], bytes(impact for _, impact in rising))


def _cost(entry: TermEntry) -> int:
    """About the bytes of an entry before compression."""
    return len(entry.term) + len(entry.row) + 2 * (len(entry.passages.ids) + len(entry.pages.ids))
