"""The records that travel from stage to stage, in the order in which they come to be.

built HTML → ``PageSource`` → ``Page`` → ``Section`` → ``Block`` → ``Passage`` of ``Fragment``s.
All are frozen: a stage makes new records and never changes those it was given.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class PageSource:
    """One built HTML file and what only its generator knows about it."""

    path: (
        str  # relative to the site's root, decoded, "/" between parts: "concepts/cache/index.html"
    )
    html: bytes
    boost: float = 1.0  # the author's factor on the page's scores, > 0
    language: str = ""  # BCP 47; empty: what <html lang> says, else the site's language


class BlockKind(StrEnum):
    """What a block is, and the kind of answer part that it can become."""

    TEXT = "text"
    LIST = "list"
    TABLE = "table"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Block:
    """A run of rendered text that is quoted as one thing.

    ``text`` has its white space collapsed, except in code. A list has an item a line (nested items
    follow theirs, each on its own line; a definition list has "term definition" a line), a table a
    row a line with its cells separated by tabs.
    """

    kind: BlockKind
    text: str
    label: str = ""  # title of the admonition, label of the tab or caption that it stands under
    language: str = ""  # of code, as the highlighter names it
    header_rows: int = 0  # of a table: how many of its first lines are headings


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the blocks up to the next heading of any level."""

    anchor: str  # id that leads here, decoded; inherited from above where the heading has none
    headings: tuple[str, ...]  # from the page's h1 down to the section's own heading, which is last
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page as its reader sees it: its own text, without navigation and footers."""

    path: str
    title: str  # the h1, else <title>
    language: str
    boost: float
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Fragment:
    """A part of one block, cut at sentence, item, row or line ends: ``block.text[start:end]``."""

    block: int  # index into Section.blocks
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """What is ranked: consecutive fragments of one section, about 180 words at most."""

    page: Page
    section: int  # index into page.sections
    ordinal: int  # 0-based place among the passages of its section
    fragments: tuple[Fragment, ...]
