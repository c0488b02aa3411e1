"""Constants of the answer's models. Written by ``tools/fit_answer``; do not edit.

Source: first values, to be fitted.
"""

from __future__ import annotations

from collections.abc import Mapping

UNIT: Mapping[str, float] = {
    "overlap": 4.1,
    "fresh": 1.9,
    "context": 2.15,
    "heading": -1.2,
    "nearness": 1.1,
    "section": 1.8,
    "passage": 2.2,
    "first": 0.05,
    "depth": -3.75,
    "short": -0.5,
    "long": -0.45,
    "number": 1.3,
    "time": 1.95,
    "name": 0.6,
    "reason": 0.85,
    "defines": 1.7,
}
CONFIDENCE: Mapping[str, float] = {
    "constant": -4.0,
    "section": 1.8,
    "cosine": 5.0,
    "bm25": 3.0,
}
CONFIDENCE_WITHOUT_VECTORS: Mapping[str, float] = {
    "constant": -2.5,
    "section": 1.8,
    "bm25": 4.0,
}
ANSWERED = 0.6  # from here on the answer is given as one
NOT_FOUND = 0.25  # below it the pages are said not to answer
