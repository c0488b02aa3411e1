from __future__ import annotations

from dataclasses import asdict
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from askdocs_index.engine.records import to_json
from askdocs_index.engine.session import open_session
from askdocs_index.questions import read_questions
from golden.make_site import QUESTIONS, SITE
from support.corpora import Corpus
from support.twin import twin

BASE = "https://example.org/docs/"
TOLERANCE = 1e-9  # the logarithms of the two languages may round apart


@pytest.mark.quality
def test_both_engines_find_the_same_for_every_question(corpus: Corpus, shared: Path) -> None:
    questions = [q.question for q in read_questions(shared / "eval/questions.jsonl")]
    session = open_session(corpus.index, BASE)
    found = twin("search", str(corpus.index), given=questions)
    for question, hits in zip(questions, found, strict=True):
        expected = [asdict(hit) for hit in session.search(question)]
        assert hits == comparable(expected), question


@pytest.mark.quality
def test_both_engines_answer_every_question_alike(corpus: Corpus, shared: Path) -> None:
    questions = [q.question for q in read_questions(shared / "eval/questions.jsonl")]
    assert_same_answers(corpus.index, [[question] for question in questions])


def test_both_engines_answer_follow_up_questions_alike() -> None:
    chained = [list(pair) for pair in pairwise(QUESTIONS)]
    assert_same_answers(SITE, [[question] for question in QUESTIONS] + chained)


def assert_same_answers(folder: Path, conversations: list[list[str]]) -> None:
    session = open_session(folder, BASE)
    answers = twin("ask", str(folder), given=conversations)
    for conversation, answer in zip(conversations, answers, strict=True):
        expected = to_json(session.ask(conversation[-1], conversation[:-1]))
        assert answer == comparable(expected), conversation


def comparable(record: Any) -> Any:
    """``record`` with floats that equal what is within TOLERANCE of them."""
    if isinstance(record, float):
        return pytest.approx(record, abs=TOLERANCE)
    if isinstance(record, dict):
        return {key: comparable(value) for key, value in record.items()}
    return [comparable(value) for value in record] if isinstance(record, list | tuple) else record
