"""Why a question got what it got: weights of its terms, shares of each hit, the confidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from askdocs_index.engine.confidence import figures, model
from askdocs_index.engine.question import Question, QuestionTerm
from askdocs_index.engine.records import Evidence, Hit, RankedSection
from askdocs_index.engine.search import Ranked
from askdocs_index.engine.units import Shelf, lay_out
from askdocs_index.fusion import Weights
from askdocs_index.terms import Analyzer


@dataclass(frozen=True, slots=True)
class Share:
    """A hit and what its score is the sum of, all but ``boost``, the page's factor on it."""

    hit: Hit
    words: float  # BM25 of the passage
    page: float  # BM25 of the page
    meaning: float  # likeness of the vectors
    order: float  # pairs of the question's terms
    boost: float
    terms: tuple[str, ...]  # of the question, that the section holds


@dataclass(frozen=True, slots=True)
class Explanation:
    """``figures``: what the confidence weighs, by name: (value, what it adds to the log-odds)."""

    read: str  # the question as it was read
    kind: str  # of answer that it asks for
    terms: tuple[QuestionTerm, ...]
    hits: tuple[Share, ...]
    figures: Mapping[str, tuple[float, float]]


def explain(
    question: Question,
    ranked: Sequence[Ranked],
    sections: Sequence[RankedSection],
    evidence: Evidence,
    weights: Weights,
    analyzer: Analyzer,
) -> Explanation:
    """What ``sections``, grouped from ``ranked``, owe their places to."""
    best: dict[tuple[str, int], Ranked] = {}
    for item in ranked:
        section = item.passage.section
        best.setdefault((section.page.path, section.number), item)
    shelves = [lay_out(section, i, analyzer) for i, section in enumerate(sections)]
    hits = [
        share(item, shelf, question, weights)
        for item, shelf in zip(best.values(), shelves, strict=False)
    ]
    values = figures(question, evidence) if shelves else {}
    weighed = model(evidence)
    return Explanation(
        question.text,
        question.kind,
        question.terms,
        tuple(hits),
        {name: (value, value * weighed.get(name, 0.0)) for name, value in values.items()},
    )


def share(item: Ranked, shelf: Shelf, question: Question, weights: Weights) -> Share:
    """The parts of a section's score: those of its best passage."""
    boost = item.passage.section.page.boost
    words, page = weights.section * item.section, weights.page * item.page
    meaning = weights.vectors * max(item.cosine, 0.0)
    order = item.score / boost - words - page - meaning
    held = shelf.terms()
    terms = tuple(term.term for term in question.terms if term.term in held)
    return Share(shelf.section.hit, words, page, meaning, max(order, 0.0), boost, terms)
