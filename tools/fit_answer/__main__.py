"""Fits the answer's constants and writes them into both engines. See README.md.

PYTHONPATH=tools:build_index python -m fit_answer SQUAD WEIGHTS WORK \
  NAME=FOLDER:SUBFOLDER,… … NAME=FOLDER …
"""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
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
other article of the file, the rest is what the README reports on), on headings of manuals and on
questions that were written about manuals, all of which the README names."""
# What each kind of question counts in the fit of UNIT.
UNIT_SHARES = {"answered": 0.3, "heading": 0.1, "topic": 0.1, "written": 0.2, "real": 0.3}
PEOPLE = ("written", "real")  # what was written about whole manuals
# What each kind counts in the fit of CONFIDENCE; answerable and not come to one half each. Those
# that were written about whole manuals count most: they are nearest to what readers ask.
ANSWERABLE = {"answered": 0.06, "heading": 0.02, "topic": 0.02, "written": 0.2, "real": 0.2}
UNANSWERABLE = {
    "answered, of another article": 0.03,
    "answered, without its paragraph": 0.03,
    "heading, of another manual": 0.01,
    "heading, without its page": 0.01,
    "topic, of another manual": 0.01,
    "topic, without its page": 0.01,
    "written, of another manual": 0.16,
    "written, without its page": 0.04,
    "real, of another manual": 0.08,
    "real, without its page": 0.04,
    "real, beyond the manual": 0.08,
    "answered, of a manual": 0.0,  # only reported, as is
    "impossible": 0.0,
}
CONFIDENCE = ("constant", "words", "meaning", "near", "unknown")
WITHOUT_VECTORS = ("constant", "words", "page", "unknown")
ASKS_A_SITE, ASKS_A_MANUAL = 60, 250  # of each kind
MOST_WRONG = 0.2  # of the answers given as such, on the fit's half-and-half questions
MOST_REFUSED = 0.05  # of the questions that have an answer

Rows = defaultdict[str, list[dict[str, float]]]
Choices = defaultdict[str, list[Choice]]


def main(squad: str, weights: str, work: str, *manuals: str) -> None:
    """The recipe: sites, indexes, examples, models, files."""
    target = Path(work)
    sites = list(articles(Path(squad), target / "html"))
    named = [opened(text, target / "html") for text in manuals if ":" in text]
    asked = [whole(name, Path(folder)) for name, folder in pairs(manuals)]
    every = (*sites, *named, *asked)
    sessions = {site.name: indexed(site, weights, target / "index") for site in every}
    unit = fit_units(sites, named, asked, sessions)
    rows = rows_of(sites, named, asked, sessions)
    models = {
        "UNIT": unit,
        "CONFIDENCE": fit_confidence(*rows, CONFIDENCE),
        "CONFIDENCE_WITHOUT_VECTORS": fit_confidence(*rows, WITHOUT_VECTORS),
    }
    fitted, _, people = rows
    answered, not_found = thresholds(together(fitted, *people.values()), models["CONFIDENCE"])
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
    sites: Sequence[Site],
    manuals: Sequence[Site],
    asked: Sequence[Site],
    sessions: Mapping[str, Session],
) -> dict[str, float]:
    """``weights.UNIT``; prints how often the best units answer where nothing was fitted.

    Of what can be made in any number, one half is fitted on; of what people wrote, all, and what is
    printed of a manual comes from a fit without it.
    """
    halves: tuple[Choices, Choices] = (defaultdict(list), defaultdict(list))
    for number, site in enumerate(sites):
        halves[number % 2]["answered"] += choices_of(site, "answered", sessions)
    for site in manuals:
        for kind in site.asks:
            for half in (0, 1):
                halves[half][kind] += choices_of(site, kind, sessions)[half::2]
    people = {
        site.name: {kind: choices_of(site, kind, sessions) for kind in PEOPLE} for site in asked
    }
    for name, kinds in people.items():
        model = fit_unit(merged(halves[0], *(people[other] for other in people if other != name)))
        print_unit(f"without {name}", kinds, model)
    model = fit_unit(merged(halves[0], *people.values()))
    print_unit("fit", halves[0], model)
    print_unit("left out", halves[1], model)
    return rounded(UNIT, model)


def choices_of(site: Site, kind: str, sessions: Mapping[str, Session]) -> list[Choice]:
    """What is chosen from for the site's questions of a kind."""
    asks = sampled(site.asks[kind], ASKS_A_MANUAL) if kind != "answered" else site.asks[kind]
    found = [choice(sessions[site.name], ask) for ask in asks]
    return [each for each in found if each]


def merged(*parts: Mapping[str, Sequence[Choice]]) -> Choices:
    """All choices by kind."""
    together: Choices = defaultdict(list)
    for part in parts:
        for kind, found in part.items():
            together[kind] += found
    return together


def fit_unit(choices: Mapping[str, Sequence[Choice]]) -> Floats:
    """A model of the kinds as ``UNIT_SHARES`` weighs them."""
    usable = {kind: [c for c in found if c.answers.any()] for kind, found in choices.items()}
    counts = [UNIT_SHARES[kind] / len(found) for kind, found in usable.items() for _ in found]
    return fit_choice([c for found in usable.values() for c in found], counts)


def print_unit(name: str, choices: Mapping[str, Sequence[Choice]], model: Floats) -> None:
    """How often one of the first and of the first five units answers, by kind."""
    for kind, found in choices.items():
        if found:
            ranked = [c.answers[np.argsort(-(c.values @ model), kind="stable")] for c in found]
            first, five = np.mean([r[0] for r in ranked]), np.mean([r[:5].any() for r in ranked])
            reached = np.mean([r.any() for r in ranked])
            print(
                f"unit, {name}, {kind}: {first:.3f} first, {five:.3f} among five, "
                f"{reached:.3f} reached, {len(found)}"
            )


def rows_of(
    sites: Sequence[Site],
    manuals: Sequence[Site],
    asked: Sequence[Site],
    sessions: Mapping[str, Session],
) -> tuple[Rows, Rows, dict[str, Rows]]:
    """The confidence's figures by kind of question: halves of what was made, people's by site."""
    halves: tuple[Rows, Rows] = (defaultdict(list), defaultdict(list))

    def add(
        rows: Rows, kind: str, site: Site, ask: Ask, left_out: AbstractSet[str] = frozenset()
    ) -> None:
        row = evidence_row(sessions[site.name], ask.text, left_out)
        if row:
            rows[kind].append(row)

    for number, site in enumerate(sites):
        rows, other = halves[number % 2], sites[(number + 2) % len(sites)]
        for place, ask in enumerate(sampled(site.asks["answered"], ASKS_A_SITE)):
            add(rows, "answered", site, ask)
            add(rows, "answered, of another article", other, ask)
            add(rows, "answered, without its paragraph", site, ask, ask.pages)
            add(rows, "answered, of a manual", manuals[place % len(manuals)], ask)
        for ask in sampled(site.asks["impossible"], ASKS_A_SITE):
            add(rows, "impossible", site, ask)
    for number, site in enumerate(manuals):
        other = manuals[(number + 1) % len(manuals)]
        for kind in ("heading", "topic"):
            for place, ask in enumerate(sampled(site.asks[kind], ASKS_A_MANUAL)):
                rows = halves[place % 2]
                add(rows, kind, site, ask)
                add(rows, f"{kind}, of another manual", other, ask)
                add(rows, f"{kind}, without its page", site, ask, ask.pages)
    people: dict[str, Rows] = {}
    for number, site in enumerate(asked):
        rows = people[site.name] = defaultdict(list)
        others = [asked[(number + step) % len(asked)] for step in (1, 3)]
        for kind in PEOPLE:
            for ask in site.asks[kind]:
                add(rows, kind, site, ask)
                add(rows, f"{kind}, without its page", site, ask, ask.pages)
                for other in others:
                    add(rows, f"{kind}, of another manual", other, ask)
        for ask in site.asks["beyond"]:
            add(rows, "real, beyond the manual", site, ask)
    return (*halves, people)


def fit_confidence(
    fitted: Rows, held_out: Rows, people: Mapping[str, Rows], names: Sequence[str]
) -> dict[str, float]:
    """A model over ``names``; prints its AUROC where nothing was fitted."""
    model = fit_rows(together(fitted, *people.values()), names)
    print("confidence:", model)
    print_auroc("left out", held_out, [(held_out, model)])
    without = [
        (rows, fit_rows(together(fitted, *(people[o] for o in people if o != name)), names))
        for name, rows in people.items()
    ]
    print_auroc("without the manual", together(*people.values()), without)
    return model


def fit_rows(rows: Rows, names: Sequence[str]) -> dict[str, float]:
    """A logistic regression over ``names``, of the kinds as the shares weigh them."""
    shares = {**ANSWERABLE, **UNANSWERABLE}
    values = np.array([[row[n] for n in names] for kind in shares for row in rows[kind]])
    labels = np.array([float(kind in ANSWERABLE) for kind in shares for _ in rows[kind]])
    weights = np.array([shares[kind] / len(rows[kind]) for kind in shares for _ in rows[kind]])
    return rounded(dict.fromkeys(names, 0.0), fit_logistic(values, labels, weights))


def print_auroc(label: str, kinds: Rows, parts: Sequence[tuple[Rows, Mapping[str, float]]]) -> None:
    """The AUROC of each kind of ``kinds`` that has no answer; ``parts``: rows, and their model."""
    for bad in UNANSWERABLE:
        good = next(kind for kind in ANSWERABLE if bad.startswith(kind) or bad == "impossible")
        if kinds.get(bad):
            right, wrong = (
                [each for rows, model in parts for each in logits(rows[kind], model)]
                for kind in (good, bad)
            )
            print(f"AUROC, {label}, {good} against {bad}: {auroc(right, wrong).value:.3f}")


def together(*parts: Rows) -> Rows:
    """All rows by kind."""
    found: Rows = defaultdict(list)
    for part in parts:
        for kind, rows in part.items():
            found[kind] += rows
    return found


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
