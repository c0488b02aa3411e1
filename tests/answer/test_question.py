from __future__ import annotations

import pytest

from askdocs_index.engine.question import Expected, QuestionKind, read_question
from askdocs_index.terms import Analyzer


def read(text: str, language: str = "en") -> tuple[QuestionKind, Expected]:
    question = read_question(text, Analyzer(language), {}, 1.0)
    return question.kind, question.expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("What is a lock file?", QuestionKind.DEFINITION),
        ("what's the resolver", QuestionKind.DEFINITION),
        ("What is the default value of the cache folder's option?", QuestionKind.FACT),
        ("how do I pin a package", QuestionKind.HOWTO),
        ("is there any way to hide the footer", QuestionKind.YESNO),
        ("Can I use it offline?", QuestionKind.YESNO),
        ("Why is my build slow?", QuestionKind.REASON),
        ("Which themes are there?", QuestionKind.CHOICE),
        ("difference between sync and lock", QuestionKind.CHOICE),
        ("cache folder location", QuestionKind.KEYWORD),
        ("", QuestionKind.KEYWORD),
        ("showing what is new", QuestionKind.DEFINITION),
        ("isolated builds", QuestionKind.KEYWORD),
    ],
)
def test_a_question_s_form_says_what_kind_of_answer_it_wants(text: str, kind: QuestionKind) -> None:
    assert read(text)[0] is kind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("How many workers are started?", Expected.NUMBER),
        ("When was it first released?", Expected.TIME),
        ("Who maintains it?", Expected.NAME),
        ("When should I use a worker?", Expected.ANYTHING),
    ],
)
def test_a_fact_question_says_what_its_answer_holds(text: str, expected: Expected) -> None:
    assert read(text)[1] is expected


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("de", "Wie kann ich den Zwischenspeicher leeren?", QuestionKind.HOWTO),
        ("es", "¿Qué es un paquete?", QuestionKind.DEFINITION),
        ("fr", "Comment installer un paquet ?", QuestionKind.HOWTO),
        ("ru", "Почему не работает?", QuestionKind.REASON),
        ("zh", "什么是缓存？", QuestionKind.KEYWORD),
    ],
)
def test_other_languages_have_their_own_cues(language: str, text: str, kind: QuestionKind) -> None:
    assert read(text, language)[0] is kind


def test_a_term_that_the_site_does_not_use_weighs_most_and_is_marked() -> None:
    question = read_question("uv cache zebra cache", Analyzer("en"), {"uv": 2.0, "cach": 3.0}, 7.0)
    assert [(t.term, t.weight, t.known) for t in question.terms] == [
        ("uv", 2.0, True),
        ("cach", 3.0, True),
        ("zebra", 7.0, False),
    ]


def test_a_question_that_names_a_command_wants_code() -> None:
    assert read_question("the command for tests", Analyzer("en"), {}, 1.0).wants_code
    assert not read_question("how to test", Analyzer("en"), {}, 1.0).wants_code
