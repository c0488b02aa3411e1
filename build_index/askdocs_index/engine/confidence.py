"""The calibrated probability that the pages answer the question, and what it lets the answer say.

A logistic regression over a few figures between 0 and 1 that mean the same on every site. Its
constants and where they come from: ``weights.CONFIDENCE``.
"""

from __future__ import annotations

from math import exp

from askdocs_index.engine.question import Question
from askdocs_index.engine.records import Evidence, Status
from askdocs_index.engine.weights import (
    ANSWERED,
    CONFIDENCE,
    CONFIDENCE_WITHOUT_VECTORS,
    NOT_FOUND,
)

MANY_TERMS = 12  # a question of more terms counts as one of so many


def confidence_of(question: Question, evidence: Evidence, certainty: float) -> float:
    """0..1; 0 where nothing speaks for an answer: no term that the site knows, and no vector.

    ``certainty``: the probability of the best unit among all that were read.
    """
    if evidence.cosine is None and not any(term.known for term in question.terms):
        return 0.0
    values = figures(question, evidence, certainty)
    weights = CONFIDENCE_WITHOUT_VECTORS if evidence.cosine is None else CONFIDENCE
    logit = sum(weight * values[name] for name, weight in weights.items())
    return 1 / (1 + exp(-logit))


def status_of(confidence: float) -> Status:
    """What the answer may claim: the thresholds and their risk stand in ``weights``."""
    if confidence >= ANSWERED:
        return Status.ANSWERED
    return Status.UNCERTAIN if confidence >= NOT_FOUND else Status.NOT_FOUND


def figures(question: Question, evidence: Evidence, certainty: float) -> dict[str, float]:
    """What the models weigh, by name: see ``Evidence`` and ``confidence_of``."""
    return {
        "constant": 1.0,
        "score": evidence.score,
        "bm25": evidence.bm25_share,
        "certainty": certainty,
        "terms": min(len(question.terms), MANY_TERMS) / MANY_TERMS,
    }
