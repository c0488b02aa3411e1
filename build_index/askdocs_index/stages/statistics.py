"""Passages and pages → documents of terms → BM25 postings; ``rank_bm25`` counts, we quantise."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
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
class Posted:
    """The documents of one term, rising, with its impact in each: five bytes a posting."""

    numbers: array[int]
    impacts: bytearray

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return zip(self.numbers, self.impacts, strict=True)

    def __len__(self) -> int:
        return len(self.numbers)


@dataclass(frozen=True, slots=True)
class Statistics:
    """What BM25 knows of a collection; ``mean_length``: terms of a document."""

    documents: int
    mean_length: float
    mean_idf: float
    postings: Mapping[str, Posted]


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


def mean_length(collection: Sequence[Sequence[str]]) -> float:
    """Terms of a document, 0 where there is none."""
    return sum(map(len, collection)) / len(collection) if collection else 0.0


def collect(collection: Sequence[Sequence[str]], usual_length: float = 0) -> Statistics:
    """The statistics of documents, each a list of terms with repeats; there may be none.

    ``usual_length`` stands for the mean length that impacts are scaled by, so that a document that
    grows by a word does not change the impacts in all others.
    """
    if not any(collection):
        return Statistics(len(collection), usual_length, 0.0, {})
    from rank_bm25 import BM25Okapi  # brings NumPy, which reading pages does not need

    okapi = BM25Okapi(collection, k1=bm25.K1, b=bm25.B, epsilon=bm25.EPSILON)
    usual = usual_length or float(okapi.avgdl)
    postings = _posted(okapi.doc_freqs, okapi.doc_len, usual)
    return Statistics(len(collection), usual, float(okapi.average_idf), postings)


def _posted(
    counted: Sequence[dict[str, int]], lengths: Sequence[int], usual: float
) -> dict[str, Posted]:
    """Term → its postings, from how often it stands in each document. Empties ``counted``: a large
    site has hundreds of megabytes of it.
    """
    import numpy as np

    terms: dict[str, int] = {}  # in the order in which they come up
    of_term, occurrences, sizes = array("I"), array("I"), array("I")
    for frequencies in counted:
        of_term.extend(terms.setdefault(term, len(terms)) for term in frequencies)
        occurrences.extend(frequencies.values())
        sizes.append(len(frequencies))
        frequencies.clear()
    numbers = np.repeat(np.arange(len(sizes), dtype=np.uint32), sizes)
    often = np.asarray(occurrences, np.float64)
    kept = bm25.K1 * (1 - bm25.B + bm25.B * np.asarray(lengths, np.float64)[numbers] / usual)
    weights = often * bm25.MAX_IMPACT / (often + kept)  # bm25.impact, of all at once
    # 1 … 255: a term that is there never weighs nothing
    steps = np.maximum(np.rint(weights / bm25.IMPACT_STEP), 1).astype(np.uint8)
    order = np.argsort(np.asarray(of_term), kind="stable")
    numbers, steps = numbers[order], steps[order]
    ends = np.cumsum(np.bincount(np.asarray(of_term), minlength=len(terms))).tolist()
    return {
        term: Posted(array("I", numbers[start:end].tobytes()), bytearray(steps[start:end]))
        for term, start, end in zip(terms, [0, *ends], ends, strict=False)
    }
