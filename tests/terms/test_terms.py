from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askdocs_index.language import STEMMERS, base_language, stopwords
from askdocs_index.terms import MAX_TERM_CHARACTERS, Analyzer, Token, bigrams, fold

ENGLISH = Analyzer("en")
identifiers = st.lists(
    st.text("abcdefgXYZ0123", min_size=1, max_size=6), min_size=2, max_size=4
).filter(lambda words: any(word[0].isalpha() for word in words))


@pytest.mark.parametrize(
    ("text", "whole", "parts"),
    [
        ("uv_cache_dir", "uv_cache_dir", {"uv", "cach", "dir"}),
        ("--no-sync", "--no-sync", {"no-sync", "sync"}),
        ("MyClass.do_x", "myclass.do_x", {"myclass", "class", "do_x", "x"}),
        ("C++", "c++", {"c"}),
        ("3.11", "3.11", {"3", "11"}),
        ("std::vector", "std::vector", {"std", "vector"}),
        ("__init__.py", "__init__.py", {"__init__", "init", "py"}),
        ("self.__dict__", "self.__dict__", {"__dict__", "self", "dict"}),
        ("F#", "f#", {"f"}),
        ("HTTPException", "httpexcept", {"http", "except"}),
        ("getElementById", "getelementbyid", {"get", "element", "id"}),
    ],
)
def test_code_is_found_whole_and_by_part(text: str, whole: str, parts: set[str]) -> None:
    terms = ENGLISH.terms(text)
    assert terms[0] == whole
    assert parts <= set(terms)


@given(identifiers, st.sampled_from(["_", ".", "-", ":", "::", "__"]))
def test_joined_words_give_themselves_and_each_word(words: list[str], joint: str) -> None:
    terms = Analyzer("").terms(joint.join(words))
    assert joint.join(words).lower() in terms
    assert {word.lower() for word in words} <= set(terms)


@given(st.text("abcdefg", min_size=1, max_size=9), st.sampled_from(["-", "--"]))
def test_an_option_is_found_with_and_without_its_dashes(name: str, dashes: str) -> None:
    assert Analyzer("").terms(dashes + name) == [dashes + name, name]


def test_the_plural_of_an_acronym_is_one_word() -> None:
    assert ENGLISH.terms("URLs APIs IDs") == ["url", "api", "id"]


def test_stop_words_leave_no_term_but_keep_their_word() -> None:
    assert ENGLISH.tokens("Don’t the") == [Token("", "don't"), Token("", "the")]


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Größe", "GRÖẞE"),
        ("façade", "facade"),
        ("cafe\u0301s", "cafes"),
        ("ﬁle", "file"),
        ("ＦＵＬＬ", "full"),
        ("docu\u00admen\u00adtation", "documentation"),
        ("users’", "user"),
        ("İstanbul", "istanbul"),
    ],
)
def test_spellings_of_one_word_are_one_term(written: str, asked: str) -> None:
    assert ENGLISH.terms(written) == ENGLISH.terms(asked)


def test_marks_of_other_scripts_are_kept() -> None:
    assert fold("й") == "й"
    assert fold("हिन्दी") == "हिन्दी"


def test_scripts_without_spaces_give_bigrams() -> None:
    assert Analyzer("zh").terms("缓存目录") == ["缓存", "存目", "目录"]
    assert Analyzer("ja").terms("サーバー") == ["サー", "ーバ", "バー"]
    assert Analyzer("ko").terms("캐시를") == ["캐시", "시를"]
    assert Analyzer("zh").terms("在uv中") == ["在", "uv", "中"]


@given(st.text(min_size=1))
def test_bigrams_cover_the_run_in_order(run: str) -> None:
    grams = bigrams(run)
    assert grams[0][0] + "".join(gram[-1] for gram in grams[len(run) == 1 :]) == run


@given(st.text())
def test_no_term_is_longer_than_its_bound_allows(text: str) -> None:
    # lower-casing makes three characters of one at most
    assert all(0 < len(term) <= 3 * MAX_TERM_CHARACTERS for term in ENGLISH.terms(text))


@given(st.text())
def test_upper_and_normal_forms_do_not_change_the_count_of_plain_text(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert ENGLISH.terms(composed) == ENGLISH.terms(unicodedata.normalize("NFD", composed))


@given(st.text(), st.text())
def test_lines_are_read_apart(first: str, second: str) -> None:
    together = ENGLISH.terms(f"{first} \n {second}")
    assert together == ENGLISH.terms(first + " ") + ENGLISH.terms(" " + second)


def test_every_stemmed_language_has_stop_words() -> None:
    assert all(len(stopwords(code)) > 50 for code in STEMMERS)
    assert not stopwords("zh")


def test_a_tag_is_cut_to_its_language() -> None:
    assert [base_language(tag) for tag in ("de-AT", "nb", "zh_Hant", "")] == ["de", "no", "zh", ""]
