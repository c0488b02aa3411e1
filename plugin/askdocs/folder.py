"""The folder of a built site: which of its files are pages, and how one of them is replaced."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from askdocs_index.errors import InputError
from askdocs_index.source import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

UNFINISHED = ".askdocs-"  # begins the name of a file that is being written
HOME = "askdocs"  # all that Askdocs adds to a site lies in this folder of it


def site_folder(path: Path) -> Path:
    """The real path of a site's folder, which may itself be a link; InputError if it is none."""
    if not path.is_dir():
        found = "a file" if path.exists() else "nothing"
        raise InputError(
            f"{path}: found {found}, expected the folder of a built site. "
            "Build the site first, or name the folder its generator writes to."
        )
    return path.resolve()


def pages(site: Path) -> Iterator[tuple[str, Path]]:
    """The HTML files below ``site`` (a real path), each as (relative path, file), sorted.

    Links that stay inside are not followed, since what they lead to is met anyway; a link that
    leaves the folder raises InputError before the first page.
    """
    found = []
    for folder, subfolders, names in os.walk(site):
        for name in sorted(subfolders + names):
            path = Path(folder, name)
            if path.is_symlink():
                refuse_outside(path, site)
            elif name.lower().endswith(SUFFIXES) and path.is_file():
                found.append((path.relative_to(site).as_posix(), path))
    yield from sorted(found)


def sweep_unfinished(site: Path) -> None:
    """Remove what a command that was killed left beside the pages."""
    for folder, _, names in os.walk(site):
        for path in (Path(folder, name) for name in names if name.startswith(UNFINISHED)):
            if not path.is_symlink():
                path.unlink()


def refuse_outside(link: Path, site: Path) -> None:
    """Raise InputError if the link leads out of the site's folder."""
    target = link.resolve()
    if not target.is_relative_to(site):
        raise InputError(
            f"{link}: found a link to {target}, expected every link to stay inside {site}. "
            "Remove the link, or copy what it leads to."
        )


def replace_file(path: Path, content: bytes) -> bool:
    """Write the whole content or none of it; False if the file has it already and is left alone."""
    if path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content:
        return False
    handle, name = tempfile.mkstemp(prefix=UNFINISHED, dir=path.parent)
    fresh = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        if path.exists():
            shutil.copymode(path, fresh)
        else:
            fresh.chmod(0o666 & ~umask())
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    return True


def umask() -> int:
    """The process's mask; there is no way to read it but to set it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
