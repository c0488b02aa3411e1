"""The calibrated probability that the pages answer the question, and what it lets the answer say.

A logistic regression over a few figures between 0 and 1 that mean the same on every site. Its
constants and where they come from: ``weights.CONFIDENCE``.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp

from askdocs_index.engine.question import Question
from askdocs_index.engine.records import Evidence, Status
from askdocs_index.engine.units import Shelf, Unit
from askdocs_index.engine.weights import (
    ANSWERED,
    CONFIDENCE,
    CONFIDENCE_WITHOUT_VECTORS,
    NOT_FOUND,
)


def confidence_of(
    question: Question, evidence: Evidence, shelves: Sequence[Shelf], units: Sequence[Unit]
) -> float:
    """0..1; 0 where nothing speaks for an answer: no term that the site knows, and no vector."""
    if not shelves or (evidence.cosine is None and not any(t.known for t in question.terms)):
        return 0.0
    values = figures(question, evidence, shelves, units)
    weights = CONFIDENCE_WITHOUT_VECTORS if evidence.cosine is None else CONFIDENCE
    logit = weights["constant"] + sum(
        weights[name] * value for name, value in values.items() if name in weights
    )
    return 1 / (1 + exp(-logit))


def status_of(confidence: float) -> Status:
    """What the answer may claim: the thresholds and their risk stand in ``weights``."""
    if confidence >= ANSWERED:
        return Status.ANSWERED
    return Status.UNCERTAIN if confidence >= NOT_FOUND else Status.NOT_FOUND


def figures(
    question: Question, evidence: Evidence, shelves: Sequence[Shelf], units: Sequence[Unit]
) -> dict[str, float]:
    """What the model weighs, by name. Coverage is a share of the question's whole weight."""
    read = [unit for unit in units if unit.section < len(shelves)]
    sections = [set(shelf.headings) for shelf in shelves]
    for unit in read:
        sections[unit.section].update(unit.terms)
    scores = [shelf.section.hit.score for shelf in shelves]
    return {
        "known": coverage(question, {term.term for term in question.terms if term.known}),
        "section": max((coverage(question, terms) for terms in sections), default=0.0),
        "first": coverage(question, sections[0]),
        "unit": max((coverage(question, set(unit.terms)) for unit in read), default=0.0),
        "heading": max(coverage(question, shelf.headings) for shelf in shelves),
        "bm25": evidence.bm25_share,
        "page": evidence.page_share,
        "cosine": evidence.cosine or 0.0,
        "margin": (scores[0] - scores[1]) / scores[0] if len(scores) > 1 and scores[0] > 0 else 0.0,
        "terms": min(len(question.terms), 12) / 12,
    }


def coverage(question: Question, terms: set[str] | frozenset[str]) -> float:
    """The part of the weight of all the question's terms, known or not, that ``terms`` hold."""
    total = sum(term.weight for term in question.terms)
    return (
        sum(term.weight for term in question.terms if term.term in terms) / total if total else 0.0
    )
