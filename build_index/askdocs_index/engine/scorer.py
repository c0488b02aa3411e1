"""How well a unit answers a question: a linear model over what both say.

``features`` gives one number for each name of ``weights.UNIT``; their weighted sum, plus a prior
for the kind of block under the kind of question, is a logit: the softmax over all units of the
ranked sections is the probability that a unit is the answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import log2

import regex

from askdocs_index.engine.question import Expected, Question, QuestionKind
from askdocs_index.engine.units import Shelf, Unit, word_count
from askdocs_index.engine.weights import UNIT
from askdocs_index.model import BlockKind

SHORT_WORDS = 8  # below this a sentence says less and less
LONG_WORDS = 25  # above this it says more than what was asked
DEEP_UNITS = 20  # beyond the twentieth unit of a section depth no longer counts
NEAR_TERMS = 3  # two terms of the question within so many content terms count as one phrase

# What kind of block answers what kind of question, in logits. Set by hand: text made from pages has
# no labels for it. A how-to's commands and a choice's items are preferred to prose of equal match.
PRIOR: Mapping[QuestionKind, Mapping[BlockKind, float]] = {
    QuestionKind.DEFINITION: {BlockKind.LIST: -2.0, BlockKind.TABLE: -2.0, BlockKind.CODE: -3.0},
    QuestionKind.HOWTO: {BlockKind.LIST: -0.2, BlockKind.TABLE: -1.0, BlockKind.CODE: -0.5},
    QuestionKind.CHOICE: {BlockKind.LIST: 0.2, BlockKind.TABLE: 0.0, BlockKind.CODE: -2.0},
    QuestionKind.YESNO: {BlockKind.LIST: -0.3, BlockKind.TABLE: -1.0, BlockKind.CODE: -2.0},
    QuestionKind.REASON: {BlockKind.LIST: -0.3, BlockKind.TABLE: -1.0, BlockKind.CODE: -2.0},
    QuestionKind.FACT: {BlockKind.LIST: -0.2, BlockKind.TABLE: -0.3, BlockKind.CODE: -1.5},
    QuestionKind.KEYWORD: {BlockKind.LIST: -0.3, BlockKind.TABLE: -0.5, BlockKind.CODE: -1.0},
}
WANTED_CODE = 1.5  # added to a code block's prior where the question names a command or a snippet

_START, _END = r"(?<![\p{L}\p{N}_])", r"(?![\p{L}\p{N}_])"  # \b knows only Latin in JavaScript
_NUMBER = regex.compile(
    rf"\p{{N}}|{_START}(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred"
    rf"|thousand|million|billion|half|third|quarter|percent){_END}"
)
_TIME = regex.compile(
    rf"{_START}(?:1[0-9]{{3}}|20[0-9]{{2}}){_END}|{_START}centur|{_START}(?:January|February|March"
    rf"|April|June|July|August|September|October|November|December){_END}"
)
_NAME = regex.compile(r"[^.!?:] \p{Lu}[\p{Ll}\p{M}]+")
_REASON = regex.compile(
    rf"{_START}(?:because|since|so that|due to|in order to|therefore|as a result|caus|reason"
    r"|weil|damit|porque|parce que|потому)"
)
_DEFINES = regex.compile(
    r"^(?:[^ ]+ ){1,6}?(?:is|are|refers to|means|lets|allows|provides|describes|ist|sind"
    rf"|bezeichnet|es|son|est|sont|это){_END}"
)


def score(unit: Unit, shelf: Shelf, question: Question, best: float) -> float:
    """The logit of ``unit`` among all ranked units; ``best``: the best hit's score."""
    values = features(unit, shelf, question, best)
    kind = unit.piece.kind
    prior = PRIOR[question.kind].get(kind, 0.0)
    if kind is BlockKind.CODE and question.wants_code:
        prior += WANTED_CODE
    return prior + sum(weight * value for weight, value in zip(UNIT.values(), values, strict=True))


def features(unit: Unit, shelf: Shelf, question: Question, best: float) -> list[float]:
    """One number for each name of ``weights.UNIT``, in its order."""
    return [
        *matches(unit, shelf, question),
        *place(unit, shelf, best),
        *form(unit),
        *cues(unit, question),
    ]


def matches(unit: Unit, shelf: Shelf, question: Question) -> list[float]:
    """overlap, fresh, context, above, nearness: how much of the question is met, and where."""
    own = set(unit.terms)
    overlap = share(question, own)
    fresh = share(question, own - shelf.above)
    context = share(question, unit.context - own)
    above = share(question, shelf.above - own - unit.context)
    return [overlap, fresh, context, above, nearness(question, unit.terms)]


def share(question: Question, terms: set[str] | frozenset[str]) -> float:
    """The part of the question's known weight that ``terms`` hold, 0..1; 0 without known terms."""
    known = [term for term in question.terms if term.known]
    total = sum(term.weight for term in known)
    return sum(term.weight for term in known if term.term in terms) / total if total else 0.0


def nearness(question: Question, terms: Sequence[str]) -> float:
    """The part of the question's neighbouring pairs of terms that stand near each other: 0..1."""
    names = [term.term for term in question.terms if term.known]
    pairs = list(pairwise(names))
    if not pairs:
        return 0.0
    return sum(near(a, b, terms) for a, b in pairs) / len(pairs)


def near(first: str, second: str, terms: Sequence[str]) -> bool:
    """Whether both stand in ``terms`` at most ``NEAR_TERMS`` apart, in any order."""
    places = [i for i, term in enumerate(terms) if term == first]
    others = [i for i, term in enumerate(terms) if term == second]
    return any(abs(i - j) <= NEAR_TERMS for i in places for j in others)


def place(unit: Unit, shelf: Shelf, best: float) -> list[float]:
    """section, passage (scores relative to the best hit's), first, depth."""
    scale = best if best > 0 else 1.0
    return [
        shelf.section.hit.score / scale,
        unit.passage_score / scale,
        1.0 if unit.index == 0 else 0.0,
        min(unit.index, DEEP_UNITS) / DEEP_UNITS,
    ]


def form(unit: Unit) -> list[float]:
    """short, long: what its length says against the unit."""
    words = word_count(unit.text)
    return [
        max(0, SHORT_WORDS - words) / SHORT_WORDS,
        max(0.0, log2(words / LONG_WORDS)) if words else 0.0,
    ]


def cues(unit: Unit, question: Question) -> list[float]:
    """number, time, name, reason, defines: 1 where the unit has what the question asks for."""
    asked = {
        _NUMBER: question.expected is Expected.NUMBER,
        _TIME: question.expected is Expected.TIME,
        _NAME: question.expected is Expected.NAME,
        _REASON: question.kind is QuestionKind.REASON,
        _DEFINES: question.kind is QuestionKind.DEFINITION and begins(unit, question),
    }
    return [1.0 if on and pattern.search(unit.text) else 0.0 for pattern, on in asked.items()]


def begins(unit: Unit, question: Question) -> bool:
    """Whether the first term of ``unit`` is one of the question's: what is asked is its subject."""
    return any(term.term == first for term in question.terms for first in unit.terms[:1])
