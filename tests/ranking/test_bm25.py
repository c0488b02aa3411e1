"""Our BM25, from its written form, against rank_bm25's own scores."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

from askdocs_index import bm25
from askdocs_index.artifact.manifest import Collection
from askdocs_index.artifact.postings import Postings
from askdocs_index.engine.asked import Asked
from askdocs_index.engine.search import accumulate
from askdocs_index.stages.statistics import collect

words = st.sampled_from([f"word{i}" for i in range(60)])
collections = st.lists(st.lists(words, min_size=1, max_size=12), min_size=5, max_size=20)
questions = st.lists(words | st.just("unknown"), min_size=1, max_size=5)


@given(collections, questions)
def test_scores_equal_those_of_rank_bm25(documents: list[list[str]], question: list[str]) -> None:
    statistics = collect(documents)
    assume(bm25.EPSILON * statistics.mean_idf >= bm25.MIN_IDF)  # below, rank_bm25 goes negative
    counts = {word: question.count(word) for word in sorted(set(question))}
    found = {
        term: Postings([n for n, _ in rows], bytes(i for _, i in rows))
        for term, rows in statistics.postings.items()
        if term in counts
    }
    collection = Collection(statistics.documents, statistics.mean_idf)
    shares = accumulate(Asked("", counts, {}, {}), found, collection)
    n, mean = collection.documents, collection.mean_idf
    idfs = {term: bm25.idf(len(p.ids), n, mean) for term, p in found.items()}
    unknown = bm25.idf(0, n, mean)
    attainable = sum(k * idfs.get(t, unknown) * bm25.MAX_IMPACT for t, k in counts.items())
    error = sum(k * abs(idfs.get(t, 0)) for t, k in counts.items()) * bm25.IMPACT_STEP / 2 + 1e-9
    if attainable > 0:
        for number, expected in enumerate(BM25Okapi(documents).get_scores(question)):
            assert shares.get(number, 0.0) * attainable == pytest.approx(expected, abs=error)


def test_a_word_of_every_passage_of_a_tiny_site_still_counts() -> None:
    assert bm25.idf(1, 1, -1.1) > 0


def test_a_collection_of_nothing_has_no_postings() -> None:
    assert collect([]).postings == {}
    assert collect([[], []]).postings == {}
