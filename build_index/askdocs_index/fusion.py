"""How the three kinds of evidence become one score: a convex combination, not a fusion of ranks.

Each part is scaled by something that does not depend on which passages were fetched: BM25 by the
most that the question's terms could reach, the cosine by nothing. Ranks (RRF) with a weak encoder
fell below BM25 alone, and a per-question min–max moves with the candidates (QUALITY.md, SCALE.md).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """Shares of the fused score; they add to 1."""

    section: float  # BM25 of the passage
    page: float  # BM25 of its page
    vectors: float  # cosine of question and passage


# Fitted on half of the articles of SQuAD 2.0 and on the questions of the Python FAQ, whose headings
# were taken out of its pages: the one likes .3 for the vectors, the other .5.
ENGLISH = Weights(section=0.45, page=0.1, vectors=0.45)
WORDS_ONLY = Weights(section=0.8, page=0.2, vectors=0.0)  # the encoder knows English only


def fuse(weights: Weights, section: float, page: float, cosine: float) -> float:
    """The score of a passage from its shares of the attainable BM25 (0 … 1) and its cosine."""
    return weights.section * section + weights.page * page + weights.vectors * max(cosine, 0.0)
