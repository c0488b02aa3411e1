"""Cells: groups of passages that are about the same things, with all that ranks and shows them.

Body of kind C (see ``container``):

    ==== ======================================================================
    size field
    ==== ======================================================================
    4    u32, number of passages n
    4    u32, dimensions d of a vector; 0 where the site has no vectors
    n·d  int8 in steps of ``VECTOR_STEP``: first every passage's dimension 0, …
    4    u32, size of what follows
    …    JSON, UTF-8: {"pages": […], "sections": […], "passages": […]}
    ==== ======================================================================

    page    = [id, path, title, boost]
    section = [page: index into pages, number: index into the page's sections, anchor, [heading, …],
               a question that it answers, if there is one]
    passage = [id, section: index into sections, ordinal, [fragment, …]]
    fragment = [kind: 0 text, 1 list, 2 table, 3 code, block: index into the section's, text,
                label, language, header rows], trailing empty ones left out

A passage's id is ``cell * CAPACITY + slot``, so that a change in one cell leaves the ids of all
others as they were.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from askdocs_index.artifact.container import Cursor, pack, unpack
from askdocs_index.errors import CorruptError
from askdocs_index.model import BlockKind

KIND = b"C"
CAPACITY = 128  # slots a cell, of which the clustering fills three quarters at most
VECTOR_STEP = 1 / 64  # about 0.18 σ of a unit vector's component in 128 dimensions (SCALE.md: .2 σ)
KINDS = tuple(BlockKind)
_Thing = TypeVar("_Thing")


@dataclass(frozen=True, slots=True)
class CellPage:
    """What a passage's page is called, and what its author thinks of it."""

    id: int
    path: str
    title: str
    boost: float


@dataclass(frozen=True, slots=True)
class CellSection:
    """Where a passage stands; ``number`` tells sections of a page with equal anchors apart."""

    page: CellPage
    number: int
    anchor: str
    headings: tuple[str, ...]
    question: str = ""  # that the section answers


@dataclass(frozen=True, slots=True)
class CellFragment:
    """A piece of a block, see ``model.Block``; ``header_rows`` counts those within it."""

    kind: BlockKind
    block: int  # index into the section's blocks; the pieces of a block share it
    text: str
    label: str = ""
    language: str = ""
    header_rows: int = 0


@dataclass(frozen=True, slots=True)
class CellPassage:
    """A passage as the engine has it; ``vector`` holds int8 steps and may be empty."""

    id: int
    section: CellSection
    ordinal: int
    fragments: tuple[CellFragment, ...]
    vector: bytes


def encode_cell(passages: Sequence[CellPassage]) -> bytes:
    """A cell's file bytes; ``passages`` are sorted by id."""
    dimensions = len(passages[0].vector) if passages else 0
    columns = b"".join(bytes(p.vector[d] for p in passages) for d in range(dimensions))
    pages = _places(p.section.page for p in passages)
    sections = _places(p.section for p in passages)
    text = {
        "pages": [[p.id, p.path, p.title, p.boost] for p in pages],
        "sections": [_section(s, pages[s.page]) for s in sections],
        "passages": [
            [p.id, sections[p.section], p.ordinal, [_plain(f) for f in p.fragments]]
            for p in passages
        ],
    }
    document = json.dumps(text, ensure_ascii=False, separators=(",", ":")).encode()
    sizes = [len(passages), dimensions, len(document)]
    counted = [size.to_bytes(4, "little") for size in sizes]
    return pack(KIND, counted[0] + counted[1] + columns, counted[2] + document)


def decode_cell(name: str, data: bytes) -> list[CellPassage]:
    """The passages of the cell ``name``, by rising id. Raises CorruptError or FormatError."""
    cursor = Cursor(name, unpack(name, KIND, data))
    count, dimensions = cursor.u32(), cursor.u32()
    columns = cursor.take(count * dimensions)
    try:
        text = json.loads(cursor.take(cursor.u32()))
        pages = [CellPage(*page) for page in text["pages"]]
        sections = [
            CellSection(pages[page], number, anchor, tuple(headings), *question)
            for page, number, anchor, headings, *question in text["sections"]
        ]
        return [
            CellPassage(number, sections[section], ordinal, _fragments(rows), columns[i::count])
            for i, (number, section, ordinal, rows) in enumerate(text["passages"])
        ]
    except (ValueError, TypeError, KeyError, IndexError) as error:
        raise CorruptError(f"{name}: not a cell ({error}). Rebuild the site's index.") from error


def _places(things: Iterable[_Thing]) -> dict[_Thing, int]:
    """Each of ``things`` once, and where it stands among them."""
    return {each: place for place, each in enumerate(dict.fromkeys(things))}


def _section(section: CellSection, page: int) -> list[object]:
    row = [page, section.number, section.anchor, section.headings]
    return [*row, section.question] if section.question else row


def _plain(fragment: CellFragment) -> list[str | int]:
    row: list[str | int] = [
        KINDS.index(fragment.kind),
        fragment.block,
        fragment.text,
        fragment.label,
        fragment.language,
        fragment.header_rows,
    ]
    while len(row) > 3 and not row[-1]:
        row.pop()
    return row


def _fragments(rows: Sequence[Sequence[Any]]) -> tuple[CellFragment, ...]:
    return tuple(CellFragment(KINDS[kind], *rest) for kind, *rest in rows)
