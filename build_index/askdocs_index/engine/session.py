"""An opened index: ``search`` gives hits, ``ask`` gives an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from askdocs_index import bm25
from askdocs_index.engine.answer import compose
from askdocs_index.engine.asked import Asked, understand
from askdocs_index.engine.hits import MAX_HITS, rank_sections
from askdocs_index.engine.question import read_question
from askdocs_index.engine.records import Answer, Evidence, Hit, RankedSection
from askdocs_index.engine.search import Found, search
from askdocs_index.engine.shards import Shards
from askdocs_index.terms import Analyzer

LIMIT = 10  # hits of a search and of an answer, unless the caller says otherwise


@dataclass(frozen=True, slots=True)
class Session:
    """The index in a folder, with the root URL of the site that it belongs to."""

    shards: Shards
    analyzer: Analyzer
    base: str

    def search(self, question: str, limit: int = LIMIT) -> list[Hit]:
        """The best sections for ``question``, at most ``limit`` (honoured to 50)."""
        _, sections = self._ranked(understand(question, self.analyzer), limit)
        return [section.hit for section in sections]

    def ask(self, question: str, before: Sequence[str] = ()) -> Answer:
        """What the pages say to ``question``; ``before``: the questions before it, oldest first."""
        asked = understand(question, self.analyzer, before)
        found, sections = self._ranked(asked, LIMIT)
        known = {term: weight for term, weight in found.idf.items() if term in found.known}
        passages = self.shards.manifest.passages
        unknown = bm25.idf(0, passages.documents, passages.mean_idf)
        read = read_question(asked.text, self.analyzer, known, unknown)
        return compose(read, sections, evidence(found), self.analyzer)

    def _ranked(self, asked: Asked, limit: int) -> tuple[Found, list[RankedSection]]:
        found = search(self.shards, asked, self.analyzer)
        limit = min(limit, MAX_HITS)
        return found, rank_sections(found.ranked, limit, found.idf, self.analyzer, self.base)


def evidence(found: Found) -> Evidence:
    """How well the site matches the question, by the passage that ranks first."""
    if not found.ranked:
        return Evidence(0.0, 0.0, 0.0 if found.has_vector else None)
    best = found.ranked[0]
    score = best.score / best.passage.section.page.boost
    return Evidence(score, best.section, best.cosine if found.has_vector else None)


def open_session(folder: Path, base: str = "") -> Session:
    """Opens the index in ``folder`` (a site's ``askdocs/``). Raises ArtifactError."""
    shards = Shards(folder)
    return Session(shards, Analyzer(shards.manifest.language), base)
