"""The widget's engine, run in Node.js, to be compared with Python's."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import Any

import pytest

from support.shared import ROOT

WIDGET = ROOT / "plugin" / "widget"


def twin(*arguments: str, given: object) -> Any:
    """What ``node twin.mjs ARGUMENTS`` answers to ``given``; see plugin/widget/test/twin.ts."""
    node = shutil.which("node")
    if node is None or not (WIDGET / "node_modules").is_dir():
        pytest.skip("Node.js or the widget's packages are not here: make setup")
    run = subprocess.run(
        [node, "twin.mjs", *arguments],
        cwd=WIDGET,
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)
