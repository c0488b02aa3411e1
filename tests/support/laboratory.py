"""The laboratory, made once a run; skips where the Python that Pyodide has is not here."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from support.shared import ROOT

MAKE = ROOT / "lab" / "make.py"
DIST = ROOT / ".cache" / "lab" / "dist"
RUN_CELL = Path(__file__).with_name("run_cell.mjs")


@cache
def _made() -> str:
    """What is missing; "" where the laboratory lies in DIST."""
    command = [sys.executable, str(MAKE)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode in {0, 2}, done.stderr
    return done.stderr.strip() if done.returncode else ""


def made_laboratory() -> Path:
    """The folder that `make lab` makes."""
    missing = _made()
    if missing:
        pytest.skip(missing)
    return DIST


def run_cell(index: Path, code: str) -> str:
    """What a cell prints over the index, in Pyodide in Node.js."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node.js is not here")
    command = [node, str(RUN_CELL), str(made_laboratory()), str(index)]
    done = subprocess.run(
        command, input=json.dumps(code), capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
