"""The folder of corpora and questions that is not part of the project."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REASON = (
    "shared/ (corpora and questions to measure with) is not here: "
    "put it beside the checkout or name it in $ASKDOCS_SHARED"
)


def find_shared() -> Path | None:
    """$ASKDOCS_SHARED, else the folder `shared` beside the checkout, where there is one."""
    named = os.environ.get("ASKDOCS_SHARED")
    folder = Path(named) if named else ROOT.parent / "shared"
    return folder if (folder / "eval" / "questions.jsonl").is_file() else None
