"""Constants of the answer's models. Written by ``tools/fit_answer``; do not edit.

Source: fitted on paragraphs and questions of SQuAD 2.0 (Rajpurkar et al. 2018, CC BY-SA 4.0; every
other article of the file, the rest is what the README reports on) and on headings of the
manuals that the README names.
"""

from __future__ import annotations

from collections.abc import Mapping

UNIT: Mapping[str, float] = {
    "overlap": 3.75,
    "fresh": 1.24,
    "context": 1.8,
    "above": 2.37,
    "nearness": 0.96,
    "section": 3.8,
    "passage": 4.08,
    "first": 0.1,
    "depth": -3.75,
    "short": 0.41,
    "long": -0.32,
    "number": 1.21,
    "time": 1.79,
    "name": 0.54,
    "reason": 0.5,
    "defines": 1.53,
}
CONFIDENCE: Mapping[str, float] = {
    "constant": -2.85,
    "score": 1.54,
    "section": 1.39,
    "cosine": 1.78,
    "near": 0.36,
    "terms": 0.86,
    "unknown": -0.36,
}
CONFIDENCE_WITHOUT_VECTORS: Mapping[str, float] = {
    "constant": -2.49,
    "score": 3.25,
    "section": 1.01,
    "terms": 1.22,
    "unknown": -0.31,
}
ANSWERED = 0.71  # from here on at most a fifth of the fit's answers were wrong
NOT_FOUND = 0.25  # below it lay a twentieth of the fit's answerable questions
