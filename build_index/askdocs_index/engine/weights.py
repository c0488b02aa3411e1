"""Constants of the answer's models. Written by ``tools/fit_answer``; do not edit.

Source: fitted on paragraphs and questions of SQuAD 2.0 (Rajpurkar et al. 2018, CC BY-SA 4.0; every
other article of the file, the rest is what the README reports on) and on headings of the
manuals that the README names.
"""

from __future__ import annotations

from collections.abc import Mapping

UNIT: Mapping[str, float] = {
    "overlap": 3.77,
    "fresh": 1.27,
    "context": 1.86,
    "above": 2.34,
    "nearness": 1.04,
    "section": 3.57,
    "passage": 4.06,
    "first": 0.15,
    "depth": -3.8,
    "short": 0.5,
    "long": -0.4,
    "number": 1.21,
    "time": 1.79,
    "name": 0.55,
    "reason": 0.48,
    "defines": 1.84,
}
CONFIDENCE: Mapping[str, float] = {
    "constant": -3.53,
    "score": 4.87,
    "bm25": 0.44,
    "certainty": 1.35,
    "known": 0.32,
    "terms": 1.08,
}
CONFIDENCE_WITHOUT_VECTORS: Mapping[str, float] = {
    "constant": -3.09,
    "bm25": 3.61,
    "certainty": 1.47,
    "known": 0.79,
    "terms": 1.6,
}
ANSWERED = 0.66  # from here on at most a fifth of the fit's answers were wrong
NOT_FOUND = 0.2  # below it lay a fiftieth of the fit's answerable questions
