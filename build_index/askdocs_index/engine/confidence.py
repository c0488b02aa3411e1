"""The calibrated probability that the pages answer the question, and what it lets the answer say.

A logistic regression over a few figures between 0 and 1 that mean the same on every site. Its
constants and where they come from: ``weights.CONFIDENCE``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp, sqrt

from askdocs_index.engine.question import Question
from askdocs_index.engine.records import Evidence, RankedSection, Status
from askdocs_index.engine.weights import (
    ANSWERED,
    CONFIDENCE,
    CONFIDENCE_WITHOUT_VECTORS,
    NOT_FOUND,
)

MANY_TERMS = 12  # a question of more terms counts as one of so many


def confidence_of(question: Question, evidence: Evidence, ranked: Sequence[RankedSection]) -> float:
    """0..1; 0 where nothing speaks for an answer: no term that the site knows, and no vector."""
    if not ranked or (evidence.near is None and not any(t.known for t in question.terms)):
        return 0.0
    values = figures(question, evidence)
    logit = sum(weight * values[name] for name, weight in model(evidence).items())
    return 1 / (1 + exp(-logit))


def model(evidence: Evidence) -> Mapping[str, float]:
    """Figure → its weight in the log-odds."""
    fitted = CONFIDENCE_WITHOUT_VECTORS if evidence.near is None else CONFIDENCE
    return {**fitted, "site": 1.0}


def status_of(confidence: float) -> Status:
    """What the answer may claim: the thresholds and their risk stand in ``weights``."""
    if confidence >= ANSWERED:
        return Status.ANSWERED
    return Status.UNCERTAIN if confidence >= NOT_FOUND else Status.NOT_FOUND


def figures(question: Question, evidence: Evidence) -> dict[str, float]:
    """What the model weighs, by name.

    ``words``: the first passage's BM25, which says more the more terms it is the mean of.
    ``meaning``: likeness, where the page speaks of the matter. ``unknown``: the part of the weight
    of the question's terms that falls to those that the site never uses. ``site``: see
    ``calibration``.
    """
    near = evidence.near or 0.0
    total = sum(term.weight for term in question.terms)
    unknown = sum(term.weight for term in question.terms if not term.known)
    return {
        "constant": 1.0,
        "words": evidence.words * sqrt(min(len(question.terms), MANY_TERMS) / MANY_TERMS),
        "page": evidence.page,
        "meaning": evidence.page * near,
        "near": near,
        "unknown": unknown / total if total else 0.0,
        "site": evidence.site,
    }
