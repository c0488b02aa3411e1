"""Measures answers against gold sections, wherever they were given: in Python or in a browser.

A ``Reply`` is what was shown for a question; ``judge`` makes a ``Verdict`` of it, ``report`` the
figures of many. Both sides of a match are normalised as the question format asks: pages without
their suffix and a trailing index or README; sections by equal anchor, or by heading without markup,
case and punctuation; snippets without markup, case, punctuation and line breaks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from askdocs_index.markdown import plain, squeezed
from askdocs_index.metrics import Estimate, auroc, hit_at, mean_reciprocal_rank, proportion

if TYPE_CHECKING:
    from askdocs_index.questions import Gold, Question

DEPTH = 50  # hits that ranks are counted over
COVERAGES = (0.2, 0.4, 0.6, 0.8, 1.0)
WRITTEN = ("keyword", "howto", "paraphrase")  # kinds that are also reported as one
SUFFIX = re.compile(r"\.(?:md|markdown|html?)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """One hit, as far as it is compared."""

    page: str
    anchor: str
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """What was shown for a question: the first 50 hits, best first, and the answer."""

    hits: tuple[Found, ...]
    parts: tuple[str, ...]  # the answer's texts, in their order
    status: str  # "answered", "uncertain" or "not_found"
    confidence: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one reply did; ranks are 1-based over distinct pages or sections, 0 for not found."""

    question: Question
    page_rank: int
    section_rank: int
    shown: bool | None  # whether the answer shows a gold snippet; None where no gold has one
    status: str
    confidence: float


Figures = Mapping[str, Estimate]

FIGURES: Mapping[str, Callable[[Sequence[Verdict]], Estimate]] = {
    "page hit@1": lambda verdicts: hit_at(1, page_ranks(verdicts)),
    "page hit@5": lambda verdicts: hit_at(5, page_ranks(verdicts)),
    "page MRR@10": lambda verdicts: mean_reciprocal_rank(page_ranks(verdicts)),
    "section hit@1": lambda verdicts: hit_at(1, section_ranks(verdicts)),
    "section hit@5": lambda verdicts: hit_at(5, section_ranks(verdicts)),
    "section MRR@10": lambda verdicts: mean_reciprocal_rank(section_ranks(verdicts)),
    "snippet shown": lambda verdicts: proportion(
        [verdict.shown for verdict in verdicts if verdict.shown is not None]
    ),
    "AUROC": lambda verdicts: auroc(*confidences(verdicts)),
    "refused": lambda verdicts: proportion(
        [verdict.status == "not_found" for verdict in verdicts if not verdict.question.answerable]
    ),
    "false answer": lambda verdicts: proportion(
        [verdict.status == "answered" for verdict in verdicts if not verdict.question.answerable]
    ),
}


def judge(question: Question, reply: Reply) -> Verdict:
    """The verdict on one reply."""
    hits = reply.hits[:DEPTH]
    golds = question.gold if question.answerable else ()
    return Verdict(
        question=question,
        page_rank=rank(
            distinct(page_key(hit.page) for hit in hits), {page_key(gold.page) for gold in golds}
        ),
        section_rank=next(
            (
                place
                for place, hit in enumerate(first_of_sections(hits), start=1)
                if any(same_section(hit, gold) for gold in golds)
            ),
            0,
        ),
        shown=shown(golds, reply.parts),
        status=reply.status,
        confidence=reply.confidence,
    )


def report(verdicts: Sequence[Verdict]) -> dict[str, Figures]:
    """Figures by group: each kind, the written kinds as one, and all."""
    kinds = sorted({verdict.question.kind for verdict in verdicts} - {"all"})
    groups: dict[str, tuple[str, ...]] = {kind: (kind,) for kind in kinds}
    written = tuple(kind for kind in WRITTEN if kind in kinds)
    if len(written) > 1:
        groups["written"] = written
    figures = {
        name: figures_of([verdict for verdict in verdicts if verdict.question.kind in members])
        for name, members in groups.items()
    }
    return {**figures, "all": figures_of(verdicts)}


def figures_of(verdicts: Sequence[Verdict]) -> Figures:
    """Every figure of one group, in the order of ``FIGURES``."""
    return {name: figure(verdicts) for name, figure in FIGURES.items()}


def risks(verdicts: Sequence[Verdict]) -> dict[float, float]:
    """Coverage → risk: of that share of all questions, the most confident, the share amiss.

    That is what readers would get if answers were given down to some confidence and no further.
    An answer is amiss where nothing answers the question, and where it shows no gold snippet; a
    gold without one wants its section first.
    """
    order = sorted(verdicts, key=lambda verdict: -verdict.confidence)
    counts = {share: max(1, round(share * len(order))) for share in COVERAGES if order}
    return {share: 1 - sum(map(is_right, order[:count])) / count for share, count in counts.items()}


def is_right(verdict: Verdict) -> bool:
    """Whether the answer, if it is given, is one."""
    if not verdict.question.answerable:
        return False
    return verdict.section_rank == 1 if verdict.shown is None else verdict.shown


def worst_first(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Answerable questions whose section was not found, then low ranks, then answers amiss."""
    return sorted(verdicts, key=goodness)


def goodness(verdict: Verdict) -> tuple[float, float, bool, str]:
    """What verdicts are sorted by; low is bad. An unanswerable question is good when refused."""
    if not verdict.question.answerable:
        refused = verdict.status == "not_found"
        return (1.0 if refused else 0.2, 1.0, True, verdict.question.id)
    found = 1 / verdict.section_rank if verdict.section_rank else 0.0
    page = 1 / verdict.page_rank if verdict.page_rank else 0.0
    return (found, page, verdict.shown is not False, verdict.question.id)


def page_ranks(verdicts: Sequence[Verdict]) -> list[int]:
    """The page ranks of the answerable questions."""
    return [verdict.page_rank for verdict in verdicts if verdict.question.answerable]


def section_ranks(verdicts: Sequence[Verdict]) -> list[int]:
    """The section ranks of the answerable questions."""
    return [verdict.section_rank for verdict in verdicts if verdict.question.answerable]


def confidences(verdicts: Sequence[Verdict]) -> tuple[list[float], list[float]]:
    """The confidence in the answers to answerable questions, and to the others."""
    yes = [verdict.confidence for verdict in verdicts if verdict.question.answerable]
    no = [verdict.confidence for verdict in verdicts if not verdict.question.answerable]
    return yes, no


def page_key(page: str) -> str:
    """A page without its suffix and a trailing index or README: "concepts/cache"."""
    bare = SUFFIX.sub("", page.strip("/"))
    folder, _, name = bare.rpartition("/")
    return folder if name in ("index", "README") else bare


def same_section(hit: Found, gold: Gold) -> bool:
    """Whether a hit is the gold section: on its page, with its anchor or under its heading."""
    if page_key(hit.page) != page_key(gold.page):
        return False
    if hit.anchor == gold.anchor:
        return True
    heading = squeezed(plain(gold.heading))
    return bool(heading and hit.headings) and squeezed(hit.headings[-1]) == heading


def first_of_sections(hits: Iterable[Found]) -> list[Found]:
    """The hits without those whose section stood above them."""
    sections: dict[tuple[str, str, tuple[str, ...]], Found] = {}
    for hit in hits:
        sections.setdefault((hit.page, hit.anchor, hit.headings), hit)
    return list(sections.values())


def distinct(keys: Iterable[str]) -> list[str]:
    """The keys in order of their first appearance."""
    return list(dict.fromkeys(keys))


def rank(found: Sequence[str], golds: set[str]) -> int:
    """The 1-based place of the first gold; 0 without one."""
    return next((place for place, key in enumerate(found, start=1) if key in golds), 0)


def shown(golds: Iterable[Gold], parts: Iterable[str]) -> bool | None:
    """Whether the answer's text contains a gold snippet; None where no gold has one."""
    snippets = [squeezed(plain(gold.snippet)) for gold in golds if gold.snippet]
    answer = squeezed("".join(parts))
    return any(snippet in answer for snippet in snippets) if snippets else None
