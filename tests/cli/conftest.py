"""A folder of plain HTML, and the command run on it as a user would."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from askdocs.cli import main
from support.fakes import fake_widget

PAGES = {
    "index.html": "<h1 id=top>Kettle</h1><p>The kettle boils water for tea in three minutes.</p>",
    "care/index.html": (
        "<h1 id=care>Care</h1><h2 id=scale>Removing scale</h2>"
        "<p>Fill the kettle with vinegar, wait an hour, and rinse it twice.</p>"
        "<h2 id=cord>Replacing the cord</h2><p>A damaged cord is replaced by the maker.</p>"
    ),
    "secret/index.html": "<h1 id=s>Secret</h1><p>The zanzibar recipe stays in the house.</p>",
    "404.html": "<h1>Not found</h1><p>There is no such page.</p>",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of four pages, not yet indexed."""
    folder = tmp_path / "site"
    for name, body in PAGES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f"<!doctype html><html lang=en><head><title>{name}</title></head>"
            f"<body><main>{body}</main></body></html>",
            encoding="utf-8",
        )
    return folder


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """run("build", site, …, expect=0): the command in the temporary folder, with a fake widget."""
    monkeypatch.setattr("askdocs.build.load_widget", fake_widget)
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: object, expect: int = 0) -> Result:
        result = CliRunner().invoke(main, [str(argument) for argument in arguments])
        assert result.exit_code == expect, (result.output, result.exception)
        return result

    return invoke


@pytest.fixture
def built(site: Path, run: Callable[..., Result]) -> Path:
    """The site, indexed without a model."""
    run("build", site, "--encoder", "fast")
    return site
