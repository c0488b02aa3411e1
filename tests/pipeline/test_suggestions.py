"""Suggested questions: well formed, answered by the index that ships them, near to the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from askdocs_index.artifact.manifest import NAME, encode_manifest
from askdocs_index.engine.records import Status
from askdocs_index.engine.session import Session, open_session
from askdocs_index.model import Block, BlockKind, Page, PageSource, Section
from askdocs_index.options import IndexOptions
from askdocs_index.pipeline import Index, build_index
from askdocs_index.progress import Silence
from askdocs_index.suggestions import Suggestion, question_of, starters

MACHINES = ("boiler", "kettle", "pump", "grinder", "toaster", "mixer", "freezer", "oven")
TEXT = (
    "Before you start, pull the plug of the {0} and let the {0} cool down. To clean the filter of the"
    " {0}, take the filter out of the {0} and rinse it under warm water."
)


def question(heading: str, text: str = "", language: str = "en") -> str:
    section = Section("a", ("Guide", heading), (Block(BlockKind.TEXT, text),))
    return question_of(section, Page("a.html", "Guide", language, 1.0, (section,)), language)


@pytest.mark.parametrize(
    ("heading", "asked"),
    [
        ("Installing a plugin", "How do I install a plugin?"),
        ("Configure your editor", "How do I configure my editor?"),
        ("Setting up Python", "How do I set up Python?"),
        ("Writing tests with fixtures", "How do I write tests with fixtures?"),
        ("Running in Docker", "How do I run in Docker?"),
        ("Logging to a file", "How do I log to a file?"),
        ("Can I use both?", "Can I use both?"),
    ],
)
def test_a_heading_that_says_what_to_do_is_asked(heading: str, asked: str) -> None:
    assert question(heading) == asked


ODD = (
    "Installing|Test coverage|Caching strategies|Use cases|Handling of errors|Configuration|Why?||"
    "Adding and removing packages|install(path)|--index-url|"
    "Setting the value of one option among many others that there are here"
)


@pytest.mark.parametrize("heading", ODD.split("|"))
def test_what_might_read_oddly_is_left_out(heading: str) -> None:
    assert question(heading) == ""


def test_a_definition_is_asked_for_with_its_article() -> None:
    assert question("Cell", "A cell is a group of passages.") == "What is a cell?"
    assert question("BM25", "BM25 is a way to score.") == "What is BM25?"
    assert question("Cells", "They are a group.") == ""


def test_in_other_languages_only_headings_that_ask_are_taken() -> None:
    assert question("Wie geht das?", language="de") == "Wie geht das?"
    assert question("Run in Docker", language="de") == ""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return built(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module")
def session(index: Index, tmp_path_factory: pytest.TempPathFactory) -> Session:
    folder = tmp_path_factory.mktemp("index")
    for name, data in {**index.files, NAME: encode_manifest(index.manifest)}.items():
        (folder / name).write_bytes(data)
    return open_session(folder)


def built(cache: Path, extra: str = "") -> Index:
    html = "<html lang=en><title>The {0}</title><main><h1>The {0}</h1><p>It is red.</p>{1}</main>"
    part = "<h2 id=c>Cleaning the filter of the {0}</h2><p>" + TEXT + "</p>"
    pages = [
        PageSource(f"kitchen/{name}.html", html.format(name, part.format(name) + more).encode())
        for name in MACHINES
        for more in (extra if name == MACHINES[0] else "",)
    ]
    return build_index(pages, IndexOptions(encoder="fast"), cache, Silence())


def test_every_suggestion_is_answered_by_the_index(index: Index, session: Session) -> None:
    shipped = {asked for each in index.manifest.starters.values() for asked in each}
    for name in MACHINES:
        shipped.update(session.ask(f"How hot does the {name} get?").suggestions)
    assert shipped
    assert {session.ask(asked).status for asked in shipped} == {Status.ANSWERED}


def test_the_next_questions_leave_out_the_one_that_was_asked(session: Session) -> None:
    asked = "How do I clean the filter of the kettle?"
    found = session.ask(asked).suggestions
    assert asked not in found
    assert len(set(found)) == len(found) <= 3


def test_equal_pages_have_equal_suggestions(index: Index, tmp_path: Path) -> None:
    assert built(tmp_path).files == index.files


def test_what_was_answered_once_is_not_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(tmp_path)
    asked: list[str] = []
    ask = Session.ask
    monkeypatch.setattr(
        Session,
        "ask",
        lambda self, text, *a, **k: (asked.append(text), ask(self, text, *a, **k))[1],
    )
    built(tmp_path, "<p>It hums.</p>")
    assert asked == []


def test_starters_are_the_pages_its_folders_and_the_sites() -> None:
    pages = {path: Page(path, "", "en", 1.0, ()) for path in ("a/x.html", "a/y.html", "z.html")}
    made = [
        Suggestion(pages[path], 0, asked)
        for path, asked in [
            ("a/x.html", "1?"),
            ("a/x.html", "2?"),
            ("a/y.html", "3?"),
            ("z.html", "4?"),
        ]
    ]
    found = starters(made, {"1?": 0.7, "2?": 0.9, "3?": 0.8, "4?": 0.75})
    assert found["a/x.html"] == ["1?", "2?"]
    assert found["a/"] == ["2?", "3?", "1?"]
    assert found[""] == ["2?", "3?", "4?"]
