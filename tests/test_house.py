"""The rules of the house, held by tools: style, types, imports, sizes, what is delivered."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.projects import run_python
from support.shared import ROOT

BIN = Path(sys.executable).parent
WIDGET = ROOT / "plugin" / "widget"
SOURCE_ROOTS = (ROOT / "plugin" / "askdocs", ROOT / "build_index" / "askdocs_index")
LONGEST_FUNCTION = 50  # lines
LONGEST_MODULE = 320
LARGEST_FILE_BYTES = 2_500_000  # the question table; nothing else comes near it

# What a room of the widget may import from. Types alone may cross from the worker to the dialog.
ROOMS = {
    "engine": {"engine"},
    "worker": {"worker", "engine"},
    "ui": {"ui", "engine"},
    "explorer": {"explorer", "ui", "worker", "engine"},  # puts them together on a page, no worker
}


def tracked(*patterns: str) -> list[Path]:
    """The project's files, those not committed yet included; ignored ones left out."""
    if not (ROOT / ".git").exists():
        pytest.skip("this is not a git checkout")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = (ROOT / name for name in listed.stdout.split("\0") if name)
    return [path for path in paths if path.is_file()]


def passes(*command: str | Path, cwd: Path = ROOT) -> None:
    """The command must end with 0; what it said is the failure's message."""
    result = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, f"{command}\n{result.stdout}\n{result.stderr}"


def node(script: str) -> None:
    interpreter = shutil.which("node")
    assert interpreter, "node was not found: install Node.js 20 or newer"
    passes(interpreter, script, cwd=WIDGET)


@pytest.fixture(scope="module")
def compiled_widget() -> Path:
    from askdocs.static import ensure_compiled

    return ensure_compiled()


# --- style, types, imports ---------------------------------------------------------------------


@pytest.mark.parametrize("check", [("check",), ("format", "--check")], ids=["lint", "format"])
def test_ruff_has_nothing_to_say(check: tuple[str, ...]) -> None:
    passes(BIN / "ruff", *check, "--quiet")


def test_types_are_complete_and_agree() -> None:
    passes(BIN / "mypy")


def test_imports_go_the_way_the_house_is_drawn() -> None:
    passes(BIN / "lint-imports")


def test_the_widget_compiles_room_by_room(compiled_widget: Path) -> None:
    node("check.mjs")


def test_the_widgets_own_tests_pass(compiled_widget: Path) -> None:
    node("test.mjs")


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_of_the_widget_imports_only_what_it_may(room: str) -> None:
    source = WIDGET / "src"
    strangers = [
        f"{path.relative_to(source)}: {target.relative_to(source)}"
        for path in sorted((source / room).rglob("*.ts"))
        for target in imported(path)
        if target.is_relative_to(source) and target.relative_to(source).parts[0] not in ROOMS[room]
    ]
    assert strangers == []


def imported(path: Path) -> Iterator[Path]:
    """What a TypeScript file imports by a relative path, type-only imports left out."""
    pattern = re.compile(
        r"""^(?:import|export)\s+(?!type\b)[^"';]*?["'](\.[^"']*)["']|\bimport\(\s*["'](\.[^"']*)["']""",
        re.MULTILINE,
    )
    for match in pattern.finditer(path.read_text(encoding="utf-8")):
        yield (path.parent / (match[1] or match[2])).resolve()


def test_the_widget_concatenates_no_markup_and_uses_no_any() -> None:
    forbidden = re.compile(
        r"\.innerHTML|\.outerHTML|insertAdjacentHTML|\beval\(|new Function\("
        r"|:\s*any\b|\bas any\b|<any>|@ts-ignore|@ts-nocheck"
    )
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in sorted((WIDGET / "src").rglob("*.ts"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if forbidden.search(line) and not line.lstrip().startswith(("//", "*", "/*"))
    ]
    assert found == []


# --- sizes -------------------------------------------------------------------------------------


def own_modules() -> list[Path]:
    python = [path for folder in SOURCE_ROOTS for path in folder.rglob("*.py")]
    scripts = [path for path in (WIDGET / "src").rglob("*.ts") if "vendor" not in path.parts]
    return sorted(python + scripts)


def test_no_module_is_too_long_to_read_at_once() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in own_modules()}
    too_long = {
        str(path.relative_to(ROOT)): lines
        for path, lines in lengths.items()
        if lines > LONGEST_MODULE
    }
    assert too_long == {}


def test_no_function_is_longer_than_a_screen() -> None:
    too_long = [
        f"{path.relative_to(ROOT)}:{found.lineno} {found.name}: {lines} lines"
        for path in own_modules()
        if path.suffix == ".py"
        for found in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(found, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (found.end_lineno or found.lineno) - found.lineno + 1) > LONGEST_FUNCTION
    ]
    assert too_long == []


# --- what is in the repository -----------------------------------------------------------------


def test_the_lock_file_carries_digests_and_no_addresses() -> None:
    lock = json.loads((WIDGET / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
    assert [name for name, entry in packages.items() if "integrity" not in entry] == []


def test_no_file_names_a_package_index() -> None:
    address = re.compile(
        r"\"resolved\":|(extra-)?index-url\s*[=:]?\s*https?://(?!example\.)"
        r"|registry\s*=\s*http|find-links"
    )
    allowed = {Path(__file__)}
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in tracked()
        if path not in allowed and (match := address.search(text_of(path)))
    ]
    assert found == []


def text_of(path: Path) -> str:
    content = path.read_bytes()
    return "" if b"\0" in content[:8000] else content.decode("utf-8", errors="replace")


def test_no_file_is_heavy() -> None:
    heavy = {
        str(path.relative_to(ROOT)): size
        for path in tracked()
        if (size := path.stat().st_size) > LARGEST_FILE_BYTES
    }
    assert heavy == {}


# --- what is delivered -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory, compiled_widget: Path) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    passes(sys.executable, "-P", "-m", "hatchling", "build", "-t", "wheel", "-d", folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def test_the_wheel_holds_two_packages_and_nothing_else(unpacked: Path) -> None:
    assert {path.name for path in unpacked.iterdir()} == {
        "askdocs",
        "askdocs_index",
        "mkdocs_askdocs-0.1.0.dist-info",
    }


def test_the_wheel_holds_the_compiled_widget_but_not_its_sources(unpacked: Path) -> None:
    static = {path.name for path in (unpacked / "askdocs" / "static").iterdir()}
    assert {"loader.js", "dialog.js", "engine.js", "stemmer-en.js"} <= static
    assert [path.name for path in unpacked.rglob("*.ts")] == []


def test_the_wheel_holds_every_file_of_the_packages(unpacked: Path) -> None:
    expected = {
        path.relative_to(folder.parent).as_posix()
        for folder in SOURCE_ROOTS
        for path in tracked(str(folder.relative_to(ROOT)))
    }
    delivered = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*")}
    assert expected - delivered == set()


def test_the_wheel_names_its_licences(unpacked: Path) -> None:
    licences = unpacked / "mkdocs_askdocs-0.1.0.dist-info" / "licenses"
    assert {path.name for path in licences.iterdir()} == {"LICENSE", "NOTICE"}


def test_the_wheel_needs_no_node(unpacked: Path, tmp_path: Path) -> None:
    code = "from askdocs.static import load_widget; print(len(load_widget().stemmers))"
    result = run_python("-c", code, cwd=tmp_path, PYTHONPATH=str(unpacked), PATH="")
    assert result.returncode == 0, result.stderr
    assert int(result.stdout) > 0


@pytest.mark.parametrize("name", ["plugin", "build_index", "widget"])
def test_a_source_root_is_no_package(name: str, tmp_path: Path) -> None:
    result = run_python("-P", "-c", f"import {name}", cwd=tmp_path)
    assert f"No module named '{name}'" in result.stderr


def test_both_packages_can_be_imported_from_anywhere(tmp_path: Path) -> None:
    result = run_python("-P", "-c", "import askdocs, askdocs_index", cwd=tmp_path)
    assert result.returncode == 0, result.stderr


def test_the_command_line_works_where_mkdocs_is_not_installed(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['mkdocs'] = None; from askdocs.cli import main; main(['--help'])"
    )
    result = run_python("-P", "-c", code, cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert "build" in result.stdout


@pytest.mark.parametrize("registry", ["mkdocs.plugins", "properdocs.plugins"])
def test_the_plugin_is_found_in_both_registries(registry: str) -> None:
    from importlib.metadata import entry_points

    (entry,) = entry_points(group=registry, name="askdocs")
    assert entry.value == "askdocs.plugin:AskdocsPlugin"
    assert entry.load().__name__ == "AskdocsPlugin"


def test_make_help_names_every_command_that_the_readme_names() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    commands = set(re.findall(r"^([a-z-]+):[^#\n]*## ", makefile, re.MULTILINE))
    for name in ("README.md", "CONTRIBUTING.md"):
        named = set(re.findall(r"\bmake ([a-z-]+)\b", code_in((ROOT / name).read_text("utf-8"))))
        assert named <= commands, name


def code_in(markdown: str) -> str:
    return "\n".join(re.findall(r"```.*?```|`[^`\n]+`", markdown, re.DOTALL))
