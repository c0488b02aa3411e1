"""The laboratory's files on a site: what ``lab/make.py`` made, and the two scripts of the widget.

They lie in SITE/askdocs/lab/ under their own names, because Pyodide asks for them by these. The
page checks each by the hash in ``laboratory.json``.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from askdocs.folder import HOME, replace_file
from askdocs.install import LABORATORY, refusal
from askdocs_index.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from askdocs.static import Widget

DESCRIPTION = "laboratory.json"


def install_laboratory(site: Path, made: str, widget: Widget) -> None:
    """Put the laboratory in folder ``made`` onto the site; without one, take an old one off.

    InputError where the folder is not one that was made, or where the system refuses.
    """
    home = site / HOME / LABORATORY
    files = laboratory_files(Path(made), widget) if made else {}
    try:
        if not files:
            shutil.rmtree(home, ignore_errors=True)
            return
        home.mkdir(exist_ok=True)
        for name, data in files.items():
            replace_file(home / name, data)
        for path in home.iterdir():
            if path.name not in files:
                path.unlink()
    except OSError as error:
        raise InputError(refusal(home, error)) from None


def laboratory_files(folder: Path, widget: Widget) -> Mapping[str, bytes]:
    """Name → bytes of all that lies in SITE/askdocs/lab/."""
    try:
        described = json.loads((folder / DESCRIPTION).read_text("utf-8"))
        files = {name: (folder / name).read_bytes() for name in described["files"]}
    except (OSError, ValueError, KeyError) as error:
        raise InputError(
            f"option 'laboratory': found no laboratory in {folder} ({error}), expected the folder"
            " that `make lab` makes. Make it, or leave the option out."
        ) from None
    description = (folder / DESCRIPTION).read_bytes()
    scripts = {"lab.js": widget.lab, "worker.js": widget.lab_worker}
    return {**files, DESCRIPTION: description, **scripts}
