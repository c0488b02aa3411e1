"""The centroids of the cells, by which a question finds cells that share no word with it.

Body of kind Z (see ``container``):

    ==== ====================================================================
    size field
    ==== ====================================================================
    4    u32, number of cells
    4    u32, dimensions kept (the first of the vectors'), even
    …    a cell: u8 largest, then half bytes, the even dimension in the low half
    ==== ====================================================================

A half byte h stands for (h - 8) · largest / (7 · 127): precision hardly matters for the choice of
cells, and on a large site this is the file that every first question waits for.
"""

from __future__ import annotations

from collections.abc import Sequence

from askdocs_index.artifact.container import Cursor, pack, unpack
from askdocs_index.errors import CorruptError

KIND = b"Z"
KEPT = 64  # SCALE.md: 64 dimensions choose cells as well as 128
STEPS = 127  # of a unit vector's component, in which centroids are handed over
LIMIT = 7  # half-byte steps to either side of zero


def encode_centroids(rows: Sequence[Sequence[int]]) -> bytes:
    """The file from each cell's centroid: KEPT whole numbers, in 1 / STEPS."""
    head = len(rows).to_bytes(4, "little") + KEPT.to_bytes(4, "little")
    return pack(KIND, head + b"".join(map(_encoded, rows)))


def decode_centroids(name: str, data: bytes) -> list[list[float]]:
    """The centroids, one a cell. Raises CorruptError or FormatError."""
    cursor = Cursor(name, unpack(name, KIND, data))
    cells, kept = cursor.u32(), cursor.u32()
    if kept % 2:
        raise CorruptError(f"{name}: {kept} dimensions, an odd number. Rebuild the site's index.")
    return [_decoded(cursor.byte(), cursor.take(kept // 2)) for _ in range(cells)]


def _encoded(row: Sequence[int]) -> bytes:
    largest = max(1, *map(abs, row))
    halves = [8 + (2 * LIMIT * value + largest) // (2 * largest) for value in row]  # rounded
    pairs = zip(halves[::2], halves[1::2], strict=True)
    return bytes([largest, *(low | high << 4 for low, high in pairs)])


def _decoded(largest: int, halves: bytes) -> list[float]:
    step = largest / (LIMIT * STEPS)
    return [(half - 8) * step for byte in halves for half in (byte & 15, byte >> 4)]
