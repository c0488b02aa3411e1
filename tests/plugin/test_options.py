"""Options: what is declared is what is checked, what the widget knows and what the manual says."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

from askdocs.options import (
    DIALOG_TEXTS,
    SiteOptions,
    all_options,
    read_settings,
)
from askdocs_index.errors import InputError
from askdocs_index.globs import matches
from askdocs_index.options import RELEASE_NOTES_BOOST, IndexOptions

WHERE = "mkdocs.yml, plugin askdocs"


def refusal(values: dict[str, object]) -> str:
    with pytest.raises(InputError) as caught:
        read_settings(values, WHERE, Path("/project"))
    return str(caught.value)


def test_without_values_every_option_has_its_declared_default():
    settings = read_settings({}, WHERE, Path("/project"))
    for option in all_options():
        if option.name != "cache_dir":
            record = settings.site if hasattr(settings.site, option.name) else settings.index
            assert getattr(record, option.name) == option.default, option.name


def test_no_option_is_declared_twice():
    names = [option.name for option in all_options()]
    assert len(names) == len(set(names))


def test_relative_folders_start_at_the_configuration():
    values = {"cache_dir": "kept", "templates": "theme", "weights": "/weights"}
    settings = read_settings(values, WHERE, Path("/project"))
    assert settings.cache == Path("/project/kept")
    assert settings.site.templates == "/project/theme"
    assert settings.index.weights == "/weights"


def test_an_unknown_option_is_named_with_the_one_that_was_meant():
    message = refusal({"encodr": "fast"})
    assert message.startswith(f"{WHERE}: found the unknown option 'encodr'")
    assert "Did you mean 'encoder'?" in message


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("jobs", -1),
        ("jobs", 1.5),
        ("jobs", True),
        ("listings", "some"),
        ("enabled", "yes"),
        ("launcher", ""),
        ("launcher", 3),
        ("shortcuts", "mod+i"),
        ("shortcuts", ["Ctrl+I"]),
        ("shortcuts", ["shift+mod+i"]),
        ("texts", {"titel": "Fragen"}),
        ("texts", ["Fragen"]),
        ("starters", [""]),
        ("escape_link", "javascript:alert(1)"),
        ("escape_link", "https://two words"),
        ("escape_link", "forum/"),
        ("site_url", "example.org"),
        ("cache_dir", ""),
        ("exclude", "blog/"),
        ("exclude", [3]),
        ("boost", {"blog/": 0}),
        ("boost", {"blog/": -1}),
        ("boost", {"blog/": 101}),
        ("boost", {"blog/": True}),
        ("boost", {"blog/": float("nan")}),
        ("boost", ["blog/"]),
        ("language", "in English"),
        ("encoder", "slow"),
        ("encoder", ["full"]),
        ("refit", 1),
    ],
)
def test_a_value_out_of_range_is_named_with_what_was_expected(name, value):
    message = refusal({name: value})
    assert message.startswith(f"{WHERE}: option '{name}': found {value!r}, expected ")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("jobs", 4),
        ("listings", "include"),
        ("launcher", "#header .tools"),
        ("shortcuts", []),
        ("shortcuts", ["mod+i", "alt+shift+k", "?", "f1"]),
        ("escape_link", "/contact/"),
        ("escape_link", "https://example.org/new?title=a:b"),
        ("language", "pt-BR"),
        ("boost", {"b/": 0.5, "a/": 2}),
        ("site_url", "/docs/"),
    ],
)
def test_a_value_in_range_is_taken(name, value):
    settings = read_settings({name: value}, WHERE, Path("/project"))
    record = settings.site if hasattr(settings.site, name) else settings.index
    kept = getattr(record, name)
    assert kept == (
        tuple(value.items())
        if isinstance(value, dict)
        else tuple(value)
        if isinstance(value, list)
        else value
    )


def test_null_in_the_file_means_the_default():
    assert read_settings({"encoder": None}, WHERE, Path("/")).index.encoder == "auto"


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("blog/", "blog/2020/index.html", True),
        ("blog/", "myblog/index.html", False),
        ("blog/*", "blog/2020/index.html", False),
        ("blog/*.html", "blog/index.html", True),
        ("**/index.html", "index.html", True),
        ("**/index.html", "a/b/index.html", True),
        ("a/**/z.html", "a/z.html", True),
        ("/blog/**", "blog/x.html", True),
        ("page?.html", "page1.html", True),
        ("page?.html", "page/.html", False),
        ("a+b.html", "a+b.html", True),
        ("a.html", "axhtml", False),
    ],
)
def test_a_glob_means_what_the_manual_says(pattern, path, expected):
    assert matches(path, pattern) is expected


def test_the_first_glob_that_matches_gives_the_boost():
    options = read_settings({"boost": {"a/b/": 3, "a/": 2}}, WHERE, Path("/")).index
    assert options.boost_of("a/b/c.html") == 3
    assert options.boost_of("a/c.html") == 2
    assert options.boost_of("x/index.html", "a/c.md") == 2
    assert options.boost_of("b.html") == 1


@pytest.mark.parametrize(
    "path",
    ["about/release-notes.html", "changelog/index.html", "whatsnew/3.11.html", "CHANGES.md"],
)
def test_release_notes_count_less_unless_the_author_says_otherwise(path: str) -> None:
    assert IndexOptions().boost_of("", path) == RELEASE_NOTES_BOOST < 1
    assert IndexOptions(boost=((path, 1.0),)).boost_of("", path) == 1


def test_a_page_about_changes_is_no_release_notes() -> None:
    assert IndexOptions().boost_of("guide/releases-and-you.html", "making-changes.md") == 1


def test_the_texts_are_those_that_the_widget_knows(root):
    source = (root / "plugin/widget/src/ui/dialog/texts.ts").read_text(encoding="utf-8")
    english = source.partition("const ENGLISH")[2].partition("\n};")[0]
    assert set(DIALOG_TEXTS) == set(re.findall(r"^  (\w+):", english, re.MULTILINE))


def manual_writer(root: Path):
    spec = importlib.util.spec_from_file_location("write_manual", root / "tools/write_manual.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["options.md", "command-line.md"])
def test_the_manual_says_what_the_code_says(root, name):
    page = (root / "docs/manual" / name).read_text(encoding="utf-8")
    assert page == manual_writer(root).renewed(page), "run `python tools/write_manual.py`"


def test_the_manual_has_a_section_for_every_option_and_no_other(root):
    page = (root / "docs/manual/options.md").read_text(encoding="utf-8")
    sections = re.findall(r"^### `(\w+)`$", page, re.MULTILINE)
    assert sections == [option.name for option in all_options()]
    assert set(sections) == set(SiteOptions.__slots__) | set(IndexOptions.__slots__)
