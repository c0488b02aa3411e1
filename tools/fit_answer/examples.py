"""A question put to an index → what the two models see of it, and what they should say."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from askdocs_index import bm25
from askdocs_index.artifact.cells import CellSection
from askdocs_index.engine.answer import MAX_READ_SECTIONS
from askdocs_index.engine.asked import understand
from askdocs_index.engine.confidence import figures
from askdocs_index.engine.hits import rank_sections
from askdocs_index.engine.question import Question, read_question
from askdocs_index.engine.records import Evidence, Hit, RankedSection
from askdocs_index.engine.scorer import features
from askdocs_index.engine.search import search
from askdocs_index.engine.session import Session, evidence
from askdocs_index.engine.units import Shelf, Unit, lay_out
from askdocs_index.markdown import plain, squeezed
from fit_answer.sites import Ask, Place

PART = 20  # letters and digits of a unit that is a part of the answer's text

Floats = NDArray[np.float64]
Drop = Callable[[CellSection], bool]


@dataclass(frozen=True, slots=True)
class Choice:
    """A question's units: a row of features each, and which of them answer."""

    values: Floats
    answers: NDArray[np.bool_]


def nothing(_: CellSection) -> bool:
    """Leaves every section in."""
    return False


def shelves(
    session: Session, text: str, drop: Drop = nothing
) -> tuple[Question, Evidence, list[Shelf]]:
    """What the engine composes its answer from, without the sections that ``drop`` names."""
    asked = understand(text, session.analyzer, files=session.shards.manifest.terms)
    found = search(session.shards, asked, session.analyzer)
    found = replace(found, ranked=[r for r in found.ranked if not drop(r.passage.section)])
    known = {term: weight for term, weight in found.idf.items() if term in found.known}
    passages = session.shards.manifest.passages
    unknown = bm25.idf(0, passages.documents, passages.mean_idf)
    question = read_question(asked.text, session.analyzer, known, unknown)
    ranked: list[RankedSection] = rank_sections(
        found.ranked, MAX_READ_SECTIONS, found.idf, session.analyzer, ""
    )
    laid = [lay_out(section, i, session.analyzer) for i, section in enumerate(ranked)]
    return question, evidence(found), laid


def choice(session: Session, ask: Ask) -> Choice | None:
    """The units that the answer to ``ask`` is chosen from; None where there are none."""
    question, _, laid = shelves(session, ask.text)
    units = [unit for shelf in laid for row in shelf.units for unit in row]
    if not units:
        return None
    best = laid[0].section.hit.score
    rows = [features(unit, laid[unit.section], question, best) for unit in units]
    answers = [answered(unit, laid[unit.section], ask) for unit in units]
    return Choice(np.array(rows), np.array(answers))


def answered(unit: Unit, shelf: Shelf, ask: Ask) -> bool:
    """Whether ``unit`` stands where the answer is."""
    return any(stands(unit, shelf.section.hit, place) for place in ask.places)


def stands(unit: Unit, hit: Hit, place: Place) -> bool:
    """Whether ``unit``, of the section ``hit``, holds a text of ``place`` or is a part of one."""
    anchors = ("", hit.anchor, hit.anchor.removeprefix("s-"))  # some manuals have both
    if hit.page != place.page or place.anchor not in anchors:
        return False
    own, spans = squeezed(plain(unit.text)), [squeezed(plain(span)) for span in place.spans]
    part = len(own) >= PART
    return not spans or any(span in own or (part and own in span) for span in spans)


def evidence_row(
    session: Session, text: str, left_out: AbstractSet[str] = frozenset()
) -> dict[str, float] | None:
    """The confidence's figures for a question, pages ``left_out`` not counting; None: no hit."""
    question, found, laid = shelves(session, text, lambda s: s.page.path in left_out)
    return figures(question, found) if laid else None
