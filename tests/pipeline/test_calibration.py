"""The calibration of a site's confidence: bounded, the same each time, kept while the plan is."""

from __future__ import annotations

from pathlib import Path

import pytest

from askdocs_index.artifact.manifest import NAME, encode_manifest
from askdocs_index.calibration import LIMIT, OWN, own_questions, questions_about_other_matters
from askdocs_index.engine.session import open_session
from askdocs_index.model import PageSource
from askdocs_index.options import IndexOptions
from askdocs_index.pipeline import Index, build_index
from askdocs_index.progress import Silence
from askdocs_index.terms import Analyzer

THINGS = ("boiler", "kettle", "pump", "valve", "filter", "hose", "tank", "lamp", "fuse", "lever")


def pages(count: int, extra: str = "", language: str = "en") -> list[PageSource]:
    """Pages with two headings each that say what they are about."""
    html = (
        "<html lang={3}><title>The {0}</title><main><h1>The {0} of model {1}</h1><p>The {0} of model "
        "{1} is red.</p><h2 id=c>Cleaning the {0} of model {1}</h2><p>Rub the {0} with sand.{2}</p>"
    )
    return [
        PageSource(
            f"{n:03}.html",
            html.format(THINGS[n % 10], n, extra if n == 3 else "", language).encode(),
        )
        for n in range(count)
    ]


def built(sources: list[PageSource], cache: Path) -> Index:
    return build_index(sources, IndexOptions(encoder="fast"), cache, Silence())


def test_it_is_bounded_and_the_same_each_time(tmp_path: Path) -> None:
    first, again = built(pages(20), tmp_path / "a"), built(pages(20), tmp_path / "b")
    assert first.manifest.calibration == again.manifest.calibration
    assert 0 < abs(first.manifest.calibration) <= LIMIT


def test_an_edit_leaves_it_as_it_is(tmp_path: Path) -> None:
    first = built(pages(20), tmp_path)
    edited = built(pages(20, " Then rinse the pump and the valve with vinegar."), tmp_path)
    assert edited.files != first.files
    assert edited.manifest.calibration == first.manifest.calibration


@pytest.mark.parametrize("sources", [pages(2), pages(20, language="de")], ids=["small", "German"])
def test_where_nothing_can_be_told_nothing_is_added(
    sources: list[PageSource], tmp_path: Path
) -> None:
    assert built(sources, tmp_path).manifest.calibration == 0


def test_it_shifts_every_confidence_one_way(tmp_path: Path) -> None:
    index = built(pages(20), tmp_path / "cache")
    folder = tmp_path / "index"
    folder.mkdir()
    for name, data in {**index.files, NAME: encode_manifest(index.manifest)}.items():
        (folder / name).write_bytes(data)
    session = open_session(folder)
    explained = session.explain("How do I clean the kettle?")
    assert explained.figures["site"] == (index.manifest.calibration, index.manifest.calibration)
    asked = session.ask("How do I clean the kettle?")
    assert session.confidence("How do I clean the kettle?") == asked.confidence


def test_own_questions_are_headings_that_say_something() -> None:
    assert own_questions(Analyzer("en"), ()) == []
    assert len(questions_about_other_matters()) == OWN
