from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from askdocs_index import wordpiece
from askdocs_index.artifact.table import load_table
from support.twin import twin

CORPORA = ["uv", "fastapi", "material"]
# Characters of Unicode 3.2: every library's tables know them, newer ones differ from release to release.
OLD = st.characters(exclude_categories=["Cs", "Cn"]).filter(
    lambda character: unicodedata.ucd_3_2_0.category(character) != "Cn"
)


@pytest.fixture(scope="module")
def reference() -> Tokenizer:
    """The library, set up as all-MiniLM-L6-v2's tokenizer.json sets it up, with our table's pieces."""
    names = [wordpiece.UNKNOWN, *load_table().pieces]
    model = models.WordPiece(
        {name: place for place, name in enumerate(names)}, unk_token=wordpiece.UNKNOWN
    )
    tokenizer = Tokenizer(model)
    tokenizer.normalizer = normalizers.BertNormalizer(
        clean_text=True, handle_chinese_chars=True, strip_accents=None, lowercase=True
    )
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return tokenizer


def ours(text: str) -> list[str]:
    return wordpiece.tokenise(text, load_table().pieces)


def corpus_texts(shared: Path, corpus: str) -> list[str]:
    return [page.read_text("utf-8") for page in sorted((shared / "corpora" / corpus).rglob("*.md"))]


@pytest.mark.quality
@pytest.mark.parametrize("corpus", CORPORA)
def test_every_text_of_a_corpus_has_the_pieces_of_the_library(
    reference: Tokenizer, shared: Path, corpus: str
) -> None:
    texts = corpus_texts(shared, corpus)
    assert texts
    for text in texts:
        assert ours(text) == reference.encode(text).tokens


@pytest.mark.quality
@pytest.mark.parametrize("corpus", CORPORA)
def test_every_text_of_a_corpus_has_the_same_pieces_in_the_widget(
    shared: Path, tmp_path: Path, corpus: str
) -> None:
    vocabulary = tmp_path / "pieces.txt"
    vocabulary.write_text("\n".join(load_table().pieces), "utf-8")
    texts = corpus_texts(shared, corpus)
    assert twin("wordpiece", str(vocabulary), given=texts) == [ours(text) for text in texts]


@given(text=st.text(OLD))
def test_any_text_has_the_pieces_of_the_library(reference: Tokenizer, text: str) -> None:
    assert ours(text) == reference.encode(text).tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("Ünïcode's CAFÉ", ["unicode", "'", "s", "cafe"]),
        ("a\u0085b\u200bc\x00d", ["abcd"]),
        ("uv_cache\tdir\u00a03.11", ["uv", "_", "cache", "dir", "3", ".", "11"]),
        ("中文x", ["中", "文", "x"]),
        ("ΟΔΟΣ", ["οδοσ"]),
        ("[SEP]", ["[", "sep", "]"]),
    ],
)
def test_words_are_lower_case_without_accents_and_split_at_punctuation(
    text: str, words: list[str]
) -> None:
    assert wordpiece.words(text) == words


def test_a_word_is_cut_into_the_longest_pieces_from_its_start() -> None:
    known = {"un", "una", "##aff", "##ff", "##able", "##a"}
    assert wordpiece.pieces("unaffable", known) == ["una", "##ff", "##able"]


def test_a_word_that_cannot_be_cut_is_unknown_as_a_whole() -> None:
    assert wordpiece.pieces("unx", {"un"}) == [wordpiece.UNKNOWN]


def test_a_word_of_over_a_hundred_characters_is_unknown() -> None:
    known = {"a", "##a"}
    assert len(wordpiece.pieces("a" * 100, known)) == 100
    assert wordpiece.pieces("a" * 101, known) == [wordpiece.UNKNOWN]
