"""Replies are judged as the question format asks."""

from __future__ import annotations

import math

import pytest

from askdocs_index.evaluate import Found, Reply, judge, page_key, report, risks, worst_first
from askdocs_index.questions import Gold, Question

GOLD = Gold("concepts/cache.md", "clearing", "Clearing the `cache`", "Run **`uv cache clean`**.")


def question(*golds: Gold, answerable: bool = True, kind: str = "howto", name: str = "q"):
    return Question(name, "How?", kind=kind, answerable=answerable, gold=golds or (GOLD,))


def hit(page: str, anchor: str = "", *headings: str) -> Found:
    return Found(page, anchor, headings or (anchor,))


def reply(*hits: Found, parts=(), status="answered", confidence=0.5) -> Reply:
    return Reply(hits, tuple(parts), status, confidence)


@pytest.mark.parametrize(
    ("page", "key"),
    [
        ("concepts/cache.md", "concepts/cache"),
        ("concepts/cache/index.html", "concepts/cache"),
        ("concepts/cache.html", "concepts/cache"),
        ("concepts/README.md", "concepts"),
        ("index.md", ""),
        ("index.html", ""),
        ("README.md", ""),
        ("reindex.md", "reindex"),
        ("a.b/index.html", "a.b"),
    ],
)
def test_a_page_is_compared_without_suffix_and_index(page, key):
    assert page_key(page) == key


def test_ranks_run_over_distinct_pages_and_sections():
    hits = [
        hit("a/index.html", "x"),
        hit("a/index.html", "y"),
        hit("concepts/cache/index.html", "other"),
        hit("concepts/cache/index.html", "clearing"),
    ]
    verdict = judge(question(), reply(*hits))
    assert (verdict.page_rank, verdict.section_rank) == (2, 4)


def test_a_section_that_stands_twice_counts_once():
    hits = [hit("a.html", "x"), hit("a.html", "x"), hit("concepts/cache.html", "clearing")]
    assert judge(question(), reply(*hits)).section_rank == 2


def test_a_section_matches_by_its_heading_where_the_anchor_differs():
    found = hit("concepts/cache.html", "clearing_1", "Caching", "Clearing the cache!")
    assert judge(question(), reply(found)).section_rank == 1


def test_the_heading_of_a_section_above_does_not_count():
    found = hit("concepts/cache.html", "z", "Clearing the cache", "Other")
    assert judge(question(), reply(found)).section_rank == 0


def test_an_anchor_on_another_page_does_not_count():
    assert judge(question(), reply(hit("a.html", "clearing"))).section_rank == 0


def test_hits_below_the_fiftieth_do_not_count():
    hits = [hit(f"{number}.html") for number in range(50)]
    assert judge(question(), reply(*hits, hit("concepts/cache.html", "clearing"))).page_rank == 0


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        (["First, run uv cache clean. Then wait."], True),
        (["run uv", "cache clean"], True),
        (["Run uv cache prune."], False),
        ([], False),
    ],
)
def test_an_answer_shows_a_snippet_without_markup_case_and_punctuation(parts, shown):
    assert judge(question(), reply(parts=parts)).shown is shown


def test_a_question_without_a_snippet_is_not_measured_by_one():
    assert judge(question(Gold("a.md", "b")), reply(parts=["x"])).shown is None


def test_an_unanswerable_question_counts_for_refusals_and_auroc_alone():
    verdicts = [
        judge(question(), reply(hit("concepts/cache.html", "clearing"), confidence=0.9)),
        judge(question(answerable=False), reply(status="not_found", confidence=0.1)),
        judge(question(answerable=False), reply(status="answered", confidence=0.95)),
    ]
    figures = report(verdicts)["all"]
    assert figures["section hit@1"].count == 1
    assert figures["refused"].value == 0.5
    assert figures["AUROC"].value == 0.5


def test_figures_come_by_kind_pooled_and_for_the_written_kinds():
    verdicts = [
        judge(question(kind=kind), reply(hit("concepts/cache.html", "clearing")))
        for kind in ("howto", "keyword", "real")
    ]
    figures = report(verdicts)
    assert list(figures) == ["howto", "keyword", "real", "written", "all"]
    assert figures["written"]["page hit@5"].count == 2
    assert math.isnan(figures["all"]["AUROC"].value)


def test_the_worst_question_comes_first():
    good = judge(question(name="good"), reply(hit("concepts/cache.html", "clearing")))
    page = judge(question(name="page"), reply(hit("concepts/cache.html", "x", "X")))
    lost = judge(question(name="lost"), reply(hit("a.html")))
    wrong = judge(question(name="wrong", answerable=False), reply())
    refused = judge(question(name="refused", answerable=False), reply(status="not_found"))
    order = [verdict.question.id for verdict in worst_first([refused, good, wrong, page, lost])]
    assert order == ["lost", "page", "wrong", "good", "refused"]


def test_the_risk_grows_with_what_is_answered():
    sure = judge(question(), reply(parts=["Run uv cache clean."], confidence=0.9))
    beyond = judge(question(answerable=False), reply(confidence=0.4))
    amiss = judge(question(), reply(parts=["Nothing."], confidence=0.6))
    found = risks([beyond, amiss, sure])
    assert found == {0.2: 0.0, 0.4: 0.0, 0.6: 0.5, 0.8: 0.5, 1.0: pytest.approx(2 / 3)}
