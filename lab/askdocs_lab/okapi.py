"""``rank_bm25.BM25Okapi``, or what stands in for it where NumPy is not at hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log


class StandIn:
    """The scores of ``rank_bm25.BM25Okapi`` in plain Python, by the same formulas."""

    def __init__(
        self,
        corpus: Sequence[Sequence[str]],
        k1: float = 1.5,
        b: float = 0.75,
        epsilon: float = 0.25,
    ) -> None:
        self.k1, self.b = k1, b
        self.lengths = [len(document) for document in corpus]
        self.mean_length = sum(self.lengths) / len(corpus)
        self.frequencies = [Counter(document) for document in corpus]
        documents = Counter(term for counts in self.frequencies for term in counts)
        self.idf = {n: log(len(corpus) - d + 0.5) - log(d + 0.5) for n, d in documents.items()}
        floor = epsilon * sum(self.idf.values()) / len(self.idf)
        self.idf = {term: value if value >= 0 else floor for term, value in self.idf.items()}

    def get_scores(self, query: Sequence[str]) -> list[float]:
        """The score of each document."""
        return [
            sum(self._score(term, counts[term], length) for term in query)
            for counts, length in zip(self.frequencies, self.lengths, strict=True)
        ]

    def _score(self, term: str, frequency: int, length: int) -> float:
        kept = self.k1 * (1 - self.b + self.b * length / self.mean_length)
        return self.idf.get(term, 0.0) * frequency * (self.k1 + 1) / (frequency + kept)


try:
    from rank_bm25 import BM25Okapi as Okapi

    IS_STAND_IN = False
except ImportError:  # no NumPy: see "Python cells" on the page
    Okapi = StandIn
    IS_STAND_IN = True
