"""Sentence ends that are easily got wrong."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askdocs_index.sentences import SPACE, sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Use a lock file, e.g. for CI, i.e. for builds.",
        "Folders, files, etc. are copied.",
        "The U.S. edition by J. R. Smith et al. is older.",
        "See fig. 3 and pp. 4 vs. the rest.",
        "Go to the . directory.",
        "Open example.org/a.b or the .env file.",
        "Yahoo! is a name, and so is Yahoo? it is.",
        "Wait... there is more… of it.",
        "Am 3. Oktober des 19. Jahrhunderts, z. B. in Wien.",
        "Это т. е. пример, см. рис. 5.",
    ],
)
def test_this_is_one_sentence(text: str) -> None:
    assert cut(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "uv resolves packages.| pip does too.",
        "Is it?| Yes!| It is.",
        "He said “Stop.”| (Then he went.)| Done.",
        "It returns 0.| Otherwise 1.",
        "Since version 3.11.| Then more.",
        "Files etc.| Then more.",
        "这是第一句。|这是第二句！|「引用。」|最后",
        "設定を変更する。|再起動する。",
        "هذا نص.| هل هذا سؤال؟| نعم۔| انتهى.",
        "यह पहला है।| यह दूसरा है।",
        "an item without an end|\nanother item",
    ],
)
def test_these_are_several_sentences(text: str) -> None:
    assert cut(text.replace("|", "")) == [part.strip() for part in text.split("|")]


@given(st.text(alphabet="aA1.!?…。 \n\u00a0\"')(e.g漢", max_size=60))
def test_sentences_hold_everything_but_the_white_space_between_them(text: str) -> None:
    place = 0
    for start, end in sentences(text):
        assert not text[place:start].strip(SPACE)
        assert text[start:end].strip(SPACE) == text[start:end] != ""
        assert "\n" not in text[start:end]
        place = end
    assert not text[place:].strip(SPACE)


def test_a_text_of_a_million_characters_without_an_end_is_read_in_no_time() -> None:
    started = time.process_time()
    sentences("e.g. " * 100_000 + " " * 200_000 + ". " * 100_000)
    assert time.process_time() - started < 5
