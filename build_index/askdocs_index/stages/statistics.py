"""Documents of terms → BM25 postings; ``rank_bm25`` counts and weighs, we keep and quantise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rank_bm25 import BM25Okapi

from askdocs_index import bm25
from askdocs_index.model import Passage
from askdocs_index.terms import Analyzer

HEADING_WEIGHT = 3  # QUALITY.md: headings counted three times; an occurrence is repeated so often
LABEL_WEIGHT = 1  # titles of admonitions, labels of tabs, texts of images
TITLE_WEIGHT = 1  # the headings above the section's own, the page's title first


@dataclass(frozen=True, slots=True)
class Statistics:
    """What BM25 knows of a collection. ``postings``: term → (document number, impact byte) rising."""

    documents: int
    mean_idf: float
    postings: Mapping[str, Sequence[tuple[int, int]]]


def passage_terms(passage: Passage, texts: Sequence[str], analyzer: Analyzer) -> list[str]:
    """The terms of a passage, those of more important fields repeated. ``texts``: its fragments'."""
    section = passage.page.sections[passage.section]
    labels = dict.fromkeys(section.blocks[f.block].label for f in passage.fragments)
    return (
        analyzer.terms("\n".join(texts))
        + analyzer.terms("\n".join(labels)) * LABEL_WEIGHT
        + analyzer.terms("\n".join(section.headings[:-1])) * TITLE_WEIGHT
        + analyzer.terms(section.headings[-1]) * HEADING_WEIGHT
    )


def collect(documents: Sequence[Sequence[str]]) -> Statistics:
    """The statistics of ``documents``, each a list of terms with repeats; there may be none."""
    if not any(documents):
        return Statistics(len(documents), 0.0, {})
    okapi = BM25Okapi(documents, k1=bm25.K1, b=bm25.B, epsilon=bm25.EPSILON)
    postings: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, frequencies in enumerate(okapi.doc_freqs):
        for term, frequency in frequencies.items():
            weight = bm25.impact(frequency, okapi.doc_len[number], okapi.avgdl)
            postings[term].append((number, bm25.encode_impact(weight)))
    return Statistics(len(documents), okapi.average_idf, postings)
