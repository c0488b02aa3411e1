"""Cells: every passage in one, none overfull, the same every time."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from askdocs_index.stages.cluster import LIMIT, cell_count, cluster


def unit_vectors(count: int, dimensions: int = 16) -> NDArray[np.float32]:
    drawn = np.random.default_rng(7).normal(size=(count, dimensions))
    return (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float32)


@pytest.mark.parametrize("count", [1, 31, 32, 33, 500])
def test_every_passage_is_in_a_cell_and_no_cell_is_empty(count: int) -> None:
    members, centroids = cluster(unit_vectors(count))
    assert set(members.tolist()) == set(range(len(centroids)))


def test_equal_passages_do_not_overfill_a_cell() -> None:
    members, _ = cluster(np.repeat(unit_vectors(1), 400, axis=0))
    assert np.bincount(members).max() <= LIMIT


def test_passages_of_one_direction_share_a_cell() -> None:
    members, _ = cluster(np.repeat(np.eye(4, dtype=np.float32), 32, axis=0))
    assert [len(set(members[i : i + 32].tolist())) for i in range(0, 128, 32)] == [1, 1, 1, 1]


def test_a_small_site_is_one_cell_and_cells_grow_with_a_large_one() -> None:
    assert [cell_count(n) for n in (0, 1, LIMIT)] == [0, 1, 1]
    sizes = [n / cell_count(n) for n in (200, 2_000, 63_000, 200_000)]
    assert sizes[0] <= sizes[1] < sizes[2] < sizes[3] < LIMIT


def test_the_cells_are_the_same_every_time() -> None:
    first, second = (cluster(unit_vectors(300))[0] for _ in range(2))
    assert first.tolist() == second.tolist()


def test_no_passages_make_no_cells() -> None:
    members, centroids = cluster(np.zeros((0, 16), np.float32))
    assert (len(members), len(centroids)) == (0, 0)
