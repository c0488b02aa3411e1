"""The frozen questions: their proportions, and that their golds still stand in the guide."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from markdown import Markdown

from askdocs_index.markdown import plain, squeezed
from askdocs_index.questions import Gold, Question, read_questions


@pytest.fixture(scope="module", params=["questions.jsonl", "readers.jsonl"])
def questions(request: pytest.FixtureRequest, root: Path) -> list[Question]:
    return read_questions(root / "tests/guide" / request.param)


def test_a_third_are_paraphrases_and_a_sixth_has_no_answer(questions: list[Question]) -> None:
    paraphrases = sum(question.kind == "paraphrase" for question in questions)
    unanswerable = sum(not question.answerable for question in questions)
    assert len(questions) >= 60
    assert paraphrases * 3 >= len(questions)
    assert unanswerable * 6 >= len(questions)


def test_no_question_stands_there_twice(questions: list[Question]) -> None:
    ids = Counter(question.id for question in questions)
    texts = Counter(squeezed(question.question) for question in questions)
    assert [again for again, times in (ids + texts).items() if times > 1] == []


def test_every_gold_still_stands_in_the_guide(root: Path, questions: list[Question]) -> None:
    golds = [(question.id, gold) for question in questions for gold in question.gold]
    assert [gold for gold in golds if not stands(root / "docs" / gold[1].page, gold[1])] == []


def stands(page: Path, gold: Gold) -> bool:
    """Whether the page has the gold's heading at its anchor, and its snippet."""
    text, headings = rendered(page)
    heading_stands = headings.get(gold.anchor) == squeezed(gold.heading)
    return heading_stands and squeezed(plain(gold.snippet)) in text


@cache
def rendered(page: Path) -> tuple[str, dict[str, str]]:
    """The page's letters, and those of its headings by their anchors."""
    source = page.read_text(encoding="utf-8")
    markdown = Markdown(extensions=["attr_list", "meta", "toc"])
    markdown.convert(source)
    waiting, headings = list(getattr(markdown, "toc_tokens", [])), {}
    while waiting:
        token = waiting.pop()
        headings[token["id"]] = squeezed(token["name"])
        waiting += token["children"]
    return squeezed(plain(source)), headings
