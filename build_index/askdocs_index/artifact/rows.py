"""One row of the question table: 128 values of 4 bits and a scale.

    ==== =========================================================================
    size field
    ==== =========================================================================
    2    scale, u16: the step is 2 ** (scale / 2048 - 24)
    64   values: two a byte, the even dimension in the low half; half - 8 steps
    ==== =========================================================================

The scale's logarithm keeps a step to 0.02 % over 32 octaves; a value errs by at most half a step.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log2

DIMENSIONS = 128
ROW_BYTES = 2 + DIMENSIONS // 2
_OCTAVE = 2048
_OFFSET = 24
LIMIT = 7  # steps to either side of zero
_HALVES = [((byte & 15) - 8, (byte >> 4) - 8) for byte in range(256)]  # in steps


def encode_row(row: Sequence[float]) -> bytes:
    """A row (128 finite values, not all zero) as ROW_BYTES bytes."""
    code, size = scale(max(max(row), -min(row)))
    steps = [min(max(round(value / size), -LIMIT), LIMIT) + 8 for value in row]
    halves = bytes(low | high << 4 for low, high in zip(steps[::2], steps[1::2], strict=True))
    return code.to_bytes(2, "little") + halves


def decode_row(data: bytes) -> list[float]:
    """The 128 values of a row written by ``encode_row``."""
    size = step(int.from_bytes(data[:2], "little"))
    return [half * size for byte in data[2:ROW_BYTES] for half in _HALVES[byte]]


def scale(largest: float) -> tuple[int, float]:
    """Code and step of the scale for a row whose largest value, signs apart, is ``largest``."""
    code = min(max(round((log2(largest / LIMIT) + _OFFSET) * _OCTAVE), 0), 0xFFFF)
    return code, step(code)


def step(code: int) -> float:
    """The step of a scale's code."""
    return float(2.0 ** (code / _OCTAVE - _OFFSET))
