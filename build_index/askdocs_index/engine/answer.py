"""Ranked sections → an answer: units are scored, the best are chosen, and quoted as they stand.

1. Every unit of the ranked sections gets its probability of being the answer (``scorer``).
2. The best are taken in turn while they fit the answer's shape (``choose``): ``MAX_WORDS`` of text
   or a block with a little text, from ``MAX_SECTIONS`` sections.
3. A block comes with the sentence that introduces it, and a sentence that ends in a colon comes
   with its block or not at all.
4. Neighbouring units become one part (``quote``), so that each part is contiguous in its section.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import exp

from askdocs_index.engine.confidence import confidence_of, status_of
from askdocs_index.engine.question import Question, QuestionKind, plain_words
from askdocs_index.engine.quote import parts_of
from askdocs_index.engine.records import Answer, Evidence, Part, RankedSection, Status
from askdocs_index.engine.scorer import score
from askdocs_index.engine.units import Shelf, Unit, lay_out, word_count
from askdocs_index.model import BlockKind
from askdocs_index.terms import Analyzer

MAX_READ_SECTIONS = 8  # hits whose texts are read for the answer
MAX_WORDS = 80  # of text in an answer without a block
MAX_WORDS_BESIDE_BLOCK = 40
MAX_SECTIONS = 3  # that an answer quotes
MAX_RUNS = 4  # runs of sentences in an answer, a block counting as one
MAX_DEFINITION_SENTENCES = 2
KEEP = 0.1  # a further unit must be this probable, relative to the best one
MAX_SUGGESTIONS = 3
WITH_BLOCKS = (QuestionKind.HOWTO, QuestionKind.CHOICE, QuestionKind.KEYWORD)


@dataclass(frozen=True, slots=True)
class Scored:
    """A unit with the probability that it is the answer."""

    unit: Unit
    probability: float


def compose(
    question: Question, ranked: Sequence[RankedSection], evidence: Evidence, analyzer: Analyzer
) -> Answer:
    """The answer to ``question`` from ``ranked``, best hit first. Pure."""
    shelves = [
        lay_out(section, i, analyzer) for i, section in enumerate(ranked[:MAX_READ_SECTIONS])
    ]
    scored = score_units(shelves, question)
    confidence = confidence_of(question, evidence, ranked)
    status = status_of(confidence) if scored else Status.NOT_FOUND
    parts: tuple[Part, ...] = ()
    if status is not Status.NOT_FOUND:
        parts = parts_of(choose(scored, shelves, question))
    hits = tuple(section.hit for section in ranked)
    return Answer(status, confidence, parts, hits, suggestions(question, ranked, parts))


def score_units(shelves: Sequence[Shelf], question: Question) -> list[Scored]:
    """All units of the sections, most probable first; equals in reading order."""
    units = [unit for shelf in shelves for row in shelf.units for unit in row]
    best = shelves[0].section.hit.score if shelves else 0.0
    logits = [score(unit, shelves[unit.section], question, best) for unit in units]
    highest = max(logits, default=0.0)
    total = sum(exp(logit - highest) for logit in logits)
    scored = [
        Scored(unit, exp(logit - highest) / total)
        for unit, logit in zip(units, logits, strict=True)
    ]
    return sorted(scored, key=lambda item: -item.probability)


def choose(scored: Sequence[Scored], shelves: Sequence[Shelf], question: Question) -> list[Unit]:
    """The units that the answer quotes, the most probable first."""
    draft = Draft(shelves, question)
    for item in scored:
        if item.probability < KEEP * scored[0].probability:
            break
        draft.add(item.unit)
    return draft.units or [scored[0].unit]


@dataclass(slots=True)
class Draft:
    """An answer as it grows: it takes the units that still fit."""

    shelves: Sequence[Shelf]
    question: Question
    units: list[Unit] = field(default_factory=list)

    def add(self, unit: Unit) -> None:
        """Take ``unit``, with what it cannot stand without, if all of it fits."""
        completed = self.completed(unit)
        if self.leads_to_best(unit) or self.is_beside_steps(unit) or is_dangling(completed):
            return
        group = [each for each in completed if each not in self.units]
        if self.fits(group):
            self.units.extend(group)
        elif group and group[0] is unit and (is_block(unit) or not unit.text.endswith(":")):
            self.units.extend([unit] if self.fits([unit]) else [])

    def leads_to_best(self, unit: Unit) -> bool:
        """Whether ``unit`` would stand before the best sentence, where that alone was asked for."""
        best = self.units[0] if self.units else unit
        same = (best.section, best.place) == (unit.section, unit.place)
        return same and unit.index < best.index and self.question.kind not in WITH_BLOCKS

    def is_beside_steps(self, unit: Unit) -> bool:
        """Whether the answer to a how-to has its block with a text already, and this is another."""
        has_block, has_text = any(map(is_block, self.units)), not all(map(is_block, self.units))
        howto = self.question.kind is QuestionKind.HOWTO
        return howto and has_block and has_text and not is_block(unit)

    def completed(self, unit: Unit) -> list[Unit]:
        """``unit`` with the introduction of its block, or with the block that it introduces."""
        shelf = self.shelves[unit.section]
        if is_block(unit):
            lead = shelf.introduction(unit)
            return [unit, lead] if lead else [unit]
        block = shelf.introduced(unit)
        wanted = unit.text.endswith(":") or self.question.kind is QuestionKind.HOWTO
        return [unit, block] if block and wanted else [unit]

    def fits(self, group: Sequence[Unit]) -> bool:
        """Whether the answer with ``group`` keeps its shape and says nothing twice."""
        together = [*self.units, *group]
        texts = [unit for unit in together if not is_block(unit)]
        blocks = {(unit.section, unit.place) for unit in together if is_block(unit)}
        words = sum(word_count(unit.text) for unit in texts)
        return (
            len({unit.section for unit in together}) <= MAX_SECTIONS
            and len({unit.text.lower() for unit in together}) == len(together)
            and (not blocks or (len(blocks) == 1 and self.takes(min(blocks)[0])))
            and (len(texts) <= 1 or words <= (MAX_WORDS_BESIDE_BLOCK if blocks else MAX_WORDS))
            and runs(texts) + len(blocks) <= MAX_RUNS
            and (self.question.kind is not QuestionKind.DEFINITION or is_definition(texts))
        )

    def takes(self, section: int) -> bool:
        """Whether the answer may hold a block of ``section``: the one of its best unit.

        Where the question's kind asks for prose, a block is quoted only as the best unit itself.
        """
        if not self.units or is_block(self.units[0]):
            return True
        return self.question.kind in WITH_BLOCKS and self.units[0].section == section


def is_dangling(group: Sequence[Unit]) -> bool:
    """Whether it is a sentence that introduces what is not there."""
    return len(group) == 1 and not is_block(group[0]) and group[0].text.endswith(":")


def is_definition(texts: Sequence[Unit]) -> bool:
    """Whether ``texts`` are short enough for a definition: a sentence, and the next at most."""
    return len(texts) <= MAX_DEFINITION_SENTENCES and runs(texts) <= 1


def is_block(unit: Unit) -> bool:
    """Whether the unit is of a list, a table or code."""
    return unit.piece.kind is not BlockKind.TEXT


def runs(texts: Sequence[Unit]) -> int:
    """How many runs of neighbouring sentences ``texts`` make."""
    places = {(unit.section, unit.place, unit.index) for unit in texts}
    return sum((section, place, index - 1) not in places for section, place, index in places)


def suggestions(
    question: Question, ranked: Sequence[RankedSection], parts: Sequence[Part]
) -> tuple[str, ...]:
    """Questions that the best sections answer which are not quoted, at most ``MAX_SUGGESTIONS``."""
    cited = {part.citation for part in parts}
    asked = plain_words(question.text)
    others = (section.question for i, section in enumerate(ranked) if i not in cited)
    new = [each for each in others if each and plain_words(each) != asked]
    return tuple(dict.fromkeys(new))[:MAX_SUGGESTIONS]
