"""Rankings shown, and measured on the questions that the site's authors keep for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Protocol

from askdocs_index.evaluate import Found, Reply, Verdict, judge, report
from askdocs_index.metrics import Estimate
from askdocs_index.questions import Question, read_questions

SHOWN = 5
DEPTH = 50
FIGURES = ("section hit@1", "section hit@5", "section MRR@10")


class Place(Protocol):
    """What a ranking is made of: passages, or the engine's hits."""

    @property
    def page(self) -> str:
        """The HTML file, relative to the site's root."""

    @property
    def anchor(self) -> str:
        """The id that leads to the section; empty before a page's first."""

    @property
    def headings(self) -> tuple[str, ...]:
        """From the page's title down to the section's own."""


Rank = Callable[[str], Sequence[Place]]


def show(ranked: Iterable[Place], count: int = SHOWN) -> None:
    """Prints the sections of the best."""
    sections = dict.fromkeys((place.page, place.anchor, place.headings) for place in ranked)
    for number, (page, anchor, headings) in enumerate(islice(sections, count), start=1):
        print(f"{number}. {' > '.join(headings)}  ({page}{'#' if anchor else ''}{anchor})")


def measure(*ranks: Rank, every: int = 1) -> None:
    """Asks every question of the site's own (or each ``every``-th) and prints how ranks do."""
    questions = [question for question in site_questions() if question.answerable][::every]
    print(f"{len(questions)} questions".ljust(24) + "".join(f"{name:>24}" for name in FIGURES))
    for rank in ranks:
        figures = report([verdict(question, rank) for question in questions])["all"]
        name = getattr(rank, "__name__", "rank")
        print(name.ljust(24) + "".join(f"{written(figures[each]):>24}" for each in FIGURES))


def site_questions() -> list[Question]:
    """The questions that came with the laboratory."""
    files = sorted(Path(__file__).parent.glob("questions/*.jsonl"))
    return [question for file in files for question in read_questions(file)]


def verdict(question: Question, rank: Rank) -> Verdict:
    """How the rank does on one question."""
    places = islice(rank(question.question), DEPTH)
    found = tuple(Found(place.page, place.anchor, place.headings) for place in places)
    return judge(question, Reply(found, (), "", 0.0))


def written(estimate: Estimate) -> str:
    """A value with its 95 % interval."""
    return f"{estimate.value:.2f} ({estimate.low:.2f} to {estimate.high:.2f})"
