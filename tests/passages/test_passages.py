"""Sections → passages: nothing is lost, nothing is too long, and cuts are where they should be."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from askdocs_index.model import Block, BlockKind, Page, Passage, Section
from askdocs_index.stages.passages import (
    LIMIT_WORDS,
    count_words,
    cut,
    fragment_text,
    passage_text,
)

TEXT, LIST, TABLE, CODE = BlockKind.TEXT, BlockKind.LIST, BlockKind.TABLE, BlockKind.CODE


def page_of(*sections: list[Block]) -> Page:
    made = tuple(Section(f"s{n}", ("T", f"S{n}"), tuple(b)) for n, b in enumerate(sections))
    return Page("index.html", "T", "en", 1.0, made)


def passages_of(*blocks: Block) -> tuple[Passage, ...]:
    return cut(page_of(list(blocks)))


def prose(words: int, sentence: int = 10) -> str:
    """``words`` words in sentences of ``sentence`` words."""
    parts = [f"w{n}." if n % sentence == 0 else f"w{n}" for n in range(1, words + 1)]
    return " ".join(part.capitalize() for part in parts)


def sizes(passages: tuple[Passage, ...]) -> list[float]:
    return [count_words(passage_text(passage)) for passage in passages]


words = st.sampled_from(["uv", "caches", "it.", "e.g.", "Then:", "漢字漢字。", "x" * 400, "1.5"])
lines = st.lists(words, min_size=1, max_size=60).map(" ".join)
texts = st.one_of(
    st.builds(lambda t, n: Block(TEXT, " ".join([t] * n)), lines, st.integers(1, 30)),
    st.builds(lambda ls: Block(LIST, "\n".join(ls)), st.lists(lines, min_size=1, max_size=20)),
    st.builds(
        lambda ls: Block(TABLE, "\n".join(f"\t{x}" for x in ls)), st.lists(lines, min_size=1)
    ),
    st.builds(lambda ls: Block(CODE, "\n\n  ".join(ls)), st.lists(lines, min_size=1, max_size=20)),
    st.just(Block(TEXT, "", "an image")),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(texts, max_size=8))
def test_fragments_cover_every_block_once_and_in_order(blocks: list[Block]) -> None:
    passages = passages_of(*blocks)
    fragments = [fragment for passage in passages for fragment in passage.fragments]
    assert fragments == sorted(fragments, key=lambda f: (f.block, f.start))
    for number, block in enumerate(blocks):
        own = [fragment for fragment in fragments if fragment.block == number]
        pieces = [block.text[fragment.start : fragment.end] for fragment in own]
        assert "".join("".join(pieces).split()) == "".join(block.text.split())
        assert all(pieces) or not block.text
        assert own
        assert all(before.end <= after.start for before, after in pairwise(own))


@settings(max_examples=150, deadline=None)
@given(st.lists(texts, max_size=8))
def test_no_passage_is_over_the_limit(blocks: list[Block]) -> None:
    assert all(size <= LIMIT_WORDS for size in sizes(passages_of(*blocks)))


@given(st.lists(st.lists(texts, max_size=2), max_size=4))
@settings(max_examples=50, deadline=None)
def test_every_section_has_passages_numbered_from_zero(sections: list[list[Block]]) -> None:
    passages = cut(page_of(*sections))
    assert sorted({passage.section for passage in passages}) == list(range(len(sections)))
    for number in range(len(sections)):
        ordinals = [passage.ordinal for passage in passages if passage.section == number]
        assert ordinals == list(range(len(ordinals)))


def test_a_heading_alone_is_a_passage_without_fragments() -> None:
    (passage,) = passages_of()
    assert passage.fragments == ()
    assert passage_text(passage) == ""


def test_a_short_section_stays_whole() -> None:
    assert len(passages_of(Block(TEXT, prose(100)), Block(CODE, "x = 1\n\n\ny = 2"))) == 1


def test_a_section_a_little_too_long_is_cut_in_halves() -> None:
    first, second = sizes(passages_of(Block(TEXT, prose(190))))
    assert {first, second} <= {90.0, 100.0}


def test_a_cut_is_between_paragraphs_rather_than_sentences() -> None:
    first, second = passages_of(Block(TEXT, prose(110)), Block(TEXT, prose(80)))
    assert [f.block for f in first.fragments] == [0]
    assert [f.block for f in second.fragments] == [1]


@pytest.mark.parametrize("kind", [LIST, TABLE, CODE])
def test_what_introduces_a_block_stays_with_its_beginning(kind: BlockKind) -> None:
    block = Block(kind, "\n".join(prose(10) for _ in range(10)))
    lead_in = Block(TEXT, "These are the ones to know:")
    passages = passages_of(Block(TEXT, prose(90)), lead_in, block)
    (holder,) = [p for p in passages if any(f.block == 1 for f in p.fragments)]
    assert 2 in [fragment.block for fragment in holder.fragments]


def test_a_list_is_cut_between_items_and_a_table_between_rows() -> None:
    for kind in (LIST, TABLE):
        passages = passages_of(Block(kind, "\n".join(prose(30, 10) for _ in range(10))))
        assert len(passages) == 2
        assert all(size == 150 for size in sizes(passages))


def test_code_is_cut_at_blank_lines_and_keeps_its_indentation() -> None:
    part = "\n".join(["def f():", *["    a = b + c"] * 20])
    passages = passages_of(Block(CODE, "\n\n".join([part] * 3)))
    assert len(passages) == 3
    assert {passage_text(passage) for passage in passages} == {part}


def test_a_sentence_over_the_limit_is_cut_between_words() -> None:
    passages = passages_of(Block(TEXT, "word " * 400))
    assert [size <= LIMIT_WORDS for size in sizes(passages)] == [True] * 3


def test_a_single_endless_word_stays_one() -> None:
    assert len(passages_of(Block(TEXT, "x" * 100_000))) == 1


def test_two_chinese_characters_are_a_word() -> None:
    assert count_words("使用缓存目录") == 3
    assert count_words("使用 uv 缓存") == 3
    passages = passages_of(Block(TEXT, "使用缓存目录来加速。" * 50))
    assert len(passages) == 2


def test_an_image_is_found_by_a_fragment_without_text() -> None:
    (passage,) = passages_of(Block(TEXT, "", "a diagram"))
    (fragment,) = passage.fragments
    assert fragment_text(passage, fragment) == ""
