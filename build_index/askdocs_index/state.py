"""What a build keeps for the next one, in the cache folder; losing it costs time, never truth.

``pages.sqlite`` holds each page as it was extracted and analysed, under the digest of its HTML and
of all that decides how it is read; the files of the last index, under the digest of the pages and
options that made it; and its plan (see ``plan``). A damaged cache is begun anew.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Self

from askdocs_index.errors import InputError

_FILE = "pages.sqlite"
_SCHEMA = """
    CREATE TABLE IF NOT EXISTS pages (key TEXT PRIMARY KEY, content TEXT, data BLOB) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS files
        (digest TEXT, name TEXT, data BLOB, PRIMARY KEY (digest, name));
    CREATE TABLE IF NOT EXISTS plan (code TEXT PRIMARY KEY, data BLOB);
"""


def digest(*parts: str | bytes) -> str:
    """The SHA-256 of ``parts`` with their lengths, so that no two lists of parts are confused."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        total.update(len(data).to_bytes(8, "little") + data)
    return total.hexdigest()


@cache
def code_digest() -> str:
    """The digest of this package's own code: what another version wrote is not used."""
    root = Path(__file__).parent
    paths = sorted(root.rglob("*.py"))
    return digest(*(path.read_bytes() for path in paths))


def discard(folder: Path) -> None:
    """Removes what is kept in the cache folder, which is damaged."""
    (folder / _FILE).unlink(missing_ok=True)
    (folder / f"{_FILE}-journal").unlink(missing_ok=True)


def unusable(folder: Path, error: Exception) -> InputError:
    """The refusal of a cache folder that the system does not let us use."""
    return InputError(
        f"{folder}: cannot be used as the cache folder ({error}). "
        "Name another with the option `cache_dir`, or make room and allow writing there."
    )


class State:
    """The cache folder, open. Raises InputError where it cannot be written.

    Every method raises sqlite3.DatabaseError where it meets damage; then ``discard`` and open anew.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._database = self._open()
        except (OSError, sqlite3.OperationalError) as error:
            raise unusable(folder, error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._database.close()

    def _open(self) -> sqlite3.Connection:
        try:
            return self._connect()
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            discard(self.folder)
            return self._connect()

    def _connect(self) -> sqlite3.Connection:
        database = sqlite3.connect(self.folder / _FILE, isolation_level=None)
        database.executescript(_SCHEMA)
        return database

    def contents(self) -> dict[str, str]:
        """Key → digest of the content, of every page that is kept."""
        return dict(self._database.execute("SELECT key, content FROM pages"))

    def page(self, key: str) -> bytes:
        """What ``add_pages`` was given under ``key``."""
        found = self._database.execute("SELECT data FROM pages WHERE key = ?", [key]).fetchone()
        data: bytes = found[0]
        return data

    def add_pages(self, added: Mapping[str, tuple[str, bytes]]) -> None:
        """Keeps the pages ``added`` (key → content digest, data) besides the others: all of them
        or, if the process dies, none.
        """
        with self._transaction():
            rows = [[key, content, data] for key, (content, data) in added.items()]
            self._database.executemany("INSERT OR REPLACE INTO pages VALUES (?, ?, ?)", rows)

    def keep_only(self, kept: Iterable[str]) -> None:
        """Drops every page that is not among ``kept``."""
        keep = set(kept)
        gone = [[key] for key in self.contents() if key not in keep]
        with self._transaction():
            self._database.executemany("DELETE FROM pages WHERE key = ?", gone)

    def files(self, made_from: str) -> dict[str, bytes]:
        """The files of the last index, if it was made from this digest; else none."""
        query = "SELECT name, data FROM files WHERE digest = ? ORDER BY name"
        return dict(self._database.execute(query, [made_from]))

    def keep_files(self, made_from: str, files: Mapping[str, bytes]) -> None:
        """Keeps the files of an index in place of the last one's."""
        with self._transaction():
            self._database.execute("DELETE FROM files")
            rows = [[made_from, name, data] for name, data in files.items()]
            self._database.executemany("INSERT INTO files VALUES (?, ?, ?)", rows)

    def plan(self, code: str) -> bytes:
        """The plan of the last build, if this code made it; else nothing."""
        found = self._database.execute("SELECT data FROM plan WHERE code = ?", [code]).fetchone()
        data: bytes = found[0] if found else b""
        return data

    def keep_plan(self, code: str, plan: bytes) -> None:
        """Keeps a plan in place of the last one."""
        with self._transaction():
            self._database.execute("DELETE FROM plan")
            self._database.execute("INSERT INTO plan VALUES (?, ?)", [code, plan])

    def _transaction(self) -> _Transaction:
        return _Transaction(self._database)


class _Transaction:
    """BEGIN … COMMIT, or ROLLBACK when the body raises: a killed build leaves the state before."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.database = database

    def __enter__(self) -> None:
        self.database.execute("BEGIN IMMEDIATE")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if kind is None:
            self.database.execute("COMMIT")
        elif self.database.in_transaction:  # a full disk has ended it already
            self.database.execute("ROLLBACK")
