"""Fits the answer's constants and writes them into both engines. See README.md.

PYTHONPATH=tools:build_index python -m fit_answer SQUAD WEIGHTS WORK \
  NAME=FOLDER:SUBFOLDER,… … NAME=FOLDER …
"""

from __future__ import annotations

import random
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from askdocs_index.engine.session import Session
from askdocs_index.engine.weights import UNIT
from askdocs_index.metrics import auroc
from fit_answer.constants import Constants, write
from fit_answer.examples import Choice, Floats, choice, evidence_row
from fit_answer.models import fit_choice, fit_logistic
from fit_answer.sites import Ask, Site, articles, indexed, manual, whole

SOURCE = """\
Source: fitted on paragraphs and questions of SQuAD 2.0 (Rajpurkar et al. 2018, CC BY-SA 4.0; every
other article of the file, the rest is what the README reports on) and on headings of the
manuals that the README names."""
# What each kind of question counts in the fit of UNIT.
UNIT_SHARES = {"answered": 0.4, "heading": 0.2, "topic": 0.2, "written": 0.2}
# What each kind counts in the fit of CONFIDENCE; answerable and not come to one half each. Those
# that were written about whole manuals count most: they are nearest to what readers ask.
ANSWERABLE = {"answered": 0.1, "heading": 0.05, "topic": 0.05, "written": 0.3}
UNANSWERABLE = {
    "answered, of another article": 0.04,
    "answered, without its paragraph": 0.06,
    "heading, of another manual": 0.04,
    "heading, without its page": 0.03,
    "topic, of another manual": 0.03,
    "written, of another manual": 0.15,
    "written, without its page": 0.15,
    "answered, of a manual": 0.0,  # only reported, as is
    "impossible": 0.0,
}
CONFIDENCE = ("constant", "score", "section", "cosine", "near", "terms", "unknown")
WITHOUT_VECTORS = ("constant", "score", "section", "terms", "unknown")
ASKS_A_SITE, ASKS_A_MANUAL = 60, 250  # of each kind
MOST_WRONG = 0.2  # of the answers given as such, on the fit's half-and-half questions
MOST_REFUSED = 0.05  # of the questions that have an answer

Rows = dict[str, list[dict[str, float]]]


def main(squad: str, weights: str, work: str, *manuals: str) -> None:
    """The recipe: sites, indexes, examples, models, files."""
    target = Path(work)
    sites = list(articles(Path(squad), target / "html"))
    named = [opened(text, target / "html") for text in manuals if ":" in text]
    asked = [whole(name, Path(folder)) for name, folder in pairs(manuals)]
    every = (*sites, *named, *asked)
    sessions = {site.name: indexed(site, weights, target / "index") for site in every}
    unit = fit_units(sites, [*named, *asked], sessions)
    fitted, held_out = rows_of(sites, named, asked, sessions)
    models = {
        "UNIT": unit,
        "CONFIDENCE": fit_confidence(fitted, held_out, CONFIDENCE),
        "CONFIDENCE_WITHOUT_VECTORS": fit_confidence(fitted, held_out, WITHOUT_VECTORS),
    }
    answered, not_found = thresholds(fitted, models["CONFIDENCE"])
    meanings = {
        "ANSWERED": (answered, "from here on at most a fifth of the fit's answers were wrong"),
        "NOT_FOUND": (not_found, "below it lay a twentieth of the fit's answerable questions"),
    }
    write(Constants(SOURCE, models, meanings))


def pairs(manuals: Sequence[str]) -> list[list[str]]:
    """Name and folder of the arguments that name no folders within."""
    return [text.split("=", 1) for text in manuals if ":" not in text]


def opened(text: str, target: Path) -> Site:
    """The manual that an argument names."""
    name, _, rest = text.partition("=")
    folder, _, folders = rest.partition(":")
    return manual(name, Path(folder), folders.split(","), target)


def fit_units(
    sites: Sequence[Site], manuals: Sequence[Site], sessions: Mapping[str, Session]
) -> dict[str, float]:
    """``weights.UNIT``; prints how often the best unit answers, on the half that was left out."""
    halves: tuple[dict[str, list[Choice]], ...] = ({}, {})
    for number, site in enumerate(sites):
        found = [choice(sessions[site.name], ask) for ask in site.asks["answered"]]
        halves[number % 2].setdefault("answered", []).extend(c for c in found if c)
    for site in manuals:
        for kind, asks in site.asks.items():
            for number, ask in enumerate(sampled(asks, ASKS_A_MANUAL)):
                if made := choice(sessions[site.name], ask):
                    halves[number % 2].setdefault(kind, []).append(made)
    usable = {kind: [c for c in found if c.answers.any()] for kind, found in halves[0].items()}
    counts = [UNIT_SHARES[kind] / len(found) for kind, found in usable.items() for _ in found]
    model = fit_choice([c for found in usable.values() for c in found], counts)
    for half, name in zip(halves, ("fit", "left out"), strict=True):
        for kind, choices in half.items():
            right = np.mean([c.answers[np.argmax(c.values @ model)] for c in choices])
            reached = np.mean([c.answers.any() for c in choices])
            print(f"unit, {name}, {kind}: {right:.3f} right, {reached:.3f} reached, {len(choices)}")
    return rounded(UNIT, model)


def rows_of(
    sites: Sequence[Site],
    manuals: Sequence[Site],
    asked: Sequence[Site],
    sessions: Mapping[str, Session],
) -> tuple[Rows, Rows]:
    """The confidence's figures by kind of question: of the half to fit on, and of the other."""
    halves: tuple[Rows, Rows] = ({}, {})

    def add(half: int, kind: str, site: Site, text: str, left_out: str = "") -> None:
        row = evidence_row(sessions[site.name], text, left_out)
        if row:
            halves[half].setdefault(kind, []).append(row)

    for number, site in enumerate(sites):
        half, other = number % 2, sites[(number + 2) % len(sites)]
        for place, ask in enumerate(sampled(site.asks["answered"], ASKS_A_SITE)):
            add(half, "answered", site, ask.text)
            add(half, "answered, of another article", other, ask.text)
            add(half, "answered, without its paragraph", site, ask.text, ask.page)
            add(half, "answered, of a manual", manuals[place % len(manuals)], ask.text)
        for ask in sampled(site.asks["impossible"], ASKS_A_SITE):
            add(half, "impossible", site, ask.text)
    for number, site in enumerate(manuals):
        other = manuals[(number + 1) % len(manuals)]
        for place, ask in enumerate(sampled(site.asks["heading"], ASKS_A_MANUAL)):
            add(place % 2, "heading", site, ask.text)
            add(place % 2, "heading, of another manual", other, ask.text)
            add(place % 2, "heading, without its page", site, ask.text, ask.page)
        for place, ask in enumerate(sampled(site.asks["topic"], ASKS_A_MANUAL)):
            add(place % 2, "topic", site, ask.text)
            add(place % 2, "topic, of another manual", other, ask.text)
    for number, site in enumerate(asked):
        other = asked[(number + 1) % len(asked)]
        for place, ask in enumerate(site.asks["written"]):
            add(place % 2, "written", site, ask.text)
            add(place % 2, "written, of another manual", other, ask.text)
            add(place % 2, "written, without its page", site, ask.text, ask.page)
    return halves


def fit_confidence(fitted: Rows, held_out: Rows, names: Sequence[str]) -> dict[str, float]:
    """A model over ``names``; prints its AUROC on the half that was left out."""
    shares = {**ANSWERABLE, **UNANSWERABLE}
    values = np.array([[row[n] for n in names] for kind in shares for row in fitted[kind]])
    labels = np.array([float(kind in ANSWERABLE) for kind in shares for _ in fitted[kind]])
    weights = np.array([shares[kind] / len(fitted[kind]) for kind in shares for _ in fitted[kind]])
    model = rounded(dict.fromkeys(names, 0.0), fit_logistic(values, labels, weights))
    print("confidence:", model)
    for bad in UNANSWERABLE:
        good = next(kind for kind in ANSWERABLE if bad.startswith(kind) or bad == "impossible")
        found = auroc(logits(held_out[good], model), logits(held_out[bad], model))
        print(f"AUROC, left out, {good} against {bad}: {found.value:.3f}")
    return model


def thresholds(fitted: Rows, model: Mapping[str, float]) -> tuple[float, float]:
    """(answered, not found): see MOST_WRONG and MOST_REFUSED."""
    chances = {
        kind: 1 / (1 + np.exp(-np.array(logits(rows, model)))) for kind, rows in fitted.items()
    }
    steps = np.arange(0.02, 0.98, 0.01)
    good = np.sum(
        [share * over(chances[kind], steps) for kind, share in ANSWERABLE.items()], axis=0
    )
    bad = np.sum(
        [share * over(chances[kind], steps) for kind, share in UNANSWERABLE.items()], axis=0
    )
    answered = steps[np.argmax(bad <= MOST_WRONG * (good + bad))]
    refused = np.asarray(1 - good / sum(ANSWERABLE.values()))
    not_found = steps[np.nonzero(refused <= MOST_REFUSED)[0][-1]]
    kept, passed = np.interp(answered, steps, good), np.interp(not_found, steps, bad)
    print(f"answered from {answered:.2f}: {kept * 2:.2f} of the answerable")
    print(f"not found below {not_found:.2f}: {1 - passed * 2:.2f} of the others")
    for kind, found in chances.items():
        rates = np.mean(found >= answered), np.mean(found < not_found)
        print(f"{kind}: {rates[0]:.2f} answered, {rates[1]:.2f} not found")
    return round(float(answered), 2), round(float(not_found), 2)


def over(chances: Floats, steps: Floats) -> Floats:
    """For each step the part of ``chances`` that reach it."""
    return np.array([np.mean(chances >= step) for step in steps])


def logits(rows: Sequence[Mapping[str, float]], model: Mapping[str, float]) -> list[float]:
    return [sum(weight * row[name] for name, weight in model.items()) for row in rows]


def sampled(items: Sequence[Ask], count: int) -> list[Ask]:
    """At most ``count`` of the items, the same ones each time."""
    return random.Random("askdocs: answer").sample(items, min(count, len(items)))


def rounded(names: Mapping[str, float], model: Floats) -> dict[str, float]:
    return {name: round(float(value), 2) for name, value in zip(names, model, strict=True)}


if __name__ == "__main__":
    main(*sys.argv[1:])
