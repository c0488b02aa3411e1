"""Puts a finished index into SITE/askdocs/ so that a reader always meets a whole one.

Every file but three carries its content's hash in its name, so new files lie beside the old ones
without touching them; replacing ``manifest.json`` is the one instant in which the new index takes
the old one's place. Only then are files removed that it does not name, those of a build that died
included. Whatever stops a build before that instant leaves the old index whole.
"""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

from askdocs.folder import HOME, replace_file
from askdocs_index.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LOADER, MANIFEST, EXPLORER = "askdocs.js", "manifest.json", "explorer.js"
LABORATORY = "lab"  # a folder of its own
OURS = re.compile(
    r"askdocs\.js|explorer\.js|manifest\.json|[a-z0-9_-]+-[0-9a-f]{10}\.(bin|js|json)|\.askdocs-.*"
)


def install(site: Path, files: Mapping[str, bytes]) -> int:
    """Make SITE/askdocs/ hold exactly ``files`` (of those that are Askdocs'), by name.

    A file that is there with the same bytes is not touched. Gives the number of files written.
    Raises InputError where the system refuses; the index that was there is then unchanged.
    """
    home = site / HOME
    fresh: list[Path] = []
    try:
        home.mkdir(exist_ok=True)
        for name in in_order(files):
            path = home / name
            existed = path.exists()
            if replace_file(path, files[name]) and not existed:
                fresh.append(path)
    except OSError as error:
        take_back(fresh, home)
        raise InputError(refusal(home, error)) from None
    except BaseException:
        take_back(fresh, home)
        raise
    sweep(home, keep=set(files))
    return len(fresh)


def in_order(files: Mapping[str, bytes]) -> list[str]:
    """Names sorted, the manifest last: it must never name a file that is not there yet."""
    return sorted(files, key=lambda name: (name == MANIFEST, name == LOADER, name))


def take_back(fresh: list[Path], home: Path) -> None:
    """Remove what a failed build wrote, as far as the system lets us."""
    try:
        for path in fresh:
            path.unlink(missing_ok=True)
        if home.is_dir() and not any(home.iterdir()):
            home.rmdir()
    except OSError:
        return  # the next build sweeps it


def sweep(home: Path, *, keep: set[str]) -> None:
    """Remove Askdocs' files that are not to be kept; whatever else lies there is the author's."""
    for path in sorted(home.iterdir()):
        if path.name not in keep and OURS.fullmatch(path.name) and path.is_file():
            path.unlink()


def uninstall(site: Path) -> bool:
    """Remove the index from a site; False if there was none."""
    home = site / HOME
    if not home.is_dir():
        return False
    try:
        sweep(home, keep=set())
        shutil.rmtree(home / LABORATORY, ignore_errors=True)
        if not any(home.iterdir()):
            home.rmdir()
    except OSError as error:
        raise InputError(refusal(home, error)) from None
    return True


def refusal(home: Path, error: OSError) -> str:
    """The message for a folder that cannot be written."""
    return (
        f"{home}: found that it cannot be written ({error.strerror or error}), expected room and"
        " permission for the index. An index that was there is unchanged. Free some space or allow"
        " writing, and build again."
    )
