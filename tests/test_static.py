"""The compiled widget: compiled when its sources changed, and a plain message when it cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from askdocs import static
from askdocs_index.errors import InputError


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A checkout's widget folder with nothing to install and a build that copies."""
    folder = tmp_path / "widget"
    (folder / "src").mkdir(parents=True)
    (folder / "src" / "main.ts").write_text("one")
    (folder / "package.json").write_text('{"name": "w", "version": "0.0.0", "private": true}')
    (folder / "package-lock.json").write_text(
        '{"name": "w", "version": "0.0.0", "lockfileVersion": 3, "requires": true,'
        ' "packages": {"": {"name": "w", "version": "0.0.0"}}}'
    )
    (folder / "node_modules").mkdir()
    (folder / "build.mjs").write_text(
        'import { appendFileSync, copyFileSync } from "node:fs";\n'
        'appendFileSync("runs", "x");\n'
        'copyFileSync("src/main.ts", process.argv[2] + "/engine.js");\n'
    )
    return folder


@pytest.fixture
def installed(sources: Path) -> Path:
    """The same with its tools installed, so that npm need not run."""
    lock = static.file_digest(sources / "package-lock.json")
    (sources / "node_modules" / static.INSTALLED_MARK).write_text(lock)
    return sources


def test_the_widget_is_compiled_once_as_long_as_nothing_changes(
    installed: Path, tmp_path: Path
) -> None:
    for _ in range(3):
        static.ensure_compiled(installed, tmp_path / "static")
    assert (installed / "runs").read_text() == "x"


def test_a_changed_source_is_compiled_again(installed: Path, tmp_path: Path) -> None:
    static.ensure_compiled(installed, tmp_path / "static")
    (installed / "src" / "main.ts").write_text("two")
    folder = static.ensure_compiled(installed, tmp_path / "static")
    assert (folder / "engine.js").read_text() == "two"


def test_a_file_that_is_no_longer_made_goes(installed: Path, tmp_path: Path) -> None:
    folder = tmp_path / "static"
    folder.mkdir()
    (folder / "stemmer-xx.js").write_text("old")
    static.ensure_compiled(installed, folder)
    assert sorted(path.name for path in folder.iterdir()) == ["engine.js", static.DIGEST_FILE]


def test_npm_runs_no_script_of_a_package(sources: Path, tmp_path: Path) -> None:
    package = '{"name": "w", "version": "0.0.0", "scripts": {"install": "touch was-run"}}'
    (sources / "package.json").write_text(package)
    static.ensure_compiled(sources, tmp_path / "static")
    assert not (sources / "was-run").exists()


def test_a_failed_compilation_says_why_and_keeps_what_there_was(
    installed: Path, tmp_path: Path
) -> None:
    folder = static.ensure_compiled(installed, tmp_path / "static")
    (installed / "build.mjs").write_text('console.error("a type is missing"); process.exit(1);')
    with pytest.raises(InputError, match="a type is missing"):
        static.ensure_compiled(installed, folder)
    assert (folder / "engine.js").read_text() == "one"


def test_a_missing_npm_is_named(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(InputError, match=r"was not found\. Install Node\.js 20 or newer"):
        static.ensure_compiled(sources, tmp_path / "static")


def test_a_wheel_without_the_widget_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"loader\.js: this file of the compiled widget"):
        static.load_widget(tmp_path / "no-sources", tmp_path / "static")


def test_a_sites_engine_carries_its_stemmer_first() -> None:
    widget = static.Widget(loader=b"", dialog=b"", engine=b"engine", stemmers={"de": b"stem\n"})
    assert widget.engine_for("de") == b"stem\nengine"
    assert widget.engine_for("zh") == b"engine"
