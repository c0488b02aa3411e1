"""The question encoder as it is trained: a small transformer over the rows of a question's words.

The arithmetic is ``askdocs_index.engine.encoder``'s, with the quantisation of rows and matrices in
the loop (straight-through gradients), so that what is fitted is what is shipped.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

DIMENSIONS = 128
HEADS = 4
NEAR = 8  # words to either side that have a bias of their own
EPSILON = 1e-6
STEPS = {2: 0.9957, 3: 0.586, 4: 0.3352}  # of a Gaussian's deviation: Max 1960, uniform quantiser
ROW_LIMIT = 7


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes that can be chosen."""

    layers: int
    keys: int  # dimensions of all heads' queries together
    hidden: int
    bits: int


def quantised_matrix(matrix: torch.Tensor, bits: int) -> torch.Tensor:
    """Each row in 2^bits evenly spaced levels about zero; the gradient passes unchanged."""
    step = STEPS[bits] * matrix.pow(2).mean(1, keepdim=True).sqrt().clamp_min(1e-8)
    half = 2 ** (bits - 1)
    levels = (matrix / step).floor().clamp(-half, half - 1) + 0.5
    return matrix + (levels * step - matrix).detach()


def quantised_rows(rows: torch.Tensor) -> torch.Tensor:
    """Rows of the table in 4 bits, as ``artifact.rows`` writes them; the gradient passes."""
    step = rows.abs().amax(1, keepdim=True).clamp_min(1e-6) / ROW_LIMIT
    return rows + ((rows / step).round().clamp(-ROW_LIMIT, ROW_LIMIT) * step - rows).detach()


def unit_scale(x: torch.Tensor) -> torch.Tensor:
    """Each vector divided by the root of its mean square."""
    return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + EPSILON)


class Layer(nn.Module):
    """Attention with a bias by distance, then a ReLU layer; each adds to the words' vectors."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.bits, self.keys = shape.bits, shape.keys
        self.exact = False  # while training begins: nothing is quantised
        self.query = _matrix(shape.keys, DIMENSIONS, 1.0)
        self.key = _matrix(shape.keys, DIMENSIONS, 1.0)
        self.value = _matrix(DIMENSIONS, DIMENSIONS, 1.0)
        self.mix = _matrix(DIMENSIONS, DIMENSIONS, 0.05)
        self.widen = _matrix(shape.hidden, DIMENSIONS, 1.0)
        self.narrow = _matrix(DIMENSIONS, shape.hidden, 0.05)
        self.bias = nn.Parameter(torch.zeros(shape.hidden))
        self.distance = nn.Parameter(torch.zeros(HEADS, 2 * NEAR + 1))

    def matrices(self) -> list[torch.Tensor]:
        return [self.query, self.key, self.value, self.mix, self.widen, self.narrow]

    def forward(self, x: torch.Tensor, real: torch.Tensor, apart: torch.Tensor) -> torch.Tensor:
        query, key, value, mix, widen, narrow = (
            matrix if self.exact else quantised_matrix(matrix, self.bits)
            for matrix in self.matrices()
        )
        count, length, _ = x.shape
        normal = unit_scale(x)
        q, k, v = (
            (normal @ matrix.T).view(count, length, HEADS, -1).transpose(1, 2)
            for matrix in (query, key, value)
        )
        scores = q @ k.transpose(2, 3) / (self.keys / HEADS) ** 0.5 + self.distance[:, apart]
        shares = scores.masked_fill(~real[:, None, None, :], -1e4).softmax(-1)
        x = x + (shares @ v).transpose(1, 2).flatten(2) @ mix.T
        return x + torch.relu(unit_scale(x) @ widen.T + self.bias) @ narrow.T


class Student(nn.Module):
    """Pieces of words (B × T × P, 0 for none) → unit vectors."""

    def __init__(self, shape: Shape, rows: NDArray[np.float32]) -> None:
        super().__init__()
        self.rows = nn.Parameter(torch.from_numpy(rows))
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.gate = nn.Parameter(torch.zeros(DIMENSIONS))

    def forward(self, pieces: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """The questions' vectors, and beside them the plain sums of the rows; neither to length."""
        table = quantised_rows(self.rows)
        x = nn.functional.embedding(pieces, table).mul((pieces > 0)[..., None]).sum(2)
        real = pieces[:, :, 0] > 0
        places = torch.arange(x.shape[1], device=x.device)
        apart = (places[None, :] - places[:, None]).clamp(-NEAR, NEAR) + NEAR
        plain = x.sum(1)
        for layer in self.layers:
            x = layer(x, real, apart)
        weight = 2 * torch.sigmoid(unit_scale(x) @ self.gate) * real
        return (x * weight[..., None]).sum(1), plain


def _matrix(rows: int, columns: int, scale: float) -> nn.Parameter:
    return nn.Parameter(torch.randn(rows, columns) * scale / columns**0.5)
