"""From MiniLM's 384 dimensions to the index's 128, fixed with the release.

``tools/fit_table`` makes the file.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from askdocs_index.artifact.table import read_data

PROJECTION_NAME = "projection.npy"


@dataclass(frozen=True, slots=True)
class Projection:
    """The leading eigenvectors of the second moments of generic technical text's vectors."""

    matrix: NDArray[np.float32]  # 384 × 128, orthonormal columns (to float16)
    digest: str  # SHA-256 of the file, hexadecimal


def load_projection() -> Projection:
    """The projection that came with this package. Raises CorruptError if its bytes are others."""
    data = read_data(PROJECTION_NAME)
    matrix = np.load(io.BytesIO(data), allow_pickle=False).astype(np.float32)
    return Projection(matrix, hashlib.sha256(data).hexdigest())
