"""A page's sections → passages: what is embedded, ranked and shown as one piece.

A section of at most ``LIMIT_WORDS`` is one passage. A longer one is cut where it hurts least:
between paragraphs rather than between sentences, between items or rows rather than between a list
and the sentence that introduces it; and into pieces of about equal length, so that no scrap is
left over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from askdocs_index.model import Block, BlockKind, Fragment, Page, Passage, Section
from askdocs_index.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

LIMIT_WORDS = 180.0
LEAST_SHARE = 0.4  # of the length aimed at: a piece is not shorter if it can be helped
# What a cut costs, in units of the deviation from the length aimed at (1 = as long again).
AT_BLOCK, AT_SENTENCE, IN_LIST, IN_CODE, IN_SENTENCE = 0.0, 0.25, 0.15, 0.3, 1.0
AFTER_LEAD_IN, AFTER_COLON = 0.35, 0.8
CLOSES = {BlockKind.LIST, BlockKind.TABLE, BlockKind.CODE}

# Scripts that put no space between words: two characters are about a word.
UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uf900-\ufaff\uff00-\uff9f"
    r"\U00020000-\U0003ffff]"
)
LINE = re.compile(r"[^\n]+")
PARAGRAPH_OF_CODE = re.compile(r"[^\n]+(?:\n[^\n]+)*")
LONGEST_CLAUSE = 300  # characters: of scripts without spaces, less than the limit
CLAUSE = re.compile(rf"[^\s，、；：]{{1,{LONGEST_CLAUSE}}}[，、；：]*")


@dataclass(frozen=True, slots=True)
class _Unit:
    """What is not cut: a sentence, an item, a row, a paragraph of code; and what a cut after it
    costs.
    """

    block: int
    start: int
    end: int
    words: float
    cost: float


def cut(page: Page) -> tuple[Passage, ...]:
    """The page's passages in order. Every section gives at least one; a heading without text gives
    one without fragments. In a section, every character of every block that is not white space is
    in exactly one fragment, and fragments begin and end with none (except indented code). A
    fragment is empty only for a block that is: an image, found by its label. No passage is over
    ``LIMIT_WORDS`` unless it is one word.
    """
    return tuple(
        Passage(page, number, ordinal, fragments)
        for number, section in enumerate(page.sections)
        for ordinal, fragments in enumerate(_pieces(section))
    )


def fragment_text(passage: Passage, fragment: Fragment) -> str:
    """The fragment's text, verbatim."""
    block = passage.page.sections[passage.section].blocks[fragment.block]
    return block.text[fragment.start : fragment.end]


def passage_text(passage: Passage) -> str:
    """The passage's text: its fragments, a line end between them."""
    texts = (fragment_text(passage, fragment) for fragment in passage.fragments)
    return "\n".join(text for text in texts if text)


def count_words(text: str) -> float:
    """Words between white space; of scripts without spaces, half a word a character. The words of
    two texts with a space between them are those of both.
    """
    if text.isascii():
        return float(len(text.split()))
    spaced, unspaced = UNSPACED.subn(" ", text)
    return len(spaced.split()) + unspaced / 2


def _pieces(section: Section) -> list[tuple[Fragment, ...]]:
    total = sum(count_words(block.text) for block in section.blocks)
    if total <= LIMIT_WORDS:
        whole = (Fragment(i, 0, len(block.text)) for i, block in enumerate(section.blocks))
        return [tuple(whole)]
    units = _units(section.blocks)
    return [_fragments(piece) for piece in _partition(units)]


def _partition(units: list[_Unit]) -> list[list[_Unit]]:
    """Runs of units of at most ``LIMIT_WORDS``, each ended where that costs least."""
    pieces: list[list[_Unit]] = []
    remaining = sum(unit.words for unit in units)
    start = 0
    while start < len(units):
        end, words = _best_end(units, start, remaining)
        pieces.append(units[start:end])
        remaining -= words
        start = end
    return pieces


def _best_end(units: list[_Unit], start: int, remaining: float) -> tuple[int, float]:
    """The end of the piece that begins at ``start``, and its words."""
    if remaining <= LIMIT_WORDS:
        return len(units), remaining
    aim = remaining / ceil(remaining / LIMIT_WORDS)
    best_end, best_words, best_cost = start + 1, units[start].words, float("inf")
    words = 0.0
    for end in range(start, len(units)):
        words += units[end].words
        if words > LIMIT_WORDS and end > start:
            break
        rest = remaining - words
        cost = units[end].cost + abs(words - aim) / aim
        cost += 1.0 * (words < LEAST_SHARE * aim) + 1.0 * (0 < rest < LEAST_SHARE * aim)
        if cost < best_cost:
            best_end, best_words, best_cost = end + 1, words, cost
    return best_end, best_words


def _fragments(units: list[_Unit]) -> tuple[Fragment, ...]:
    """Units that follow each other in a block are one fragment."""
    fragments: list[Fragment] = []
    for unit in units:
        if fragments and fragments[-1].block == unit.block:
            fragments[-1] = Fragment(unit.block, fragments[-1].start, unit.end)
        else:
            fragments.append(Fragment(unit.block, unit.start, unit.end))
    return tuple(fragments)


def _units(blocks: tuple[Block, ...]) -> list[_Unit]:
    units: list[_Unit] = []
    for number, block in enumerate(blocks):
        following = blocks[number + 1].kind if number + 1 < len(blocks) else None
        spans = list(_spans(block)) or [(0, len(block.text), AT_BLOCK)]
        for place, (start, end, cost) in enumerate(spans):
            words = count_words(block.text[start:end])
            after = cost if place + 1 < len(spans) else _cost_after(block, following)
            units.append(_Unit(number, start, end, words, after))
    return units


def _cost_after(block: Block, following: BlockKind | None) -> float:
    if block.kind is not BlockKind.TEXT or following not in CLOSES:
        return AT_BLOCK
    return AFTER_COLON if block.text.endswith((":", "：")) else AFTER_LEAD_IN


def _spans(block: Block) -> Iterator[tuple[int, int, float]]:
    """(start, end, cost of a cut after it) of what the block is cut into, each within the limit if
    white space allows.
    """
    text = block.text
    if block.kind is BlockKind.TEXT:
        yield from _by_sentences(text, 0, len(text), AT_SENTENCE)
    elif block.kind is BlockKind.CODE:
        yield from _code(text)
    else:
        for line in LINE.finditer(text):
            yield from _by_sentences(text, line.start(), line.end(), IN_LIST)


def _code(text: str) -> Iterator[tuple[int, int, float]]:
    if count_words(text) <= LIMIT_WORDS:
        yield 0, len(text), AT_BLOCK
        return
    for paragraph in PARAGRAPH_OF_CODE.finditer(text):
        start, end = paragraph.span()
        if count_words(paragraph[0]) <= LIMIT_WORDS:
            yield start, end, AT_SENTENCE
            continue
        for line in LINE.finditer(text, start, end):
            yield from _within_limit(text, line.start(), line.end(), IN_CODE)


def _by_sentences(text: str, start: int, end: int, cost: float) -> Iterator[tuple[int, int, float]]:
    """A paragraph's sentences; a line of a list or table whole, if it is within the limit."""
    if cost == IN_LIST and count_words(text[start:end]) <= LIMIT_WORDS:
        yield start, end, cost
        return
    spans = sentences(text[start:end])
    for place, (first, last) in enumerate(spans):
        after = cost if place + 1 == len(spans) else AT_SENTENCE
        yield from _within_limit(text, start + first, start + last, after)


def _within_limit(text: str, start: int, end: int, cost: float) -> Iterator[tuple[int, int, float]]:
    """The span, or if it is over the limit its parts, cut at clauses or between words."""
    words = count_words(text[start:end])
    if words <= LIMIT_WORDS:
        yield start, end, cost
        return
    limit = words / ceil(words / LIMIT_WORDS)
    first, last, filled = start, start, 0.0
    for clause in CLAUSE.finditer(text, start, end):
        count = count_words(clause[0])
        if filled and filled + count > limit:
            yield first, last, IN_SENTENCE
            first, filled = clause.start(), 0.0
        last = clause.end()
        filled += count
    yield first, end, cost
