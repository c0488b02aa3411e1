"""The centroids of the cells, by which a question finds cells that share no word with it.

Body of kind Z (see ``container``):

    ==== ====================================================
    size field
    ==== ====================================================
    4    u32, number of cells
    4    u32, dimensions kept (the first of the vectors')
    …    int8 values in steps of 1/127, a cell a row
    ==== ====================================================
"""

from __future__ import annotations

from collections.abc import Sequence

from askdocs_index.artifact.container import Cursor, pack, unpack

KIND = b"Z"
KEPT = 64  # SCALE.md: 64 dimensions choose cells as well as 128
STEP = 1 / 127


def encode_centroids(rows: Sequence[bytes]) -> bytes:
    """A file from one row of KEPT int8 bytes a cell."""
    head = len(rows).to_bytes(4, "little") + KEPT.to_bytes(4, "little")
    return pack(KIND, head + b"".join(rows))


def decode_centroids(name: str, data: bytes) -> list[memoryview]:
    """The int8 rows, one a cell. Raises CorruptError or FormatError."""
    cursor = Cursor(name, unpack(name, KIND, data))
    cells, kept = cursor.u32(), cursor.u32()
    return [memoryview(cursor.take(kept)).cast("b") for _ in range(cells)]
