"""Chosen units → parts: neighbours joined, blocks cut to what is asked, all of it verbatim."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from askdocs_index.engine.records import Part, Piece
from askdocs_index.engine.units import Shelf, Unit, line_spans, word_count
from askdocs_index.model import BlockKind

MAX_LINES = {BlockKind.LIST: 12, BlockKind.TABLE: 16, BlockKind.CODE: 25}  # of a block quoted whole
MAX_BLOCK_WORDS = 160  # of a list or table quoted whole
WINDOW_WORDS = 80  # of a longer list's or table's lines around the best one


def parts_of(units: Sequence[Unit], shelves: Sequence[Shelf]) -> tuple[Part, ...]:
    """The parts that quote ``units``: the section of the best unit first, then in reading order."""
    order = list(dict.fromkeys(unit.section for unit in units))
    placed = sorted(units, key=lambda unit: (order.index(unit.section), unit.index))
    parts: list[Part] = []
    for (section, place), group in groupby(placed, key=lambda unit: (unit.section, unit.place)):
        chosen = list(group)
        piece = shelves[section].pieces[place].piece
        best = min(chosen, key=units.index)
        texts = runs_of(chosen) if piece.kind is BlockKind.TEXT else block_texts(best)
        parts.extend(Part(piece.kind, text, section) for text in texts)
    return tuple(parts)


def runs_of(sentences: Sequence[Unit]) -> list[str]:
    """The sentences (one piece's, in order), neighbours as one text."""
    spans: list[tuple[int, int]] = []
    last = -2
    for unit in sentences:
        if unit.index == last + 1:
            spans[-1] = (spans[-1][0], unit.end)
        else:
            spans.append((unit.start, unit.end))
        last = unit.index
    text = sentences[0].piece.text
    return [text[start:end] for start, end in spans]


def block_texts(best: Unit) -> list[str]:
    """The block of ``best`` whole, else its lines around the best one; a table's heading by itself.

    Every text is contiguous in the block, so a long table gives two: its heading, then its rows.
    """
    piece = best.piece
    lines = list(line_spans(piece.text))
    most = MAX_LINES[piece.kind]
    if len(lines) <= most and (
        piece.kind is BlockKind.CODE or word_count(piece.text) <= MAX_BLOCK_WORDS
    ):
        return [piece.text[lines[0][0] : lines[-1][1]]] if lines else []
    if piece.kind is BlockKind.CODE:
        return [piece.text[lines[0][0] : lines[most - 1][1]]]  # its beginning says what it is
    first = next(
        (i for i, (start, _) in enumerate(lines) if start == best.start), piece.header_rows
    )
    start, end = window(piece, lines, first, most)
    heading = [piece.text[: lines[piece.header_rows - 1][1]]] if piece.header_rows else []
    if heading and start == piece.header_rows:
        start, heading = 0, []
    return [*heading, piece.text[lines[start][0] : lines[end - 1][1]]]


def window(
    piece: Piece, lines: Sequence[tuple[int, int]], first: int, most: int
) -> tuple[int, int]:
    """Lines [start, end) around line ``first``: what follows, then what precedes, while it fits."""
    sizes = [word_count(piece.text[start:end]) for start, end in lines]
    start, end, words = first, first + 1, sizes[first]
    while end < len(lines) and end - start < most and words + sizes[end] <= WINDOW_WORDS:
        words += sizes[end]
        end += 1
    while start > piece.header_rows and end - start < most:
        words += sizes[start - 1]
        if words > WINDOW_WORDS:
            break
        start -= 1
    return start, end
