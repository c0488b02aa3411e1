"""The file of questions: read whole, or refused with its line."""

from __future__ import annotations

import json

import pytest

from askdocs_index.errors import InputError
from askdocs_index.questions import Gold, read_questions

GOLD = {"page": "a.md", "anchor": "b"}
LINE = {"id": "q1", "corpus": "uv", "question": "How?", "kind": "howto", "gold": [GOLD]}


def written(tmp_path, *lines):
    path = tmp_path / "questions.jsonl"
    path.write_text(
        "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    )
    return path


def test_a_line_is_a_question(tmp_path):
    (question,) = read_questions(written(tmp_path, LINE, ""))
    assert (question.id, question.corpus, question.kind) == ("q1", "uv", "howto")
    assert question.answerable
    assert question.gold == (Gold("a.md", "b"),)


def test_a_corpus_keeps_its_lines(tmp_path):
    path = written(tmp_path, LINE, {**LINE, "corpus": "other", "id": "q2"})
    assert [question.id for question in read_questions(path, "other")] == ["q2"]


def test_an_unanswerable_question_needs_no_gold(tmp_path):
    path = written(tmp_path, {"question": "Why?", "answerable": False})
    assert not read_questions(path)[0].answerable


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", ":2: found no JSON"),
        ("[]", ":2: expected an object"),
        ({"id": "x"}, ":2: expected an object with a text 'question'"),
        ({"question": "x"}, ":2: 'gold': expected a list with at least one section"),
        ({"question": "x", "gold": {}}, ":2: 'gold': expected a list"),
        ({"question": "x", "gold": [{"anchor": "a"}]}, ":2: 'gold': expected objects"),
        ({"question": "x", "answerable": "no"}, ":2: 'answerable': found 'no'"),
    ],
)
def test_a_line_that_is_no_question_is_named(tmp_path, line, message):
    path = written(tmp_path, LINE, line)
    with pytest.raises(InputError) as caught:
        read_questions(path)
    assert message in str(caught.value)


def test_an_empty_file_a_missing_one_and_an_unknown_corpus_are_refused(tmp_path):
    with pytest.raises(InputError, match="found no question, expected"):
        read_questions(written(tmp_path, ""))
    with pytest.raises(InputError, match=r"none\.jsonl: found a file that cannot be read"):
        read_questions(tmp_path / "none.jsonl")
    with pytest.raises(InputError, match="no question of corpus 'x', expected one of uv"):
        read_questions(written(tmp_path, LINE), "x")


def test_a_file_that_is_no_utf8_is_refused(tmp_path):
    path = tmp_path / "latin.jsonl"
    path.write_bytes("für".encode("latin-1"))
    with pytest.raises(InputError, match="expected UTF-8"):
        read_questions(path)
