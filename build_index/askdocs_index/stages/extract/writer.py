"""Pieces of text in document order → blocks → sections."""

from __future__ import annotations

from dataclasses import dataclass, field

from askdocs_index.model import Block, BlockKind, Section
from askdocs_index.stages.extract.inline import collapse

LABEL_SEPARATOR = " › "
TOP, LOWEST = 1, 6  # the levels of the page's title and of the least of its headings


@dataclass(slots=True)
class _Draft:
    """A section that is being written."""

    anchor: str
    headings: tuple[str, ...]
    blocks: list[Block] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Step:
    """A heading that we are under, and its section; a title without a heading has the lead's."""

    level: int
    text: str
    draft: _Draft


@dataclass(slots=True)
class _List:
    """A list that is being written: how deep in it we are, its finished lines, the open one."""

    depth: int = 0
    lines: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)


class Writer:
    """Takes a page in document order; ``finish`` gives its sections.

    Lists of lists become one list block; whatever stands in an item and is no text of it (code, a
    table, an admonition) becomes a block of its own, and the list goes on in a new one.
    """

    def __init__(self, title: str) -> None:
        self._title = title
        self._path: list[_Step] = []  # down to the heading we are under
        self._sections: list[_Draft] = [_Draft("", (title,))]
        self._current = self._sections[0]
        self._outer: list[tuple[list[_Step], _Draft]] = []  # of the open lists of items
        self._muted_level: int | None = None  # the excluded heading under which we are
        self._pieces: list[str] = []
        self._images: list[str] = []
        self._lists = [_List()]  # one for each label: a label begins a flow of its own
        self._labels: list[str] = []

    def text(self, piece: str) -> None:
        """Text as it stands in the source, white space included."""
        self._pieces.append(piece)

    def image(self, alt: str) -> None:
        """What an image stands for. It is searched for, never quoted: a reader does not see it."""
        if alt := collapse(alt):
            self._images.append(alt)

    def end_line(self) -> None:
        """A block element begins or ends here: what was written is a line of its own."""
        text = collapse("".join(self._pieces))
        self._pieces.clear()
        if text.strip():
            if self._lists[-1].depth:
                self._lists[-1].line.append(text)
            else:
                self._put(Block(BlockKind.TEXT, text, self._label()))
        if self._images and not self._lists[-1].depth:
            self._put_images()

    def open_list(self) -> None:
        """A list begins, maybe inside another."""
        self.end_item()
        self._lists[-1].depth += 1

    def close_list(self) -> None:
        """The innermost list ends."""
        self.end_item()
        self._lists[-1].depth -= 1
        if not self._lists[-1].depth:
            self._end_list()

    def end_item(self) -> None:
        """What follows is another item; its first words begin a new line."""
        self.end_line()
        current = self._lists[-1]
        if current.line:
            current.lines.append(" ".join(current.line))
            current.line = []

    def block(self, block: Block) -> None:
        """Code or a table, as a block of its own; its label is the innermost one."""
        self.end_item()
        self._end_list()
        if block.text.strip():
            label = LABEL_SEPARATOR.join(filter(None, (self._label(), block.label)))
            self._put(Block(block.kind, block.text, label, block.language, block.header_rows))

    def open_label(self, label: str) -> None:
        """An admonition, a tab or a figure begins."""
        self.end_item()
        self._end_list()
        self._labels.append(label)
        self._lists.append(_List())

    def close_label(self) -> None:
        """The innermost labelled element ends."""
        self.end_item()
        self._end_list()
        self._labels.pop()
        self._lists.pop()

    def heading(self, level: int, text: str, anchor: str, *, excluded: bool) -> None:
        """A section begins. An excluded one is left out with those below it."""
        self.leave(level)
        if excluded and self._muted_level is None:
            self._muted_level = level
        if level > TOP and not self._path:  # before the h1, or on a page without one
            self._path.append(_Step(0, self._title, self._sections[0]))
        above = tuple(step.text for step in self._path)
        if above == (text,) and not self._path[0].level:  # it says what <title> says
            self._current = _Draft(anchor, above)
            self._path[0] = _Step(0, text, self._current)
        else:
            self._current = _Draft(anchor, (*above, text))
            self._path.append(_Step(level, text, self._current))
        if self._muted_level is None:
            self._sections.append(self._current)

    def leave(self, level: int) -> None:
        """The sections of this level and those below it end; what follows is their parent's."""
        self.end_item()
        self._end_list()
        if self._muted_level is not None and level <= self._muted_level:
            self._muted_level = None
        while self._path and self._path[-1].level >= level:
            self._path.pop()
        self._current = self._path[-1].draft if self._path else self._sections[0]

    def item(self, text: str, anchor: str) -> None:
        """A section begins that has no heading of its own rank: below the heading before it."""
        self.heading(LOWEST + max(1, len(self._outer)), text, anchor, excluded=False)

    def open_items(self) -> None:
        """A list begins whose items are sections."""
        self.end_item()
        self._end_list()
        self._outer.append((self._path.copy(), self._current))

    def close_items(self) -> None:
        """The innermost such list ends; what follows belongs to the section that it stands in."""
        self.end_item()
        self._end_list()
        self._path, self._current = self._outer.pop()

    def lead_anchor(self, anchor: str) -> None:
        """The nearest id above the text that comes before the first heading."""
        if len(self._sections) == 1 and not self._sections[0].blocks:
            self._sections[0].anchor = anchor

    def finish(self) -> tuple[Section, ...]:
        """The sections; the lead without a heading only if it says something."""
        self.end_item()
        self._end_list()
        lead, *rest = self._sections
        drafts = [lead, *rest] if lead.blocks else rest
        return tuple(Section(draft.anchor, draft.headings, tuple(draft.blocks)) for draft in drafts)

    def _label(self) -> str:
        return LABEL_SEPARATOR.join(filter(None, self._labels))

    def _put(self, block: Block) -> None:
        if self._muted_level is None:
            self._current.blocks.append(block)

    def _put_images(self) -> None:
        for alt in self._images:
            label = LABEL_SEPARATOR.join(filter(None, (self._label(), alt)))
            self._put(Block(BlockKind.TEXT, "", label))
        self._images.clear()

    def _end_list(self) -> None:
        lines = self._lists[-1].lines
        if lines:
            self._put(Block(BlockKind.LIST, "\n".join(lines), self._label()))
            self._lists[-1].lines = []
        if self._images:
            self._put_images()
