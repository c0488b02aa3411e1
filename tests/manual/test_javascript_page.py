"""The manual's page of the JavaScript interface names all that the TypeScript declares, no more."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

SOURCES = "plugin/widget/src"


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return (root / "docs/manual/javascript.md").read_text(encoding="utf-8")


def declared(source: Path, interface: str) -> set[str]:
    """The names of an interface's members."""
    text = source.read_text(encoding="utf-8")
    found = re.search(rf"interface {interface} \{{(.*?)^\}}", text, re.DOTALL | re.MULTILINE)
    assert found is not None
    return set(re.findall(r'^  (?:readonly )?"?([\w:]+)"?[?]?[:(]', found[1], re.MULTILINE))


def rows(page: str, heading: str, column: str) -> set[str]:
    """The first cells of the table below a heading whose first column has that name."""
    section = page.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    table = section.split(f"| {column} |")[1].split("\n\n")[0]
    return set(re.findall(r"^\| `([^`]+)`", table, re.MULTILINE))


@pytest.mark.parametrize(
    ("record", "heading", "column"),
    [
        ("Hit", "Hits", "Field"),
        ("Answer", "Answers", "Field"),
        ("Part", "Answers", "Field of a part"),
    ],
)
def test_every_field_of_a_record_has_its_row(
    root: Path, page: str, record: str, heading: str, column: str
) -> None:
    assert rows(page, heading, column) == declared(root / SOURCES / "engine/types.ts", record)


def test_every_event_has_its_row(root: Path, page: str) -> None:
    assert rows(page, "Events", "Event") == declared(root / SOURCES / "ui/askdocs.ts", "Events")


def test_every_error_code_has_its_row(root: Path, page: str) -> None:
    source = (root / SOURCES / "engine/errors.ts").read_text(encoding="utf-8")
    codes = re.search(r"type ErrorCode = (.*);", source)
    assert codes is not None
    assert rows(page, "Errors", "`code`") == set(re.findall(r'"(\w+)"', codes[1]))


def test_every_method_is_in_the_contract(root: Path, page: str) -> None:
    contract = page.split("```ts\n")[1].split("```")[0]
    methods = declared(root / SOURCES / "ui/askdocs.ts", "Askdocs")
    assert methods == set(re.findall(r"askdocs\.(\w+)", contract))
