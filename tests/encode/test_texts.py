from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from askdocs_index.errors import InputError
from askdocs_index.progress import Silence
from askdocs_index.stages.encode import encode_texts
from askdocs_index.stages.encode import store as store_room
from askdocs_index.stages.encode.store import FILE, VectorStore


class Counting:
    """An encoder of digests that remembers what it was asked and may die on the way."""

    def __init__(self, name: str = "digests", dies_after: int = 10**9) -> None:
        self.id = name
        self.asked: list[str] = []
        self.dies_after = dies_after

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if len(self.asked) >= self.dies_after:
            raise KeyboardInterrupt
        self.asked += texts
        rows = [list(hashlib.sha512(text.encode()).digest()) * 2 for text in texts]
        vectors = np.array(rows, np.float32)
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


class Notes(Silence):
    def __init__(self) -> None:
        self.said: list[str] = []

    def note(self, message: str) -> None:
        self.said.append(message)


TEXTS = [f"text {number}" for number in range(700)]


def test_a_kept_text_is_never_encoded_again(tmp_path: Path) -> None:
    first = encode_texts(TEXTS, Counting(), tmp_path, Silence())
    again = Counting()
    second = encode_texts([*TEXTS, "new"], again, tmp_path, Silence())
    assert again.asked == ["new"]
    assert (len(first.embedded), len(second.embedded)) == (700, 1)
    assert np.array_equal(first.vectors, second.vectors[:700])


def test_equal_texts_are_encoded_once(tmp_path: Path) -> None:
    encoder = Counting()
    encoded = encode_texts(["a", "b", "a"], encoder, tmp_path, Silence())
    assert encoder.asked == ["a", "b"]
    assert np.array_equal(encoded.vectors[0], encoded.vectors[2])


def test_no_texts_are_no_rows(tmp_path: Path) -> None:
    assert encode_texts([], Counting(), tmp_path, Silence()).vectors.shape == (0, 128)


def test_another_encoder_has_its_own_vectors(tmp_path: Path) -> None:
    encode_texts(["a"], Counting("one"), tmp_path, Silence())
    other = Counting("other")
    encode_texts(["a"], other, tmp_path, Silence())
    assert other.asked == ["a"]


def test_a_killed_build_resumes_where_it_had_committed(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        encode_texts(TEXTS, Counting(dies_after=512), tmp_path, Silence())
    resumed = Counting()
    encode_texts(TEXTS, resumed, tmp_path, Silence())
    assert resumed.asked == TEXTS[512:]


@pytest.mark.parametrize("damage", [b"", b"not a database" * 100, None])
def test_a_damaged_store_is_begun_anew(tmp_path: Path, damage: bytes | None) -> None:
    whole = encode_texts(TEXTS, Counting(), tmp_path, Silence())
    data = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(data[: len(data) // 3] if damage is None else damage)
    notes = Notes()
    mended = encode_texts(TEXTS, Counting(), tmp_path, notes)
    assert np.array_equal(whole.vectors, mended.vectors)
    assert damage == b"" or "damaged" in notes.said[0]
    assert encode_texts(TEXTS, Counting(), tmp_path, Silence()).embedded == frozenset()


@pytest.mark.parametrize("blob", [b"short", np.full(128, np.nan, "<f4").tobytes(), b"\x40" * 512])
def test_bytes_that_are_no_vector_are_encoded_again(tmp_path: Path, blob: bytes) -> None:
    encode_texts(["a", "b"], Counting(), tmp_path, Silence())
    with sqlite3.connect(tmp_path / FILE) as database:
        database.execute("UPDATE vectors SET vector = ?", (blob,))
    database.close()
    assert encode_texts(["a", "b"], Counting(), tmp_path, Silence()).embedded == {"a", "b"}


def test_an_executor_gives_the_same_vectors(tmp_path: Path) -> None:
    alone = encode_texts(TEXTS, Counting(), tmp_path / "alone", Silence())
    with ThreadPoolExecutor(3) as executor:
        shared = encode_texts(TEXTS, Counting(), tmp_path / "shared", Silence(), executor)
    assert np.array_equal(alone.vectors, shared.vectors)


def test_a_cache_that_is_no_folder_is_bad_input(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(InputError, match="cannot be written"):
        encode_texts(["a"], Counting(), tmp_path / "file", Silence())


def test_vectors_of_texts_long_gone_are_dropped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_room, "SPARE_VECTORS", 10)
    encode_texts(TEXTS, Counting(), tmp_path, Silence())
    encode_texts(TEXTS[:5], Counting(), tmp_path, Silence())
    with VectorStore(tmp_path) as store:
        (kept,) = store._database.execute("SELECT count(*) FROM vectors").fetchone()
    assert kept == 5
