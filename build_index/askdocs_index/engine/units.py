"""What an answer can be made of: the sentences, list items, table rows and code blocks of sections.

A unit remembers where it stands, so that neighbours can be joined and quoted as they stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import regex

from askdocs_index.engine.records import Piece, RankedSection
from askdocs_index.model import BlockKind
from askdocs_index.sentences import sentences
from askdocs_index.terms import Analyzer

_UNSPACED = regex.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# Named, not \s: Python's white space and JavaScript's are not the same.
_WORD = regex.compile(r"[^\x00-\x20\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
CHARACTERS_A_WORD = 2  # in scripts written without spaces


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, item or row, or a whole code block: ``piece.text[start:end]``."""

    section: int  # index into the ranked sections
    place: int  # index among the section's pieces at hand
    index: int  # 0-based among the section's units
    start: int
    end: int
    piece: Piece
    passage_score: float
    terms: tuple[str, ...]  # in order, repeats kept
    context: frozenset[str]  # terms of what leads to it: the sentence before, the label

    @property
    def text(self) -> str:
        """The unit, verbatim."""
        return self.piece.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece of a section with the passage that it stands in."""

    piece: Piece
    ordinal: int
    score: float


@dataclass(frozen=True, slots=True)
class Shelf:
    """A ranked section laid out in reading order: for each piece at hand its units."""

    section: RankedSection
    above: frozenset[str]  # terms of the headings above the section's own
    heading: frozenset[str]  # terms of its own heading, which the section's score has counted
    pieces: tuple[Placed, ...]
    units: tuple[tuple[Unit, ...], ...]

    def terms(self) -> frozenset[str]:
        """All terms of the section at hand, those of its headings included."""
        units = (unit for row in self.units for unit in row)
        return self.above.union(self.heading, *(unit.terms for unit in units))

    def introduction(self, unit: Unit) -> Unit | None:
        """The sentence right before the block of ``unit``, if there is one."""
        before = unit.place - 1
        if before < 0 or not adjacent(self.pieces[before], self.pieces[unit.place]):
            return None
        lead = self.units[before][-1:]
        return lead[0] if lead and lead[0].piece.kind is BlockKind.TEXT else None

    def introduced(self, unit: Unit) -> Unit | None:
        """The first unit of the block right after ``unit``, if that is a text's last sentence."""
        behind = unit.place + 1
        if behind >= len(self.pieces) or unit.index != self.units[unit.place][-1].index:
            return None
        if not adjacent(self.pieces[unit.place], self.pieces[behind]):
            return None
        block = self.units[behind][:1]
        return block[0] if block and block[0].piece.kind is not BlockKind.TEXT else None


def adjacent(before: Placed, here: Placed) -> bool:
    """Whether no passage is missing between two neighbours of a shelf."""
    return here.ordinal - before.ordinal <= 1


def lay_out(section: RankedSection, number: int, analyzer: Analyzer) -> Shelf:
    """The shelf of the ranked section with that number."""
    *above, own = [analyzer.terms(heading) for heading in section.hit.headings] or [[]]
    pieces = tuple(
        Placed(piece, passage.ordinal, passage.score)
        for passage in section.passages
        for piece in passage.pieces
    )
    units = tuple(_units(pieces, number, analyzer))
    return Shelf(section, frozenset(chain(*above)), frozenset(own), pieces, units)


def _units(
    pieces: Sequence[Placed], section: int, analyzer: Analyzer
) -> Iterator[tuple[Unit, ...]]:
    index, before = 0, frozenset[str]()
    for place, placed in enumerate(pieces):
        if place and not adjacent(pieces[place - 1], placed):
            before = frozenset()
        row: list[Unit] = []
        label = frozenset(analyzer.terms(placed.piece.label))
        for start, end in spans(placed.piece):
            terms = tuple(analyzer.terms(placed.piece.text[start:end]))
            where = (section, place, index, start, end)
            row.append(Unit(*where, placed.piece, placed.score, terms, before | label))
            index += 1
            if placed.piece.kind is BlockKind.TEXT:
                before = frozenset(terms)  # a block's introduction leads to all of its units
        yield tuple(row)


def spans(piece: Piece) -> list[tuple[int, int]]:
    """Where the units of ``piece`` start and end; a table's heading rows are none."""
    if piece.kind is BlockKind.TEXT:
        return sentences(piece.text)
    if piece.kind is BlockKind.CODE:
        return [(0, len(piece.text))]
    return list(line_spans(piece.text))[piece.header_rows :]


def line_spans(text: str) -> Iterator[tuple[int, int]]:
    """The lines of ``text`` that hold more than white space, without their ends."""
    start = 0
    for line in text.split("\n"):
        if _WORD.search(line):
            yield start, start + len(line)
        start += len(line) + 1


def word_count(text: str) -> int:
    """The words of ``text``; in a script without spaces ``CHARACTERS_A_WORD`` make one."""
    return len(_WORD.findall(text)) + len(_UNSPACED.findall(text)) // CHARACTERS_A_WORD
