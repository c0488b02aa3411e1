"""Filters: what is found is what the whole site has of it, and nothing else is read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askdocs_index.artifact.manifest import NAME, encode_manifest
from askdocs_index.engine.session import Session, open_session
from askdocs_index.engine.shards import Shards
from askdocs_index.facets import NAMES, cells_of, runs
from askdocs_index.model import PageSource
from askdocs_index.options import IndexOptions
from askdocs_index.pipeline import build_index
from askdocs_index.progress import Silence

WORDS = ["harbour", "line", "boat", "fee", "radio", "tide", "lamp", "crew"]
OPTIONS = IndexOptions(
    encoder="fast",
    sections=(("*/guide/", "Guides"), ("*/api/", "Reference")),
    versions=(("v1/", "1.x"), ("v2/", "2.x")),
)


def sources() -> list[PageSource]:
    """Two versions of forty pages in two sections, and ten pages of neither."""
    paths = [
        f"{v}/{s}/{n:02}.html" for v in ("v1", "v2") for s in ("guide", "api") for n in range(20)
    ]
    paths += [f"about/{n}.html" for n in range(10)]
    return [PageSource(path, html(path, number)) for number, path in enumerate(paths)]


def html(path: str, number: int) -> bytes:
    first, second = WORDS[number % 8], WORDS[number * 3 // 2 % 8]
    text = (
        f"The {first} of {path.replace('/', ' ')} is near the {second}. "
        + f"A {second} waits. " * 3
    )
    body = f"<main><h1 id=a>The {first}</h1><p>{text}</p><h2 id=b>More {second}</h2><p>{text}</p></main>"
    return f"<!doctype html><html lang=en><title>x</title>{body}".encode()


def built(options: IndexOptions, folder: Path) -> Session:
    index = build_index(sources(), options, folder / "cache", Silence())
    (folder / "index").mkdir(exist_ok=True)
    for old in (folder / "index").iterdir():
        old.unlink()
    for name, data in {**index.files, NAME: encode_manifest(index.manifest)}.items():
        (folder / "index" / name).write_bytes(data)
    return open_session(folder / "index")


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    return built(OPTIONS, tmp_path_factory.mktemp("facets"))


def every_cell(session: Session) -> Session:
    """The same index, of which every question reads all cells."""
    shards = Shards(session.shards.folder)
    shards.manifest = replace(shards.manifest, probes=len(shards.manifest.cells))
    return replace(session, shards=shards)


@pytest.mark.parametrize("section", ["", "Guides", "Reference"])
@pytest.mark.parametrize("version", ["", "1.x", "2.x"])
@pytest.mark.parametrize("question", WORDS)  # of one word: pairs count among the first hits alone
def test_hits_are_the_whole_site_s_hits_of_what_is_wanted(
    session: Session, question: str, section: str, version: str
) -> None:
    whole = every_cell(session)
    wanted = {"section": section, "version": version}
    kept = [hit.url for hit in whole.search(question, 50, wanted=wanted)]
    facets = {each: OPTIONS.facets_of(each) for each in {s.path for s in sources()}}
    held = [
        hit.url
        for hit in whole.search(question, 50)
        if facets[hit.page][0] == (section or facets[hit.page][0])
        and facets[hit.page][1] == (version or facets[hit.page][1])
    ]
    assert kept[: len(held)] == held  # fifty at most of the whole site, so perhaps more of the part


def test_what_is_not_wanted_is_not_read(session: Session) -> None:
    shards = Shards(session.shards.folder)
    read: list[str] = []
    cell = shards.cell
    shards.cell = lambda number: (read.append(number), cell(number))[1]
    replace(session, shards=shards).search("harbour line", wanted={"version": "1.x"})
    pages = {passage.section.page.path for number in read for passage in cell(number)}
    assert read
    assert all(path.startswith("v1/") for path in pages)


def test_a_value_that_no_page_has_finds_nothing(session: Session) -> None:
    assert session.search("harbour", wanted={"section": "Recipes"}) == []


def test_the_manifest_says_what_is_declared(session: Session) -> None:
    manifest = session.shards.manifest
    assert list(manifest.filters) == ["section", "version"]
    assert sum(count for _, count in manifest.groups) == len(manifest.cells)
    assert (("Guides", "1.x", "")) in dict(manifest.groups)


def test_without_filters_the_manifest_has_none(tmp_path: Path) -> None:
    manifest = built(IndexOptions(encoder="fast"), tmp_path).shards.manifest
    assert (manifest.groups, manifest.filters) == ((), {})


def test_declaring_a_filter_groups_the_passages_anew(tmp_path: Path) -> None:
    built(IndexOptions(encoder="fast"), tmp_path)
    again = built(OPTIONS, tmp_path)
    assert {hit.page[:2] for hit in again.search("harbour", wanted={"version": "2.x"})} == {"v2"}


values = st.sampled_from(["", "a", "b"])


@given(
    st.lists(st.tuples(values, values, values), max_size=12),
    st.dictionaries(st.sampled_from(NAMES), values),
)
def test_cells_of_is_what_a_look_at_each_cell_gives(facets: list, wanted: dict) -> None:
    slow = [
        number
        for number, each in enumerate(facets)
        if all(
            dict(zip(NAMES, each, strict=True))[name] == value
            for name, value in wanted.items()
            if value
        )
    ]
    assert cells_of(runs(facets), len(facets), wanted) == slow
