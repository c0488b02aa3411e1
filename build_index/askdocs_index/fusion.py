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


ENGLISH = Weights(section=0.3, page=0.2, vectors=0.5)  # QUALITY.md, "the same with page-level BM25"
WORDS_ONLY = Weights(section=0.6, page=0.4, vectors=0.0)  # the encoder knows English only


def fuse(weights: Weights, section: float, page: float, cosine: float) -> float:
    """The score of a passage from its shares of the attainable BM25 (0 … 1) and its cosine."""
    return weights.section * section + weights.page * page + weights.vectors * max(cosine, 0.0)
