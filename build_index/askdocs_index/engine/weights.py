"""Constants of the answer's models. Written by ``tools/fit_answer``; do not edit.

Source: fitted on paragraphs and questions of SQuAD 2.0 (Rajpurkar et al. 2018, CC BY-SA 4.0; every
other article of the file, the rest is what the README reports on) and on headings of the
manuals that the README names.
"""

from __future__ import annotations

from collections.abc import Mapping

UNIT: Mapping[str, float] = {
    "overlap": 4.28,
    "fresh": 0.9,
    "context": 2.12,
    "above": 2.72,
    "nearness": 1.13,
    "section": 3.32,
    "passage": 4.11,
    "first": 0.22,
    "depth": -4.44,
    "short": -0.48,
    "long": -0.39,
    "number": 1.25,
    "time": 1.85,
    "name": 0.59,
    "reason": 0.57,
    "defines": 2.0,
}
CONFIDENCE: Mapping[str, float] = {
    "constant": -4.22,
    "section": 0.51,
    "unit": 1.33,
    "bm25": 1.96,
    "cosine": 3.69,
    "terms": 1.31,
}
CONFIDENCE_WITHOUT_VECTORS: Mapping[str, float] = {
    "constant": -3.18,
    "section": 0.7,
    "unit": 1.53,
    "bm25": 2.62,
    "terms": 2.23,
}
ANSWERED = 0.63  # from here on at most a fifth of the fit's answers were wrong
NOT_FOUND = 0.22  # below it lay a fiftieth of the fit's answerable questions
