"""What every encoder is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Encoder(Protocol):
    """Texts to vectors of one space, which the question table's rows share. Can be pickled."""

    @property
    def id(self) -> str:
        """Changes whenever a text's vector may."""
        ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """N × 128, unit rows. A text's vector depends on that text alone.

        Only a text without any known word may have a row of zeros.
        """
        ...
