"""What stands in for compiled packages in Pyodide, held against them."""

from __future__ import annotations

import importlib.util
import random
import sys
from types import ModuleType

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

from askdocs_index import sentences, terms
from askdocs_index.engine import question, scorer, spelling, units
from support.shared import ROOT

LAB = ROOT / "lab"
ROOMS = (terms, sentences, question, scorer, spelling, units)
PATTERNS = sorted(
    {
        each.pattern: each
        for room in ROOMS
        for each in vars(room).values()
        if isinstance(each, regex.Pattern)
    }.items()
)
TEXT = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs", "Cn"]),
        st.sampled_from("aAbBzÄé_-.:/@#'+ \n\u2019\u0301がー漢ไ123²Ⅷ"),
    ),
    max_size=40,
)


def loaded(name: str, path: str) -> ModuleType:
    """A module of the laboratory, which is not on the path."""
    spec = importlib.util.spec_from_file_location(name, LAB / path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def stand_in(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """`regex` as the cells have it."""
    properties = tmp_path_factory.mktemp("lab") / "regex_properties.py"
    loaded("lab_make", "make.py").write_properties(properties)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "regex_properties", loaded("properties", str(properties)))
        return loaded("stand_in", "standins/regex.py")


@pytest.mark.parametrize("name", ["L", "M", "N", "Lu", "Ll", "Script=Latin", "Script=Han"])
def test_a_property_holds_what_regex_says(stand_in: ModuleType, name: str) -> None:
    ours = stand_in.compile(rf"\p{{{name}}}")
    theirs = regex.compile(rf"\p{{{name}}}")
    points = (chr(p) for p in range(0x110000) if not 0xD800 <= p < 0xE000)
    assert [c for c in points if bool(ours.match(c)) != bool(theirs.match(c))] == []


@pytest.mark.parametrize("pattern", [pattern for pattern, _ in PATTERNS])
@given(text=TEXT)
def test_every_pattern_finds_what_regex_finds(
    stand_in: ModuleType, pattern: str, text: str
) -> None:
    theirs = dict(PATTERNS)[pattern]
    ours = stand_in.compile(pattern)
    found = [match.span() for match in theirs.finditer(text)]
    assert [match.span() for match in ours.finditer(text)] == found
    assert bool(ours.fullmatch(text)) == bool(theirs.fullmatch(text))


def test_the_stand_in_scores_as_rank_bm25_does() -> None:
    made = random.Random(7)
    corpus = [made.choices("abcdefgh", k=made.randint(1, 30)) for _ in range(20)]
    ours, theirs = loaded("okapi", "askdocs_lab/okapi.py").StandIn(corpus), BM25Okapi(corpus)
    for query in (["a"], ["a", "h", "a"], ["nowhere"], []):
        assert ours.get_scores(query) == pytest.approx(list(theirs.get_scores(query)))
