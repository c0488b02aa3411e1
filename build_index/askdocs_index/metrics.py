"""Figures of merit with 95 % intervals, in pure Python, for ``askdocs eval`` and ``bench``."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Z = 1.959964  # standard normal quantile of a two-sided 95 % interval
RESAMPLES = 1000  # of the bootstrap; the interval's ends then move by about 0.002 at n = 100
SEED = 20240601  # any constant: the same verdicts give the same interval
CUTOFF = 10  # ranks below it count as not found in a reciprocal rank


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with the ends of its 95 % interval, from ``count`` questions (0: no value, NaN)."""

    value: float
    low: float
    high: float
    count: int


NOTHING = Estimate(math.nan, math.nan, math.nan, 0)


def proportion(outcomes: Sequence[bool]) -> Estimate:
    """The share of true outcomes with Wilson's score interval (Wilson 1927)."""
    count = len(outcomes)
    if not count:
        return NOTHING
    share = sum(outcomes) / count
    spread = 1 + Z * Z / count
    centre = (share + Z * Z / (2 * count)) / spread
    half = Z / spread * math.sqrt(share * (1 - share) / count + Z * Z / (4 * count * count))
    return Estimate(share, max(0.0, centre - half), min(1.0, centre + half), count)


def hit_at(limit: int, ranks: Sequence[int]) -> Estimate:
    """The share of questions with a gold at rank 1..``limit``; a rank of 0 means not found."""
    return proportion([0 < rank <= limit for rank in ranks])


def reciprocal(rank: int) -> float:
    """1/rank up to rank 10, else 0; a rank of 0 means not found."""
    return 1 / rank if 0 < rank <= CUTOFF else 0.0


def mean_reciprocal_rank(ranks: Sequence[int]) -> Estimate:
    """MRR@10 with a percentile bootstrap interval over the questions (Efron 1979)."""
    return bootstrap([reciprocal(rank) for rank in ranks], mean)


def mean(values: Sequence[float]) -> float:
    """The arithmetic mean of at least one value."""
    return math.fsum(values) / len(values)


def auroc(positive: Sequence[float], negative: Sequence[float]) -> Estimate:
    """The chance that a positive's score is above a negative's, ties counting half.

    The interval is Hanley & McNeil's (1982), cut to 0..1; without both kinds there is no value.
    """
    many, few = len(positive), len(negative)
    if not many or not few:
        return NOTHING
    area = (rank_sum(positive, negative) - many * (many + 1) / 2) / (many * few)
    above, below = area / (2 - area), 2 * area * area / (1 + area)
    spread = area * (1 - area) + (many - 1) * (above - area**2) + (few - 1) * (below - area**2)
    half = Z * math.sqrt(max(0.0, spread) / (many * few))
    return Estimate(area, max(0.0, area - half), min(1.0, area + half), many + few)


def rank_sum(positive: Sequence[float], negative: Sequence[float]) -> float:
    """The sum of the positives' ranks among all scores, tied scores sharing their mean rank."""
    scores = sorted([(score, 1) for score in positive] + [(score, 0) for score in negative])
    total, before = 0.0, 0
    for _, tied in groupby(scores, key=lambda pair: pair[0]):
        members = [member for _, member in tied]
        total += sum(members) * (before + (len(members) + 1) / 2)
        before += len(members)
    return total


def bootstrap(values: Sequence[float], statistic: Callable[[Sequence[float]], float]) -> Estimate:
    """The statistic with the 2.5th and 97.5th percentile of it over seeded resamples."""
    if not values:
        return NOTHING
    chance = random.Random(SEED)  # a repeatable sample, nothing secret
    samples = sorted(statistic(chance.choices(values, k=len(values))) for _ in range(RESAMPLES))
    return Estimate(
        statistic(values),
        samples[int(0.025 * RESAMPLES)],
        samples[int(0.975 * RESAMPLES) - 1],
        len(values),
    )
