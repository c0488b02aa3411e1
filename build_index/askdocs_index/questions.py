"""The file of questions that an index is measured with: one JSON object a line.

    {"id", "corpus", "question", "answerable", "kind", "gold": [{"page", "anchor", "heading"?,
     "snippet"?}]}

``page`` is a Markdown file or a built page, ``snippet`` Markdown source of it that answers the
question. ``corpus``, ``kind`` and ``answerable`` may be missing ("", "all", true).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from askdocs_index.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Gold:
    """A section that answers the question; what is empty was not stated."""

    page: str
    anchor: str = ""
    heading: str = ""
    snippet: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One line of the file."""

    id: str
    question: str
    corpus: str = ""
    kind: str = "all"
    answerable: bool = True
    gold: tuple[Gold, ...] = ()


def read_questions(path: Path, corpus: str = "") -> list[Question]:
    """The file's questions in their order, those of one corpus if it is named.

    Raises InputError with the line's number where a line is not a question, and where none is left.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"{path}: found a file that cannot be read ({error}), "
            "expected UTF-8 text with a question a line. Name another file."
        ) from None
    questions = [
        question_of(line, f"{path}:{number}")
        for number, line in enumerate(lines, start=1)
        if line.strip()
    ]
    chosen = [question for question in questions if corpus in ("", question.corpus)]
    if not chosen:
        raise InputError(empty_file(path, corpus, questions))
    return chosen


def empty_file(path: Path, corpus: str, questions: Sequence[Question]) -> str:
    """The message for a file, or a corpus of it, without questions."""
    if not questions:
        return f"{path}: found no question, expected one JSON object a line. Write some."
    names = ", ".join(sorted({question.corpus or "(none)" for question in questions}))
    return f"{path}: found no question of corpus '{corpus}', expected one of {names}. Name another."


def question_of(line: str, where: str) -> Question:
    """The question of one line."""
    try:
        record = json.loads(line)
    except ValueError as error:
        raise InputError(
            f"{where}: found no JSON ({error}), expected an object. Mend it."
        ) from None
    if not isinstance(record, Mapping) or not isinstance(record.get("question"), str):
        raise InputError(f"{where}: expected an object with a text 'question'. Add it.")
    answerable = record.get("answerable", True)
    if not isinstance(answerable, bool):
        raise InputError(f"{where}: 'answerable': found {answerable!r}, expected true or false.")
    return Question(
        id=str(record.get("id", where)),
        question=record["question"],
        corpus=str(record.get("corpus", "")),
        kind=str(record.get("kind", "all")),
        answerable=answerable,
        gold=golds_of(record.get("gold", []), where, required=answerable),
    )


def golds_of(value: object, where: str, *, required: bool) -> tuple[Gold, ...]:
    """The golds of one line; an answerable question has at least one."""
    if not isinstance(value, list) or (required and not value):
        raise InputError(f"{where}: 'gold': expected a list with at least one section. Add it.")
    return tuple(gold_of(item, where) for item in value)


def gold_of(item: object, where: str) -> Gold:
    """One gold section."""
    if not isinstance(item, Mapping) or not isinstance(item.get("page"), str):
        raise InputError(f"{where}: 'gold': expected objects with a text 'page'. Add it.")
    return Gold(
        page=item["page"],
        anchor=str(item.get("anchor") or ""),
        heading=str(item.get("heading") or ""),
        snippet=str(item.get("snippet") or ""),
    )
