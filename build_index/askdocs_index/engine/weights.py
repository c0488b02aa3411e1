"""Constants of the answer's models. Written by ``tools/fit_answer``; do not edit."""

from __future__ import annotations

from collections.abc import Mapping

UNIT: Mapping[str, float] = {
    "overlap": 6.0,
    "fresh": 2.0,
    "context": 1.0,
    "heading": 1.0,
    "nearness": 1.0,
    "section": 3.0,
    "passage": 2.0,
    "first": 0.3,
    "depth": -0.5,
    "short": -1.0,
    "long": -0.2,
    "asks": -1.0,
    "opens": 0.0,
    "number": 1.0,
    "time": 1.0,
    "name": 0.5,
    "reason": 1.0,
    "defines": 1.0,
}

CONFIDENCE: Mapping[str, float] = {"constant": -4.0, "section": 3.0, "cosine": 5.0, "bm25": 3.0}
CONFIDENCE_WITHOUT_VECTORS: Mapping[str, float] = {"constant": -2.5, "section": 3.0, "bm25": 4.0}
ANSWERED = 0.6
NOT_FOUND = 0.25
