from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askdocs_index.engine.answer import MAX_SECTIONS, MAX_WORDS, compose
from askdocs_index.engine.question import read_question
from askdocs_index.engine.records import (
    Answer,
    Evidence,
    Hit,
    Piece,
    RankedPassage,
    RankedSection,
    Status,
    to_json,
)
from askdocs_index.engine.units import word_count
from askdocs_index.model import BlockKind
from askdocs_index.terms import Analyzer
from golden.make_answers import CACHE, ENGLISH, EXPECTED, HISTORY, OPTIONS, expected, known_terms

ENGLISH_WORDS = Analyzer("en")
SURE = Evidence(words=1.0, page=1.0, near=1.0)
HOPELESS = Evidence(words=0.0, page=0.0, near=0.0)


def ask(
    text: str, sections: tuple[RankedSection, ...] = ENGLISH, evidence: Evidence = SURE
) -> Answer:
    known = known_terms(ENGLISH_WORDS, sections)
    question = read_question(text, ENGLISH_WORDS, known, 6.0)
    return compose(question, sections, evidence, ENGLISH_WORDS)


def kinds(answer: Answer) -> list[str]:
    return [str(part.kind) for part in answer.parts]


def test_a_definition_is_its_sentence_and_the_next_at_most() -> None:
    answer = ask("What is a cache?")
    assert kinds(answer) == ["text"]
    assert answer.parts[0].text.startswith("A cache is a folder")


def test_a_how_to_is_its_command_with_what_introduces_it() -> None:
    answer = ask("How do I clear the cache?")
    assert [part.text for part in answer.parts] == ["To clear the cache, run:", "tool cache clean"]


def test_a_choice_is_the_list_with_what_introduces_it() -> None:
    answer = ask("which buckets does the cache have")
    assert kinds(answer)[:2] == ["text", "list"]
    assert len(answer.parts[1].text.split("\n")) == 3


def test_a_row_of_a_long_table_comes_with_the_heading_and_its_neighbours() -> None:
    answer = ask("option_23")
    heading, rows = (part.text for part in answer.parts if part.kind is BlockKind.TABLE)
    assert heading == "Name\tMeaning\tDefault"
    assert "option_23\tsets number 23 of the cache\t230" in rows.split("\n")
    assert len(rows.split("\n")) < 30


def test_a_long_code_block_is_shown_from_its_beginning() -> None:
    lines = [f"line_{i} = {i}" for i in range(90)]
    section = with_pieces(Piece(0, BlockKind.CODE, "\n".join(lines)))
    assert ask("line_3 code", (section,)).parts[0].text.split("\n") == lines[:25]


@pytest.mark.parametrize(
    ("question", "needle"),
    [
        ("Who was it written by?", "Ada Example"),
        ("When was the tool written?", "2019"),
        ("How many commands were there in the beginning?", "three commands"),
        ("Can I remove one package from the cache?", "--only NAME"),
    ],
)
def test_a_fact_is_the_sentence_that_holds_it(question: str, needle: str) -> None:
    answer = ask(question)
    assert needle in answer.parts[0].text


def test_nothing_is_said_twice() -> None:
    twice = with_pieces(*(Piece(i, BlockKind.TEXT, "The cache is a folder.") for i in range(3)))
    assert [part.text for part in ask("cache folder", (twice, twice)).parts] == [
        "The cache is a folder."
    ]


def test_neighbouring_sentences_are_one_part() -> None:
    section = with_pieces(Piece(0, BlockKind.TEXT, "The cache is kept.  The cache is shared."))
    assert [part.text for part in ask("cache", (section,)).parts] == [
        "The cache is kept.  The cache is shared."
    ]


def test_a_sentence_before_a_missing_passage_introduces_nothing() -> None:
    lead = RankedPassage(0, 0.5, (Piece(0, BlockKind.TEXT, "Run this command:"),))
    code = RankedPassage(2, 0.5, (Piece(9, BlockKind.CODE, "tool run"),))
    section = RankedSection(CACHE.hit, (lead, code))
    for part in ask("which code runs the tool", (section,)).parts:
        assert part.kind is BlockKind.TEXT or len(ask("tool run", (section,)).parts) == 1


def test_without_evidence_the_pages_are_said_not_to_answer() -> None:
    answer = ask("zebra stripes", ENGLISH, HOPELESS)
    assert answer.status is Status.NOT_FOUND
    assert answer.parts == ()
    assert answer.hits == tuple(section.hit for section in ENGLISH)


@pytest.mark.parametrize("question", ["", "zebra", "the"])
def test_no_known_term_and_no_vector_is_not_found(question: str) -> None:
    answer = ask(question, ENGLISH, Evidence(0.5, 0.5, None))
    assert (answer.status, answer.confidence) == (Status.NOT_FOUND, 0.0)


def test_no_section_is_not_found() -> None:
    assert ask("cache", ()).status is Status.NOT_FOUND


def test_a_better_match_is_answered_with_more_confidence() -> None:
    weak = ask("cache", ENGLISH, Evidence(0.1, 0.3, 0.2))
    assert weak.confidence < ask("cache").confidence


def test_suggestions_are_questions_of_sections_that_were_not_quoted() -> None:
    answer = ask("Who was it written by?")
    assert answer.suggestions == ("What is the cache?", "What is options?")


def test_an_answer_is_json_under_its_contract_s_names() -> None:
    answer = json.loads(json.dumps(to_json(ask("cache"))))
    assert answer.keys() == {"status", "confidence", "parts", "hits", "suggestions"}
    assert answer["parts"][0].keys() == {"kind", "text", "citation"}


def test_the_golden_answers_are_what_python_says() -> None:
    found, before = json.loads(expected()), json.loads(Path(EXPECTED).read_text("utf-8"))
    assert found == before, "python tests/golden/make_answers.py, then look"


PROSE = "cache folder option clear run. Then keeps: which 缓存。 e.g. 3.11 --no-sync why? A The"
words = st.sampled_from(PROSE.split())
lines = st.lists(words, min_size=1, max_size=14).map(" ".join)
pieces = st.builds(
    Piece,
    block=st.integers(0, 5),
    kind=st.sampled_from(list(BlockKind)),
    text=st.lists(lines, min_size=1, max_size=30).map("\n".join),
    label=st.sampled_from(["", "cache"]),
    header_rows=st.just(0),
)
passages = st.builds(
    RankedPassage,
    ordinal=st.integers(0, 3),
    score=st.floats(0, 1),
    pieces=st.lists(pieces, max_size=4).map(tuple),
)
sections = st.lists(
    st.lists(passages, min_size=1, max_size=3, unique_by=lambda p: p.ordinal).map(
        lambda found: RankedSection(CACHE.hit, tuple(sorted(found, key=lambda p: p.ordinal)))
    ),
    max_size=4,
)


@given(sections, lines)
def test_every_part_stands_in_its_section_as_it_is_quoted(
    found: list[RankedSection], text: str
) -> None:
    answer = ask(text, tuple(found))
    for part in answer.parts:
        cited = [p for passage in found[part.citation].passages for p in passage.pieces]
        assert part.text
        assert any(part.kind is piece.kind and part.text in piece.text for piece in cited)


@given(sections, lines)
def test_an_answer_keeps_its_shape(found: list[RankedSection], text: str) -> None:
    answer = ask(text, tuple(found))
    texts = [part.text for part in answer.parts if part.kind is BlockKind.TEXT]
    assert bool(answer.parts) == (answer.status is not Status.NOT_FOUND)
    assert 0 <= answer.confidence <= 1
    assert len({part.citation for part in answer.parts}) <= MAX_SECTIONS
    assert len(answer.parts) - len(texts) <= 1  # these tables have no heading to come by itself
    assert len(texts) == 1 or sum(word_count(text) for text in texts) <= MAX_WORDS


def with_pieces(*found: Piece) -> RankedSection:
    hit = Hit("", "a.html", "a", "A", ("A", "Section"), "", 0.5)
    return RankedSection(hit, (RankedPassage(0, 0.5, found),))


def test_the_example_sections_are_those_of_the_golden_file() -> None:
    assert (CACHE, OPTIONS, HISTORY) == ENGLISH
