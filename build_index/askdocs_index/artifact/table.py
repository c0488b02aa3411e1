"""The question table: a row for each WordPiece piece, fitted once and shipped with this package.

A question's vector is the sum of its words' rows, to unit length; a word's row is the sum of its
pieces' rows. ``tools/fit_table`` makes the file ``data/question-table.bin``:

    ======= ====== ==============================================================
    offset  size   field
    ======= ====== ==============================================================
    0       4      magic, ASCII "askt"
    4       4      version of this layout, u32: 1
    8       4      P, the number of pieces, u32
    12      4      V, the size of the vocabulary, u32
    16      V      the pieces in UTF-8, each ended by a line feed; zlib
    16 + V  66 P   a row a piece, in the same order (see ``rows``)
    ======= ====== ==============================================================

All numbers are little-endian.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

from askdocs_index import wordpiece
from askdocs_index.artifact.rows import DIMENSIONS, ROW_BYTES, decode_row, encode_row
from askdocs_index.errors import CorruptError, FormatError

TABLE_NAME = "question-table.bin"
SUMS_NAME = "SHA256SUMS"
MAX_BYTES = 2_000_000

_MAGIC = b"askt"
_VERSION = 1
_HEADER = struct.Struct("<4sIII")


class QuestionTable:
    """Rows by piece and by word. Needs no NumPy; ``rows`` is for those who have it."""

    def __init__(self, pieces: Sequence[str], rows: bytes, digest: str) -> None:
        self.pieces: Mapping[str, int] = {piece: place for place, piece in enumerate(pieces)}
        self.rows = rows  # one after the other, ROW_BYTES each
        self.digest = digest  # SHA-256 of the table's file, hexadecimal

    def row(self, piece: str) -> list[float]:
        """The piece's row (128 values). Raises KeyError for a piece without one."""
        start = self.pieces[piece] * ROW_BYTES
        return decode_row(self.rows[start : start + ROW_BYTES])

    def word_row(self, word: str) -> list[float]:
        """The sum of the rows of the word's pieces; zeros where the table knows none of them."""
        rows = [self.row(piece) for piece in self.pieces_of(word)]
        if len(rows) == 1:
            return rows[0]
        return [sum(column) for column in zip(*rows, strict=True)] if rows else [0.0] * DIMENSIONS

    def pieces_of(self, text: str) -> list[str]:
        """The pieces of the words in ``text`` that have rows; punctuation has none."""
        return list(self._known(text))

    def _known(self, text: str) -> Iterator[str]:
        for word in wordpiece.words(text):
            if not wordpiece.is_punctuation(word):
                found = wordpiece.pieces(word, self.pieces)
                yield from (piece for piece in found if piece in self.pieces)


def encode_table(rows: Mapping[str, Sequence[float]]) -> bytes:
    """The file of a table: piece → row (128 finite values, not all zero)."""
    pieces = sorted(rows)
    vocabulary = zlib.compress("".join(f"{piece}\n" for piece in pieces).encode(), 9)
    header = _HEADER.pack(_MAGIC, _VERSION, len(pieces), len(vocabulary))
    return header + vocabulary + b"".join(encode_row(rows[piece]) for piece in pieces)


def decode_table(data: bytes) -> QuestionTable:
    """The table in a file. Raises FormatError for another layout, CorruptError for damage."""
    if len(data) < _HEADER.size or not data.startswith(_MAGIC):
        raise CorruptError(f"{TABLE_NAME}: not a question table. Install Askdocs again.")
    _, version, count, size = _HEADER.unpack_from(data)
    if version != _VERSION:
        raise FormatError(
            f"{TABLE_NAME}: layout {version}, but this version reads {_VERSION}. "
            "Install Askdocs again."
        )
    start = _HEADER.size + size
    if len(data) != start + count * ROW_BYTES:
        raise CorruptError(
            f"{TABLE_NAME}: {len(data)} bytes where {start + count * ROW_BYTES} were expected. "
            "Install Askdocs again."
        )
    pieces = zlib.decompress(data[_HEADER.size : start]).decode().split("\n")[:-1]
    return QuestionTable(pieces, data[start:], hashlib.sha256(data).hexdigest())


@cache
def load_table() -> QuestionTable:
    """The table that came with this package. Raises CorruptError if its bytes are not those."""
    return decode_table(read_data(TABLE_NAME))


def read_data(name: str) -> bytes:
    """A file of this package's ``data``, checked against the digest that SHA256SUMS records."""
    folder = files("askdocs_index").joinpath("data")
    data = folder.joinpath(name).read_bytes()
    sums = folder.joinpath(SUMS_NAME).read_text("ascii").splitlines()
    expected = {line.split()[1]: line.split()[0] for line in sums}.get(name, "none recorded")
    found = hashlib.sha256(data).hexdigest()
    if found != expected:
        raise CorruptError(
            f"{name}: SHA-256 {found} where {expected} was expected. Install Askdocs again."
        )
    return data
