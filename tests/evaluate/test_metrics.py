"""Figures of merit against their definitions and against naive oracles."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askdocs_index.metrics import auroc, hit_at, mean_reciprocal_rank, proportion

SCORES = st.lists(st.sampled_from([0.0, 0.1, 0.2, 0.5, 0.9]), min_size=1, max_size=12)


def test_a_proportion_has_wilsons_interval():
    estimate = proportion([True] * 8 + [False] * 2)
    assert estimate.value == 0.8
    assert (estimate.low, estimate.high) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert estimate.count == 10


def test_an_interval_stays_between_0_and_1():
    assert proportion([True] * 3).high == pytest.approx(1)
    assert proportion([False] * 3).low == pytest.approx(0)


def test_a_rank_of_zero_is_not_found():
    assert hit_at(5, [0, 1, 5, 6]).value == 0.5


def test_a_reciprocal_rank_ends_at_ten():
    assert mean_reciprocal_rank([1, 2, 10, 11, 0]).value == pytest.approx((1 + 0.5 + 0.1) / 5)


def test_the_bootstrap_is_the_same_every_time_and_holds_the_value():
    first = mean_reciprocal_rank([1, 2, 0, 4, 1, 1, 3])
    assert first == mean_reciprocal_rank([1, 2, 0, 4, 1, 1, 3])
    assert first.low < first.value < first.high


@given(SCORES, SCORES)
def test_auroc_is_the_share_of_pairs_in_the_right_order(positive, negative):
    pairs = [(p > n) + 0.5 * (p == n) for p in positive for n in negative]
    estimate = auroc(positive, negative)
    assert estimate.value == pytest.approx(sum(pairs) / len(pairs))
    assert 0 <= estimate.low <= estimate.value <= estimate.high <= 1


@pytest.mark.parametrize("estimate", [proportion([]), auroc([], [1.0]), mean_reciprocal_rank([])])
def test_nothing_measured_is_no_value(estimate):
    assert math.isnan(estimate.value)
    assert estimate.count == 0
