"""Constants of the answer's models. Written by ``tools/fit_answer``; do not edit.

Source: fitted on paragraphs and questions of SQuAD 2.0 (Rajpurkar et al. 2018, CC BY-SA 4.0; every
other article of the file, the rest is what the README reports on) and on headings of the
manuals that the README names.
"""

from __future__ import annotations

from collections.abc import Mapping

UNIT: Mapping[str, float] = {
    "overlap": 2.1,
    "fresh": 3.55,
    "context": 2.16,
    "above": 0.05,
    "nearness": 1.38,
    "section": 3.29,
    "passage": 3.97,
    "first": 0.28,
    "depth": -4.6,
    "short": -0.4,
    "long": -0.51,
    "number": 1.26,
    "time": 1.84,
    "name": 0.62,
    "reason": 0.18,
    "defines": 1.24,
}
CONFIDENCE: Mapping[str, float] = {
    "constant": -4.25,
    "section": 0.73,
    "unit": 1.16,
    "bm25": 1.76,
    "cosine": 3.88,
    "terms": 1.22,
}
CONFIDENCE_WITHOUT_VECTORS: Mapping[str, float] = {
    "constant": -3.21,
    "section": 0.98,
    "unit": 1.37,
    "bm25": 2.41,
    "terms": 2.19,
}
ANSWERED = 0.64  # from here on at most a fifth of the fit's answers were wrong
NOT_FOUND = 0.21  # below it lay a fiftieth of the fit's answerable questions
