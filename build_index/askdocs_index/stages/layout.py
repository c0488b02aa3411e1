"""Ranked things → files: which passage gets which id, which terms share a shard."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Protocol

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
MAX_SHARDS = 1500  # of terms, about: on a large site they grow rather than become more
SMALL_BYTES = 32 << 10  # of all entries of a site whose terms are one file

WORDS_A_SHARD = 4096  # of a spelling shard: about 12 KB


class PostingList(Protocol):
    """(document number, impact byte) of the documents of one term."""

    def __iter__(self) -> Iterator[tuple[int, int]]: ...
    def __len__(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Shard:
    """A file of the keys from ``start`` up to the next shard's."""

    start: str
    data: bytes


Questions = Mapping[tuple[str, int], str]  # (path, number) of a section → a question it answers


def cell_files(
    passages: Sequence[Passage],
    ids: Sequence[int],
    pages: Mapping[str, int],
    vectors: NDArray[np.float32],
    count: int,
    questions: Questions,
) -> list[bytes]:
    """The files of ``count`` cells in order, of which some may be empty.

    ``pages``: path → page id; ``vectors``: N × D, D may be 0; ``questions``: of sections that
    answer one.
    """
    codes = np.clip(np.rint(vectors / VECTOR_STEP), -127, 127).astype(np.int8)
    cells: list[list[CellPassage]] = [[] for _ in range(count)]
    for number in sorted(range(len(ids)), key=ids.__getitem__):
        passage, passage_id = passages[number], ids[number]
        page = passage.page
        question = questions.get((page.path, passage.section), "")
        row = codes[number].tobytes()
        made = cell_passage(passage, passage_id, pages[page.path], row, question)
        cells[passage_id // CAPACITY].append(made)
    return [encode_cell(cell) for cell in cells]


def cell_passage(
    passage: Passage, passage_id: int, page_id: int, vector: bytes, question: str = ""
) -> CellPassage:
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
    address = CellSection(written_page, passage.section, section.anchor, section.headings, question)
    return CellPassage(passage_id, address, passage.ordinal, fragments, vector)


def centroid_file(centroids: NDArray[np.float32]) -> bytes:
    """The file of the centroids (cells × D, in steps of 1/127)."""
    return encode_centroids(centroids[:, :KEPT].astype(int).tolist())


def term_shards(
    passages: Mapping[str, PostingList],
    pages: Mapping[str, PostingList],
    ids: Sequence[int],
    page_ids: Sequence[int],
    rows: Mapping[str, bytes],
    before: Sequence[str] = (),
) -> list[Shard]:
    """All keys in files of about SHARD_BYTES, cut where they were ``before`` as far as that fits.

    ``ids`` and ``page_ids``: of the passages and the pages by document number.
    """

    def cost(key: str) -> int:  # about the bytes of an entry before compression
        postings = len(passages.get(key, ())) + len(pages.get(key, ()))
        return len(key) + len(rows.get(key, b"")) + 2 * postings

    def entry(key: str) -> TermEntry:
        return TermEntry(
            key,
            rows.get(key, b""),
            _postings(ids, passages.get(key, ())),
            _postings(page_ids, pages.get(key, ())),
        )

    keys = sorted(passages.keys() | pages.keys() | rows.keys())
    total = sum(map(cost, keys))
    limit = SMALL_BYTES if total <= SMALL_BYTES else max(SHARD_BYTES, total // MAX_SHARDS)
    groups = cut(keys, cost, limit, before)
    starts = ["", *(between(a[-1], b[0]) for a, b in pairwise(groups))]
    return [
        Shard(start, encode_terms([entry(key) for key in group]))
        for start, group in zip(starts, groups, strict=False)
    ]


def cut(
    keys: Sequence[str], cost: Callable[[str], int], limit: int, before: Sequence[str]
) -> list[list[str]]:
    """Runs of keys that cost about ``limit`` together, or one that costs more alone.

    A run of the build ``before``, named by its start, stays one until it costs twice the limit.
    """
    if not before:
        return list(_groups(keys, cost, limit))
    groups: list[list[str]] = []
    for _, each in groupby(keys, lambda key: bisect_right(before, key)):
        group = list(each)
        kept = sum(map(cost, group)) <= 2 * limit
        groups += [group] if kept else _groups(group, cost, limit)
    return groups


def between(last: str, first: str) -> str:
    """The shortest beginning of ``first`` that is greater than ``last``, the key before it."""
    return next(first[:size] for size in range(1, len(first) + 1) if first[:size] > last)


def _groups(keys: Iterable[str], cost: Callable[[str], int], limit: int) -> Iterator[list[str]]:
    group: list[str] = []
    size = 0
    for key in keys:
        each = cost(key)
        if group and size + each > limit:
            yield group
            group, size = [], 0
        group.append(key)
        size += each
    if group:
        yield group


def spelling_shards(uses: Mapping[str, int]) -> tuple[list[Shard], list[Shard]]:
    """The words that readers may mistype, forwards and, where one file does not do, backwards."""
    if len(uses) <= WORDS_A_SHARD:
        return _word_shards(uses), []
    return _word_shards(uses), _word_shards({word[::-1]: n for word, n in uses.items()})


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


def _postings(ids: Sequence[int], posted: PostingList) -> Postings:
    """``posted`` with the ids of its documents, rising."""
    rising = sorted((ids[number], impact) for number, impact in posted)
    return Postings([number for number, _ in rising], bytes(impact for _, impact in rising))
