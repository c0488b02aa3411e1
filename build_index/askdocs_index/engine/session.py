"""An opened index: ``search`` gives hits, ``ask`` gives an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from askdocs_index import bm25
from askdocs_index.engine.answer import compose
from askdocs_index.engine.asked import Asked, understand
from askdocs_index.engine.confidence import confidence_of
from askdocs_index.engine.encoded import Encode, encoded
from askdocs_index.engine.explain import Explanation, explain
from askdocs_index.engine.hits import MAX_HITS, rank_sections
from askdocs_index.engine.question import Question, read_question
from askdocs_index.engine.records import Answer, Evidence, Hit, RankedSection
from askdocs_index.engine.search import FILES, LEAST_CELLS, Found, search
from askdocs_index.engine.shards import Shards
from askdocs_index.engine.spelling import doubtful, meant, replaced, shards_for
from askdocs_index.facets import ANYTHING, Filter
from askdocs_index.terms import Analyzer

LIMIT = 10  # hits of a search and of an answer, unless the caller says otherwise
MAX_READ = FILES - LEAST_CELLS - 1  # of files before the right word's own is looked up
NEAR = 5  # passages whose mean likeness counts: one may be near by chance


@dataclass(frozen=True, slots=True)
class Session:
    """The index in a folder, with the root URL of the site that it belongs to."""

    shards: Shards
    analyzer: Analyzer
    base: str
    encode: Encode | None = None  # the second gear's

    def search(
        self,
        question: str,
        limit: int = LIMIT,
        *,
        typing: bool = False,
        verbatim: bool = False,
        wanted: Filter = ANYTHING,
    ) -> list[Hit]:
        """The best sections for ``question``, at most ``limit`` (honoured to 50).

        While the reader is ``typing``, the last word may be the beginning of one. ``verbatim``: a
        word that the site does not know is not taken for a mistyped one. ``wanted``: the values of
        facets that the question is kept to.
        """
        asked = self._understood(question, typing=typing)
        read = asked if verbatim else self._corrected(asked)
        return [section.hit for section in self._ranked(read, limit, wanted)[1]]

    def ask(
        self,
        question: str,
        before: Sequence[str] = (),
        *,
        verbatim: bool = False,
        wanted: Filter = ANYTHING,
    ) -> Answer:
        """What the pages say to ``question``; ``before``: the questions before it, oldest first."""
        typed = self._understood(question, before)
        asked = typed if verbatim else self._corrected(typed, before)
        found, sections = self._ranked(asked, LIMIT, wanted)
        read = self._read(asked, found)
        answer = compose(read, sections, self._evidence(found), self.analyzer)
        corrected = asked.text if asked.text != typed.text else ""
        return replace(answer, corrected=corrected, context=typed.context)

    def confidence(self, question: str) -> float:
        """That of ``ask``, without composing an answer."""
        asked = self._corrected(self._understood(question))
        found, sections = self._ranked(asked, 1, ANYTHING)
        return confidence_of(self._read(asked, found), self._evidence(found), sections)

    def explain(
        self, question: str, limit: int = LIMIT, *, wanted: Filter = ANYTHING
    ) -> Explanation:
        """Why ``search`` and ``ask`` give what they give."""
        asked = self._corrected(self._understood(question))
        found, sections = self._ranked(asked, limit, wanted)
        weights, read = self.shards.manifest.weights, self._read(asked, found)
        return explain(read, found.ranked, sections, self._evidence(found), weights, self.analyzer)

    def _evidence(self, found: Found) -> Evidence:
        return evidence(found, self.shards.manifest.calibration)

    def _read(self, asked: Asked, found: Found) -> Question:
        """The question with what its terms are worth on this site."""
        passages = self.shards.manifest.passages
        unknown = bm25.idf(0, passages.documents, passages.mean_idf)
        everywhere = bm25.idf(passages.documents, passages.documents, passages.mean_idf)
        known = {term: weight for term, weight in found.idf.items() if term in found.known}
        known |= dict.fromkeys(asked.skipped, everywhere)
        return read_question(asked.text, self.analyzer, known, unknown, asked.context)

    def _understood(
        self, question: str, before: Sequence[str] = (), *, typing: bool = False
    ) -> Asked:
        terms = self.shards.manifest.terms
        return understand(question, self.analyzer, before, typing=typing, files=terms)

    def _corrected(self, asked: Asked, before: Sequence[str] = ()) -> Asked:
        """The question with its mistyped words replaced, and what was read to tell."""
        words, read = self._meant(asked)
        if not words:
            return replace(asked, read=read)
        text, typing = replaced(asked.text, words), bool(asked.unfinished)
        old = [replaced(b, words) for b in before]
        return replace(self._understood(text, old, typing=typing), read=read)

    def _meant(self, asked: Asked) -> tuple[dict[str, str], frozenset[str]]:
        """Mistyped word → the word of the site that was meant; and the shards that tell it."""
        entries = self.shards.entries(asked.keys())

        def is_right(word: str) -> bool:
            term = asked.term_of[word]
            return not term or word in entries or term in entries or word == asked.unfinished

        found, read = {}, set(self.shards.term_digits(asked.keys()))
        for word in doubtful(asked.words, is_right):
            files = shards_for(word, self.shards.manifest)
            if len(read.union(*files)) > MAX_READ:
                continue
            read.update(*files)
            near = meant(word, *(map(self.shards.spelling, digits) for digits in files))
            if near:
                found[word] = near
        return found, frozenset(read)

    def _ranked(
        self, asked: Asked, limit: int, wanted: Filter
    ) -> tuple[Found, list[RankedSection]]:
        read = encoded(asked, self.encode) if self.encode else asked
        found = search(self.shards, read, self.analyzer, wanted)
        limit = min(limit, MAX_HITS)
        return found, rank_sections(found.ranked, limit, found.idf, self.analyzer, self.base)


def evidence(found: Found, site: float = 0.0) -> Evidence:
    """How well the site matches the question, by the passages that rank first; ``site``: its
    calibration.
    """
    first = found.ranked[:NEAR]
    near = sum(item.cosine for item in first) / max(1, len(first))
    words, page = (first[0].section, first[0].page) if first else (0.0, 0.0)
    return Evidence(words, page, near if found.has_vector else None, site)


def open_session(folder: Path, base: str = "") -> Session:
    """Opens the index in ``folder`` (a site's ``askdocs/``). Raises ArtifactError."""
    shards = Shards(folder)
    return Session(shards, Analyzer(shards.manifest.language), base)
