"""A trained encoder → question-encoder.bin and question-table.bin in the package's data.

python -m fit_encoder.export ENCODER.npz TOKENIZER DATA
"""

from __future__ import annotations

import hashlib
import json
import struct
import sys
from collections.abc import Mapping
from math import log2
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from askdocs_index.artifact.encoder import ENCODER_NAME
from askdocs_index.artifact.rows import DIMENSIONS
from askdocs_index.artifact.table import SUMS_NAME, TABLE_NAME, encode_table, load_table
from askdocs_index.stages.encode.projection import PROJECTION_NAME

MATRICES = ("query", "key", "value", "mix", "widen", "narrow")
STEP = 0.3352  # of a Gaussian's deviation, 16 levels: Max 1960; as ``student`` quantises
OCTAVE, OFFSET = 2048, 24  # of a scale, as in ``artifact.rows``

Arrays = Mapping[str, NDArray[np.float32]]


def main(trained: Path, tokenizer: Path, data: Path) -> None:
    """Writes both files and their sums. The pieces are those that the table has today."""
    with np.load(trained) as stored:
        arrays = {name: stored[name].astype(np.float32) for name in stored.files}
    numbers = json.loads(tokenizer.read_text("utf-8"))["model"]["vocab"]
    rows = quantised(arrays["rows"])
    kept = {piece: rows[numbers[piece]].tolist() for piece in load_table().pieces}
    (data / TABLE_NAME).write_bytes(encode_table(kept))
    (data / ENCODER_NAME).write_bytes(encode_layers(arrays))
    names = sorted((PROJECTION_NAME, TABLE_NAME, ENCODER_NAME))
    sums = [f"{hashlib.sha256((data / name).read_bytes()).hexdigest()}  {name}\n" for name in names]
    (data / SUMS_NAME).write_text("".join(sums), "ascii")
    print(*sums, sep="", end="")


def quantised(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """The values that the training computed with. Fitted rows lie close to where rounding changes,
    so that a step that is a ten-thousandth off would move many of them.
    """
    steps = np.maximum(np.abs(rows).max(axis=1, keepdims=True), np.float32(1e-6)) / np.float32(7)
    return np.clip(np.round(rows / steps), -7, 7) * steps


def encode_layers(arrays: Arrays) -> bytes:
    """What ``artifact.encoder`` reads after the stop words."""
    depth = sum(name.endswith(".query") for name in arrays)
    out = struct.pack("<I", depth)
    for layer in range(depth):
        values = {
            name: arrays[f"layers.{layer}.{name}"] for name in (*MATRICES, "bias", "distance")
        }
        out += b"".join(encode_matrix(values[name]) for name in MATRICES)
        out += values["bias"].astype("<f4").tobytes() + values["distance"].astype("<f4").tobytes()
    return out + arrays["gate"].astype("<f4").tobytes()


def encode_matrix(matrix: NDArray[np.float32]) -> bytes:
    """Rows of 128 values: a scale, then half bytes h for h - 7.5 steps."""
    if matrix.shape[1] != DIMENSIONS:
        raise SystemExit(
            f"a matrix of {matrix.shape[1]} columns, but the format knows {DIMENSIONS}"
        )
    out = b""
    for row in matrix.astype(np.float64):
        step = STEP * max(float(np.sqrt(np.mean(row * row))), 1e-8)
        code = min(max(round((log2(step) + OFFSET) * OCTAVE), 0), 0xFFFF)
        halves = np.clip(np.floor(row / step), -8, 7).astype(int) + 8
        out += code.to_bytes(2, "little") + bytes((halves[::2] | halves[1::2] << 4).tolist())
    return out


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
