from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from askdocs_index.artifact.manifest import Ranges
from askdocs_index.engine.asked import MAX_TERM_FILES, understand
from askdocs_index.terms import Analyzer

WORDS = [f"{letter}word{letter * 3}" for letter in "abcdefghijklmnopqrstuvwxyz"]
A_FILE_A_LETTER = Ranges([word[0] for word in WORDS], [word[0] for word in WORDS])
PLAIN = Analyzer("xx")


@given(st.lists(st.sampled_from(WORDS)))
def test_a_question_opens_no_more_files_than_it_may(words: list[str]) -> None:
    asked = understand(" ".join(words), PLAIN, files=A_FILE_A_LETTER)
    opened = set(map(A_FILE_A_LETTER.find, asked.keys()))
    assert len(opened) == min(len(set(words)), MAX_TERM_FILES)
    assert asked.skipped == set(words) - asked.counts.keys()


def test_the_shortest_terms_are_skipped() -> None:
    question = " ".join(["bee", *(word for word in WORDS[2:])])
    asked = understand(question, PLAIN, files=A_FILE_A_LETTER)
    assert "bee" in asked.skipped


def test_a_term_whose_file_is_opened_anyway_is_looked_up() -> None:
    question = " ".join([*WORDS[:MAX_TERM_FILES], "ab", "zz"])
    asked = understand(question, PLAIN, files=A_FILE_A_LETTER)
    assert "ab" in asked.counts
    assert asked.skipped == {"zz"}
