"""The manual's page of the index format is what the modules' docstrings say today."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def writer(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "write_format_page", root / "tools/write_format_page.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_current(writer: ModuleType) -> None:
    page = writer.PAGE.read_text(encoding="utf-8")
    assert page == writer.page(), "run `python tools/write_format_page.py`"


def test_every_module_that_writes_the_site_has_a_section(root: Path, writer: ModuleType) -> None:
    folder = root / "build_index/askdocs_index/artifact"
    modules = {f"artifact/{path.name}" for path in folder.glob("*.py")}
    unwritten = {"artifact/__init__.py", "artifact/table.py"}  # the table stays in the package
    assert modules - unwritten <= set(writer.SECTIONS.values())


def test_a_ruled_table_becomes_a_table_whose_rows_may_go_on(writer: ModuleType) -> None:
    docstring = """\
Before:

    ==== =====
    size field
    ==== =====
    4    one
         more
    ==== =====
"""
    assert writer.markdown(docstring) == (
        "Before:\n\n| size | field |\n| --- | --- |\n| 4 | one more |"
    )
