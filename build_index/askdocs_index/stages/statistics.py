"""Passages and pages → documents of terms → BM25 postings; ``rank_bm25`` counts, we quantise."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from askdocs_index import bm25
from askdocs_index.model import Page, Passage
from askdocs_index.terms import Analyzer

HEADING_WEIGHT = 3  # QUALITY.md: headings counted three times; an occurrence is repeated so often
TITLE_WEIGHT = 1  # the headings above the section's own, the page's title first


@dataclass(frozen=True, slots=True)
class Documents:
    """A page as BM25 sees it: terms with those of more important fields repeated."""

    passages: tuple[tuple[str, ...], ...]
    page: tuple[str, ...]
    words: Mapping[tuple[str, str], int]  # (term, plain word it stands for) → occurrences


@dataclass(frozen=True, slots=True)
class Statistics:
    """What BM25 knows of a collection; ``postings``: term → rising (document, impact byte)."""

    documents: int
    mean_idf: float
    postings: Mapping[str, Sequence[tuple[int, int]]]


def documents(page: Page, passages: Sequence[Passage], analyzer: Analyzer) -> Documents:
    """The documents of a page and of its ``passages``."""
    words: Counter[tuple[str, str]] = Counter()

    def terms(text: str) -> list[str]:
        tokens = analyzer.tokens(text)
        words.update((token.term, token.word) for token in tokens if token.term and token.word)
        return [token.term for token in tokens if token.term]

    headings = [terms(section.headings[-1]) for section in page.sections]
    bodies = [terms(body_text(passage)) for passage in passages]
    above = [analyzer.terms("\n".join(section.headings[:-1])) for section in page.sections]
    return Documents(
        passages=tuple(
            tuple(
                body + headings[passage.section] * HEADING_WEIGHT
                + above[passage.section] * TITLE_WEIGHT
            )
            for passage, body in zip(passages, bodies, strict=True)
        ),
        page=tuple(term for part in bodies + headings * HEADING_WEIGHT for term in part),
        words=dict(sorted(words.items())),
    )  # fmt: skip


def body_text(passage: Passage) -> str:
    """What is searched in a passage besides its headings: its texts and their labels, lines."""
    blocks = passage.page.sections[passage.section].blocks
    labels = dict.fromkeys(blocks[f.block].label for f in passage.fragments)
    texts = (blocks[f.block].text[f.start : f.end] for f in passage.fragments)
    return "\n".join([*texts, *labels])


def collect(collection: Sequence[Sequence[str]]) -> Statistics:
    """The statistics of documents, each a list of terms with repeats; there may be none."""
    if not any(collection):
        return Statistics(len(collection), 0.0, {})
    from rank_bm25 import BM25Okapi  # brings NumPy, which reading pages does not need

    okapi = BM25Okapi(collection, k1=bm25.K1, b=bm25.B, epsilon=bm25.EPSILON)
    postings: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, frequencies in enumerate(okapi.doc_freqs):
        for term, frequency in frequencies.items():
            weight = bm25.impact(frequency, okapi.doc_len[number], okapi.avgdl)
            postings[term].append((number, bm25.encode_impact(weight)))
    return Statistics(len(collection), float(okapi.average_idf), postings)
