"""Writes the fitted constants into the engine and into its twin."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / "build_index/askdocs_index/engine/weights.py"
TYPESCRIPT = ROOT / "plugin/widget/src/engine/weights.ts"

PYTHON_HEAD = '''"""Constants of the answer's models. Written by ``tools/fit_answer``; do not edit.

{source}
"""

from __future__ import annotations

from collections.abc import Mapping

'''
TYPESCRIPT_HEAD = """\
// Constants of the answer's models: the twin of weights.py, which says where they come from.
// Written by tools/fit_answer; do not edit.

type Weights = readonly (readonly [name: string, weight: number])[];

"""


@dataclass(frozen=True, slots=True)
class Constants:
    """``models``: NAME → feature → weight. ``thresholds``: NAME → (probability, what it means)."""

    source: str
    models: Mapping[str, Mapping[str, float]]
    thresholds: Mapping[str, tuple[float, str]]


def write(constants: Constants) -> None:
    """Both files, replaced."""
    PYTHON.write_text(python(constants), encoding="utf-8")
    TYPESCRIPT.write_text(typescript(constants), encoding="utf-8")


def python(constants: Constants) -> str:
    text = PYTHON_HEAD.format(source=constants.source)
    for name, model in constants.models.items():
        rows = "".join(f'    "{feature}": {weight!r},\n' for feature, weight in model.items())
        text += f"{name}: Mapping[str, float] = {{\n{rows}}}\n"
    for name, (value, meaning) in constants.thresholds.items():
        text += f"{name} = {value!r}  # {meaning}\n"
    return text


def typescript(constants: Constants) -> str:
    text = TYPESCRIPT_HEAD
    for name, model in constants.models.items():
        rows = "".join(f"  [{json.dumps(f)}, {weight!r}],\n" for f, weight in model.items())
        text += f"export const {name}: Weights = [\n{rows}];\n"
    for name, (value, meaning) in constants.thresholds.items():
        text += f"export const {name} = {value!r}; // {meaning}\n"
    return text
