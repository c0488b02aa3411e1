"""MkDocs projects and built sites, written to a folder and built in a process of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

BUILD_TIMEOUT_S = 300


def quiet_environment(**more: str) -> dict[str, str]:
    """This process's environment as CI has it: no progress bar, no colours, a safe path."""
    return {**os.environ, "CI": "true", "NO_COLOR": "1", "PYTHONSAFEPATH": "1", **more}


def run_python(
    *arguments: str, cwd: Path, timeout_s: float = BUILD_TIMEOUT_S, **environment: str
) -> subprocess.CompletedProcess[str]:
    """This interpreter, isolated from the folder it is started in; output is captured as text."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env=quiet_environment(**environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=timeout_s,
        check=False,
    )


def write_project(
    folder: Path,
    pages: Mapping[str, str],
    *,
    theme: str = "material",
    options: Mapping[str, object] | None = None,
    plugins: Sequence[object] | None = None,
    config: Mapping[str, object] | None = None,
) -> Path:
    """Writes mkdocs.yml and docs/; returns mkdocs.yml's path.

    `pages` are Markdown by path under docs/; `options` are askdocs' own; `plugins` replaces the
    list [search, askdocs]; `config` adds to or replaces top-level keys. JSON is YAML.
    """
    for name, text in pages.items():
        path = folder / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    settings: dict[str, object] = {
        "site_name": "A test site",
        "theme": {"name": theme, **({"font": False} if theme == "material" else {})},
        "plugins": ["search", {"askdocs": dict(options or {})}] if plugins is None else plugins,
        **(config or {}),
    }
    path = folder / "mkdocs.yml"
    path.write_text(json.dumps(settings, indent=2, ensure_ascii=False), encoding="utf-8")
    return path


def build_project(
    config: Path, *arguments: str, expect: int = 0, **environment: str
) -> subprocess.CompletedProcess[str]:
    """`mkdocs build` in a process of its own; the exit status must be the expected one."""
    result = run_python(
        "-m", "mkdocs", "build", "-f", str(config), *arguments, cwd=config.parent, **environment
    )
    assert result.returncode == expect, (
        f"mkdocs build ended with {result.returncode}, expected {expect}:\n"
        f"{result.stdout}\n{result.stderr}"
    )
    return result
