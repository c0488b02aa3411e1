"""BM25 as ``rank_bm25.BM25Okapi`` computes it: what the index holds, what the engine adds.

score(question, document) = Σ idf(term) · impact(term, document) over the question's terms. An
impact depends on the document alone and is stored in 8 bits; the idf comes from the counts.
Source: Robertson & Zaragoza 2009, "The Probabilistic Relevance Framework: BM25 and Beyond"; the
floor for frequent terms is rank_bm25's.
"""

from __future__ import annotations

from math import log

K1 = 1.5  # saturation of repeated terms; rank_bm25's default
B = 0.75  # length normalisation, 0 none … 1 full; rank_bm25's default
EPSILON = 0.25  # a term in over half of the documents weighs this share of the mean idf
MIN_IDF = 0.05  # … and never less: on a site of two passages the mean itself is below zero

MAX_IMPACT = K1 + 1  # what an endlessly repeated term approaches
IMPACT_STEP = MAX_IMPACT / 255  # a stored impact errs by at most half of this


def idf(documents_with_term: int, documents: int, mean_idf: float) -> float:
    """How much a term tells, > 0; ``mean_idf`` is rank_bm25's mean over the vocabulary."""
    value = log(documents - documents_with_term + 0.5) - log(documents_with_term + 0.5)
    return value if value >= 0 else max(EPSILON * mean_idf, MIN_IDF)


def impact(frequency: float, length: float, mean_length: float) -> float:
    """What ``frequency`` occurrences in a document of ``length`` terms weigh: 0 … MAX_IMPACT."""
    return frequency * MAX_IMPACT / (frequency + K1 * (1 - B + B * length / mean_length))
