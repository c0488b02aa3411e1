from __future__ import annotations

import json
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from askdocs_index.artifact.manifest import NAME, encode_manifest
from askdocs_index.engine.session import open_session
from askdocs_index.options import IndexOptions
from askdocs_index.pipeline import build_index
from askdocs_index.progress import Silence
from askdocs_index.questions import read_questions
from askdocs_index.source import read_site
from golden.make_site import QUESTIONS, SITE
from support.projects import build_project
from support.twin import twin

BASE = "https://example.org/docs/"
TOLERANCE = 1e-9  # the logarithms of the two languages may round apart


@pytest.fixture(scope="module", params=["uv", "fastapi", "material"])
def index(request: pytest.FixtureRequest, shared: Path, tmp_path_factory: Any) -> Path:
    """The folder of one corpus's index; its passages are encoded fast, which ranks no otherwise."""
    folder: Path = tmp_path_factory.mktemp(request.param)
    source = shared / "corpora" / request.param
    settings = {
        "INHERIT": str(source / "mkdocs.yml"),
        "docs_dir": str(source / "docs"),
        "site_dir": str(folder / "site"),
        "plugins": ["search"],
    }
    config = folder / "mkdocs.yml"
    config.write_text(json.dumps(settings), encoding="utf-8")
    build_project(config, "-q")
    options = IndexOptions(encoder="fast")
    built = build_index(read_site(folder / "site"), options, folder / "cache", Silence())
    for name, data in {**built.files, NAME: encode_manifest(built.manifest)}.items():
        target = folder / "index" / name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(data)
    return folder / "index"


@pytest.mark.quality
def test_both_engines_find_the_same_for_every_question(index: Path, shared: Path) -> None:
    questions = [q.question for q in read_questions(shared / "eval/questions.jsonl")]
    session = open_session(index, BASE)
    found = twin("search", str(index), given=questions)
    for question, hits in zip(questions, found, strict=True):
        expected = [asdict(hit) for hit in session.search(question)]
        assert hits == comparable(expected), question


@pytest.mark.quality
def test_both_engines_answer_every_question_alike(index: Path, shared: Path) -> None:
    questions = [q.question for q in read_questions(shared / "eval/questions.jsonl")]
    assert_same_answers(index, [[question] for question in questions])


def test_both_engines_answer_follow_up_questions_alike() -> None:
    chained = [list(pair) for pair in pairwise(QUESTIONS)]
    assert_same_answers(SITE, [[question] for question in QUESTIONS] + chained)


def assert_same_answers(folder: Path, conversations: list[list[str]]) -> None:
    session = open_session(folder, BASE)
    answers = twin("ask", str(folder), given=conversations)
    for conversation, answer in zip(conversations, answers, strict=True):
        expected = asdict(session.ask(conversation[-1], conversation[:-1]))
        assert answer == comparable(expected), conversation


def comparable(record: Any) -> Any:
    """``record`` with floats that equal what is within TOLERANCE of them."""
    if isinstance(record, float):
        return pytest.approx(record, abs=TOLERANCE)
    if isinstance(record, dict):
        return {key: comparable(value) for key, value in record.items()}
    return [comparable(value) for value in record] if isinstance(record, list | tuple) else record
