"""Constants of the answer's models. Written by ``tools/fit_answer``; do not edit.

Source: fitted on paragraphs and questions of SQuAD 2.0 (Rajpurkar et al. 2018, CC BY-SA 4.0; every
other article of the file, the rest is what the README reports on), on headings of manuals and on
questions that were written about manuals, all of which the README names.
"""

from __future__ import annotations

from collections.abc import Mapping

UNIT: Mapping[str, float] = {
    "overlap": 3.8,
    "fresh": 1.57,
    "context": 2.35,
    "above": 1.97,
    "nearness": 0.71,
    "section": 3.81,
    "passage": 5.05,
    "first": 0.14,
    "depth": -1.85,
    "short": -2.99,
    "long": -0.85,
    "number": 0.36,
    "time": 1.69,
    "name": 0.5,
    "reason": -0.1,
    "defines": 0.93,
}
CONFIDENCE: Mapping[str, float] = {
    "constant": -1.89,
    "words": 4.03,
    "meaning": 1.97,
    "near": 2.05,
    "unknown": -1.09,
}
CONFIDENCE_WITHOUT_VECTORS: Mapping[str, float] = {
    "constant": -1.19,
    "words": 4.82,
    "page": 1.3,
    "unknown": -0.88,
}
ANSWERED = 0.67  # from here on at most a fifth of the fit's answers were wrong
NOT_FOUND = 0.26  # below it lay a twentieth of the fit's answerable questions
