from __future__ import annotations

import json
from dataclasses import asdict
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
@pytest.mark.parametrize("call", ["search", "ask"])
def test_both_engines_say_the_same_to_every_question(index: Path, shared: Path, call: str) -> None:
    questions = [q.question for q in read_questions(shared / "eval/questions.jsonl")]
    session = open_session(index, BASE)
    answers = twin(call, str(index), given=questions)
    for question, found in zip(questions, answers, strict=True):
        if call == "search":
            expected: Any = [asdict(hit) for hit in session.search(question)]
        else:
            expected = asdict(session.ask(question))
        assert found == comparable(json.loads(json.dumps(expected))), question


def comparable(record: Any) -> Any:
    """``record`` with floats that equal what is within TOLERANCE of them."""
    if isinstance(record, float):
        return pytest.approx(record, abs=TOLERANCE)
    if isinstance(record, dict):
        return {key: comparable(value) for key, value in record.items()}
    return [comparable(value) for value in record] if isinstance(record, list) else record
