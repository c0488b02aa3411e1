"""A site's passages, ranked from their texts: BM25 and vectors without an index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from askdocs_index import bm25
from askdocs_index.artifact.cells import CellPassage
from askdocs_index.engine.asked import understand
from askdocs_index.engine.search import content_rows, cosine, stop_rows, unit_sum
from askdocs_index.engine.session import Session

HEADING_WEIGHT = 3  # a heading's terms are counted so often, as when the index was built

Scores = Mapping[int, float]  # id of a passage → score
Impact = Callable[[float, float], float]  # occurrences, length in means → what they weigh


@dataclass(frozen=True)
class Passage:
    """A passage and the section that it stands in; ``terms`` with repeats, headings included."""

    id: int
    page: str
    anchor: str
    headings: tuple[str, ...]
    text: str
    terms: tuple[str, ...]
    vector: bytes


def impact(frequency: float, length: float) -> float:
    """BM25 as the site has it: ``frequency`` occurrences in a passage ``length`` times the mean."""
    return bm25.impact(frequency, length, 1.0)


class Collection:
    """All passages of an opened index."""

    def __init__(self, session: Session) -> None:
        self._session = session
        shards = session.shards
        cells = (shards.cell(number) for number in range(len(shards.manifest.cells)))
        found = [self._passage(each) for cell in cells for each in cell]
        self.passages = sorted(found, key=lambda passage: passage.id)

    def terms(self, text: str) -> list[str]:
        """The terms of a text: folded, stemmed, without stop words."""
        return self._session.analyzer.terms(text)

    @cached_property
    def frequencies(self) -> dict[int, Counter[str]]:
        """Id of a passage → how often it has each term."""
        return {passage.id: Counter(passage.terms) for passage in self.passages}

    @cached_property
    def documents(self) -> Counter[str]:
        """Term → passages that hold it."""
        return Counter(term for counts in self.frequencies.values() for term in counts)

    @cached_property
    def mean_length(self) -> float:
        """Terms of a passage."""
        return sum(len(passage.terms) for passage in self.passages) / len(self.passages)

    def idf(self, term: str) -> float:
        """How much a term tells."""
        mean = self._session.shards.manifest.passages.mean_idf
        return bm25.idf(self.documents[term], len(self.passages), mean)

    def words(self, question: str, impact: Impact = impact) -> dict[int, float]:
        """Id → the passage's share of the BM25 that the question could reach, 0 … 1."""
        counts = Counter(self.terms(question))
        highest = impact(1e9, 1.0)
        attainable = sum(count * self.idf(term) * highest for term, count in counts.items())
        return {
            passage.id: sum(
                count * self.idf(term) * impact(frequency, len(passage.terms) / self.mean_length)
                for term, count in counts.items()
                if (frequency := self.frequencies[passage.id][term])
            ) / attainable if attainable else 0.0
            for passage in self.passages
        }  # fmt: skip

    def meaning(self, question: str) -> dict[int, float]:
        """Id → cosine of the question's vector with the passage's."""
        asked = understand(question, self._session.analyzer)
        shards = self._session.shards
        entries = shards.entries(asked.keys())
        vector = unit_sum(content_rows(asked, entries, {}), stop_rows(asked, shards.stops()))
        return {passage.id: cosine(vector, passage.vector) for passage in self.passages}

    def ordered(self, scores: Scores) -> Sequence[Passage]:
        """The passages that ``scores`` speak for, best first, equals by id."""
        spoken = [passage for passage in self.passages if scores.get(passage.id, 0.0) > 0]
        return sorted(spoken, key=lambda passage: (-scores[passage.id], passage.id))

    def _passage(self, found: CellPassage) -> Passage:
        section = found.section
        labels = dict.fromkeys(fragment.label for fragment in found.fragments)
        text = "\n".join([*(fragment.text for fragment in found.fragments), *labels])
        above = "\n".join(section.headings[:-1])
        heading = self.terms(section.headings[-1]) * HEADING_WEIGHT
        return Passage(
            found.id, section.page.path, section.anchor, section.headings, text,
            (*self.terms(text), *heading, *self.terms(above)), found.vector,
        )  # fmt: skip
