"""A folder of built HTML → the pages in it."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from askdocs_index.errors import InputError
from askdocs_index.globs import matches
from askdocs_index.model import PageSource

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SUFFIXES = (".html", ".htm")
OWN_FOLDER = "askdocs"  # what Askdocs itself put into the site
NOT_FOUND_PAGE = "404.html"  # shown under every address, so it answers nothing


def read_site(folder: Path, exclude: Sequence[str] = ()) -> Iterator[PageSource]:
    """The site's pages in the order of their paths, read one by one.

    ``exclude``: globs over the paths (see ``globs.matches``). The folder itself may be a link. A
    link inside it to another of its pages is read under its own name; one to a folder of it is not
    gone into, since its pages have names already; one to nowhere is passed over.
    Raises InputError for a folder that is none, a page that cannot be read, and a link that leaves
    the folder, which would publish what was not meant to be.
    """
    if not folder.is_dir():
        raise InputError(f"{folder}: not a folder. Expected the folder of a built site.")
    root = folder.resolve()
    for path, file in sorted(_pages(root, root, "")):
        if not any(matches(path, pattern) for pattern in exclude):
            yield PageSource(path, _read(file))


def _pages(root: Path, folder: Path, prefix: str) -> Iterator[tuple[str, Path]]:
    """(path from the root, file) of every page below ``folder``, in no order."""
    folders = [(folder, prefix)]
    while folders:
        folder, prefix = folders.pop()
        for entry in _entries(folder):
            path = prefix + entry.name
            is_page = entry.suffix.lower() in SUFFIXES and entry.name != NOT_FOUND_PAGE
            if entry.is_symlink() and (is_page or entry.is_dir()) and entry.exists():
                _refuse_leaving(root, entry)
            if entry.is_dir():
                if not entry.is_symlink() and path != OWN_FOLDER:
                    folders.append((entry, f"{path}/"))
            elif is_page and entry.exists():
                yield _readable(path), entry


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError as error:
        raise _unreadable(folder, error) from error


def _refuse_leaving(root: Path, link: Path) -> None:
    target = link.resolve()
    if not target.is_relative_to(root):
        raise InputError(
            f"{link}: a link that leaves the site's folder, to {target}. "
            "Expected only links within it. Copy what it leads to, or remove the link."
        )


def _readable(path: str) -> str:
    try:
        path.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError(
            f"{path!r}: a file name that is not UTF-8, so no address leads to it. Rename the file."
        ) from error
    return str(PurePosixPath(path))


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise _unreadable(file, error) from error


def _unreadable(path: Path, error: OSError) -> InputError:
    reason = error.strerror or type(error).__name__
    return InputError(f"{path}: cannot be read ({reason}). Check the site's files and permissions.")
