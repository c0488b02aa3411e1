"""The vectors that earlier builds computed, in the cache folder; they are not computed again.

``vectors.sqlite`` has one table: key (SHA-256 of the encoder's id and the text) → vector (float32,
little-endian). A build that is killed keeps what it had committed. A damaged file is begun anew.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from askdocs_index.errors import InputError

FILE = "vectors.sqlite"
SPARE_VECTORS = 20_000  # kept beyond the current site's before unused ones are dropped; 11 MB
_SCHEMA = "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB) WITHOUT ROWID"
_ASKED_AT_ONCE = 500  # SQLite has taken at least 999 parameters in a statement since 1.0

Vector = NDArray[np.float32]


def vector_key(encoder: str, text: str) -> bytes:
    """What a text's vector is kept under."""
    return hashlib.sha256(f"{encoder}\0{text}".encode("utf-8", "surrogatepass")).digest()


class VectorStore:
    """The vectors' file, open. ``note`` is empty unless a damaged file had to be begun anew.

    Raises InputError where the folder cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self.note = ""
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._database = self._connect()
        except sqlite3.OperationalError as error:
            raise self._unusable(error) from error
        except sqlite3.DatabaseError:
            self._begin_anew()
        except OSError as error:
            raise self._unusable(error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._database.close()

    def find(self, keys: Sequence[bytes], width: int) -> dict[bytes, Vector]:
        """The kept vectors among ``keys``; one that cannot be a vector of ``width`` is not kept."""
        try:
            found = self._find(keys)
        except sqlite3.DatabaseError:
            self._begin_anew()
            return {}
        return {key: row for key, data in found.items() if len(row := _row(data, width))}

    def add(self, vectors: Mapping[bytes, Vector]) -> None:
        """Keeps ``vectors``: all of them or, if the process dies, none."""
        rows = [(key, vector.astype("<f4").tobytes()) for key, vector in vectors.items()]
        try:
            with self._database:
                self._database.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)
        except sqlite3.OperationalError as error:
            raise self._unusable(error) from error

    def forget_all_but(self, keys: Collection[bytes]) -> None:
        """Drops what is not in ``keys``, once there is more of it than of ``keys`` and a spare."""
        (kept,) = self._database.execute("SELECT count(*) FROM vectors").fetchone()
        if kept <= 2 * len(keys) + SPARE_VECTORS:
            return
        with self._database:
            self._database.execute("CREATE TEMP TABLE used (key BLOB PRIMARY KEY) WITHOUT ROWID")
            self._database.executemany("INSERT INTO used VALUES (?)", ((key,) for key in keys))
            self._database.execute("DELETE FROM vectors WHERE key NOT IN (SELECT key FROM used)")
            self._database.execute("DROP TABLE used")

    def _find(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        found: dict[bytes, bytes] = {}
        for start in range(0, len(keys), _ASKED_AT_ONCE):
            some = keys[start : start + _ASKED_AT_ONCE]
            places = ",".join("?" * len(some))
            question = f"SELECT key, vector FROM vectors WHERE key IN ({places})"
            found.update(self._database.execute(question, some))
        return found

    def _connect(self) -> sqlite3.Connection:
        database = sqlite3.connect(self.path)
        try:
            with database:
                database.execute(_SCHEMA)
        except sqlite3.Error:
            database.close()
            raise
        return database

    def _begin_anew(self) -> None:
        if hasattr(self, "_database"):
            self._database.close()
        self.path.unlink(missing_ok=True)
        self.path.with_name(FILE + "-journal").unlink(missing_ok=True)
        self._database = self._connect()
        self.note = f"{self.path}: damaged, begun anew; every passage is embedded again."

    def _unusable(self, error: Exception) -> InputError:
        return InputError(
            f"{self.path}: cannot be written ({error}). "
            "Make room or allow writing there, or name another folder with the option `cache_dir`."
        )


def _row(data: bytes, width: int) -> Vector:
    """The vector in ``data``; an empty one where the bytes are not those of a unit or zero row."""
    row = np.frombuffer(data, "<f4") if len(data) == 4 * width else np.zeros(0, np.float32)
    length = float(row @ row)
    sound = len(row) and (abs(length - 1) < 1e-3 or length == 0)
    return row.astype(np.float32) if sound else np.zeros(0, np.float32)
