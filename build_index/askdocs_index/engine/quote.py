"""Chosen units → parts: neighbours joined, blocks cut to what is asked, all of it verbatim."""

from __future__ import annotations

from collections.abc import Sequence

from askdocs_index.engine.records import Part, Piece
from askdocs_index.engine.units import Unit, line_spans, word_count
from askdocs_index.model import BlockKind

MAX_LINES = {BlockKind.LIST: 12, BlockKind.TABLE: 16, BlockKind.CODE: 25}  # of a block quoted whole
MAX_BLOCK_WORDS = 160  # of a list or table quoted whole
WINDOW_WORDS = 80  # of a longer list's or table's lines around the best one


def parts_of(units: Sequence[Unit]) -> tuple[Part, ...]:
    """The parts that quote ``units``, given with the best first: its part leads the answer.

    A block's introduction stands right before it, whichever of the two is the better.
    """
    pieces: dict[tuple[int, int], list[Unit]] = {}
    for unit in units:
        pieces.setdefault((unit.section, unit.place), []).append(unit)
    order = {piece: units.index(chosen[0]) for piece, chosen in pieces.items()}
    for (section, place), chosen in pieces.items():
        if chosen[0].piece.kind is not BlockKind.TEXT and (section, place - 1) in order:
            both = (section, place - 1), (section, place)
            order.update(dict.fromkeys(both, min(order[piece] for piece in both)))
    placed = sorted(pieces, key=lambda piece: (order[piece], piece[1]))
    return tuple(part for piece in placed for part in quoted(pieces[piece]))


def quoted(chosen: Sequence[Unit]) -> list[Part]:
    """The parts of one piece, of which the units ``chosen`` were; the best of them stands first."""
    best = chosen[0]
    is_text = best.piece.kind is BlockKind.TEXT
    texts = runs_of(chosen) if is_text else block_texts(best)
    return [Part(best.piece.kind, text, best.section) for text in texts]


def runs_of(sentences: Sequence[Unit]) -> list[str]:
    """One piece's sentences in reading order, neighbours as one text."""
    spans: list[tuple[int, int]] = []
    last = -2
    for unit in sorted(sentences, key=lambda unit: unit.index):
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
