"""What the engine gives, and what the search hands to the answer.

``Hit``, ``Part`` and ``Answer`` are the public contract (``types.ts`` is their twin). ``Piece`` →
``RankedPassage`` → ``RankedSection`` and ``Evidence`` are what ``search.py`` knows when it has
ranked, and all that ``answer.py`` is given besides the question.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum

from askdocs_index.model import BlockKind


@dataclass(frozen=True, slots=True)
class Hit:
    """One section of the site that may answer a question; at most one hit a section, best first."""

    url: str  # absolute where the session was given a base, with the anchor, no text fragment
    page: str  # the HTML file relative to the site's root, decoded, without a leading slash
    anchor: str  # the id that leads to the section, decoded, without "#"
    title: str  # the page's h1
    headings: tuple[str, ...]  # from the page's h1 down to the section's own heading, which is last
    excerpt: str  # verbatim from the section, at most 300 characters
    score: float


@dataclass(frozen=True, slots=True)
class Part:
    """One verbatim piece of an answer, contiguous in its section.

    White space is collapsed except in code; one list item or table row a line, cells separated by
    tabs. Two table parts in a row with the same citation are one table: its heading, then its rows.
    """

    kind: BlockKind
    text: str
    citation: int  # 0-based index into the same answer's hits


class Status(StrEnum):
    """``NOT_FOUND`` has no parts, ``UNCERTAIN`` and ``ANSWERED`` have at least one."""

    ANSWERED = "answered"
    UNCERTAIN = "uncertain"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the pages say to a question, each part with the section that says it."""

    status: Status
    confidence: float  # 0..1: the calibrated probability that the pages answer the question
    parts: tuple[Part, ...]
    hits: tuple[Hit, ...]
    suggestions: tuple[str, ...]  # headings of sections near the question that were not quoted
    corrected: str = ""  # the question as it was read, where a word of it was mistyped
    context: str = ""  # the question before, where this one was read together with it


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage's fragment: a run of one block, cut at sentence, item, row or line ends."""

    block: int  # index of the block in its section; pieces of one block share it
    kind: BlockKind
    text: str  # as in the block: verbatim
    label: str = ""  # title of the admonition, label of the tab or caption above the block
    language: str = ""  # of code
    header_rows: int = 0  # how many of this piece's first lines are headings of a table


@dataclass(frozen=True, slots=True)
class RankedPassage:
    """One passage of a ranked section, as far as it was loaded."""

    ordinal: int  # place among the passages of its section
    score: float  # fused, on the scale of the hits' scores
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class RankedSection:
    """A hit and the passages of its section that are at hand, in the section's order."""

    hit: Hit
    passages: tuple[RankedPassage, ...]
    question: str = ""  # that the section answers


@dataclass(frozen=True, slots=True)
class Evidence:
    """How well the passages that rank first match the question: figures of about 0..1."""

    words: float  # the first one's share of the attainable BM25
    page: float  # its page's
    near: float | None  # the mean cosine of the first few; None: the question has no vector
    site: float = 0.0  # what this site's calibration adds to the log-odds


def to_json(record: Hit | Part | Answer) -> dict[str, object]:
    """The record with its contract's names, as ``json.dumps`` takes it."""
    plain = asdict(record)
    for name in ("corrected", "context"):
        if not plain.get(name):
            plain.pop(name, None)
    return plain
