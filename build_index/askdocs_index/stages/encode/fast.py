"""The fast encoder: the question table on the passages too, which needs nothing fetched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from askdocs_index import wordpiece
from askdocs_index.artifact.rows import DIMENSIONS
from askdocs_index.artifact.table import load_table

_REMEMBERED_WORDS = 65_536  # 512 bytes each; a site seldom has more


@dataclass(frozen=True, slots=True)
class Fast:
    """A text's vector is the sum of its words' rows, to unit length."""

    id: str

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors (N × 128); a text without known words has a row of zeros."""
        return np.array([_vector(text) for text in texts], np.float32).reshape(-1, DIMENSIONS)


def fast_encoder() -> Fast:
    """The fast encoder of this release's table."""
    return Fast(f"table-{load_table().digest[:10]}")


def _vector(text: str) -> NDArray[np.float32]:
    rows = [_word_row(word) for word in wordpiece.words(text)]
    total = np.zeros(DIMENSIONS, np.float32)
    for row in rows:
        total += row
    length = np.float32(np.sqrt(total @ total))
    return total / length if length else total


@lru_cache(_REMEMBERED_WORDS)
def _word_row(word: str) -> NDArray[np.float32]:
    return np.array(load_table().word_row(word), np.float32)
