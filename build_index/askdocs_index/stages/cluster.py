"""Vectors → cells: spherical k-means with a bound on the cells' size.

All sums are of whole numbers below 2^24, which float32 holds exactly, so that the cells do not
depend on the machine's order of additions. Nothing is drawn by chance: the first centroids are
passages spread evenly over the site.
"""

from __future__ import annotations

from math import sqrt

import numpy as np
from numpy.typing import NDArray

LEAST = 14  # passages a cell is made for on a small site; see docs/manual/decisions/0001
GROWTH = 62  # passages of a site whose root is what a cell is made for on a large one
LIMIT = 96  # passages a cell at most, below ``cells.CAPACITY``
ROUNDS = 12  # Lloyd iterations; assignments hardly change after ten
STEPS = 127  # steps of a component of a unit vector
AT_ONCE = 4096  # passages that are compared with all centroids at once: 40 MB on a large site

Codes = NDArray[np.float32]  # whole numbers, -STEPS … STEPS


def cell_count(passages: int) -> int:
    """How many cells a site is cut into.

    A question pays for all centroids (33 bytes each) and for the passages of the cells that it
    fetches (about 250 bytes each): the sum is least where cells grow with the root of the site.
    """
    if passages <= LIMIT:
        return min(passages, 1)
    return -(-passages // max(LEAST, round(sqrt(passages / GROWTH))))


def cluster(vectors: NDArray[np.float32]) -> tuple[NDArray[np.intp], Codes]:
    """Unit vectors (N × D) → the cell of each (N) and the centroids (cells × D, in steps).

    Every cell has between 1 and LIMIT passages; N = 0 gives no cells.
    """
    count = len(vectors)
    codes = np.rint(vectors * STEPS).astype(np.float32)
    cells = cell_count(count)
    if count == 0:
        return np.zeros(0, np.intp), codes
    centroids = codes[np.arange(cells) * count // cells]
    for _ in range(ROUNDS):
        members = _assign(codes, centroids)
        centroids = _centroids(codes, members, centroids)
    return _compact(_assign(codes, centroids), centroids)


def _assign(codes: Codes, centroids: Codes) -> NDArray[np.intp]:
    """The nearest centroid of each passage; where that is full, the nearest that is not."""
    starts = range(0, len(codes), AT_ONCE)
    parts = [(codes[start : start + AT_ONCE] @ centroids.T).argmax(axis=1) for start in starts]
    nearest: NDArray[np.intp] = np.concatenate(parts)
    sizes = np.bincount(nearest, minlength=len(centroids))
    for cell in np.flatnonzero(sizes > LIMIT):
        inside = np.flatnonzero(nearest == cell)
        order = np.argsort(-(codes[inside] @ centroids[cell]), kind="stable")
        for passage in inside[order[LIMIT:]]:
            nearest[passage] = roomy(codes[passage], centroids, sizes)
            sizes[nearest[passage]] += 1
            sizes[cell] -= 1
    return nearest


def roomy(code: Codes, centroids: Codes, sizes: NDArray[np.intp]) -> int:
    """The nearest of the cells that are not full."""
    return int(np.where(sizes < LIMIT, centroids @ code, -np.inf).argmax())


def _centroids(codes: Codes, members: NDArray[np.intp], before: Codes) -> Codes:
    """The mean direction of each cell; an empty one stays where it was."""
    sums = np.zeros_like(before, dtype=np.float64)
    np.add.at(sums, members, codes)
    norms = np.sqrt((sums * sums).sum(axis=1, keepdims=True))
    means = np.rint(sums / np.maximum(norms, 1) * STEPS).astype(np.float32)
    return np.where(norms > 0, means, before)


def _compact(members: NDArray[np.intp], centroids: Codes) -> tuple[NDArray[np.intp], Codes]:
    """The same cells without the empty ones."""
    used, renumbered = np.unique(members, return_inverse=True)
    return renumbered.astype(np.intp), centroids[used]
