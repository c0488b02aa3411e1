"""The question's vector from the full encoder, in place of the sum of its words' rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import sqrt

from askdocs_index.engine.asked import CONTEXT_WEIGHT, Asked

Encode = Callable[[str], Sequence[float]]  # a text's unit vector, in the passages' space


def encoded(asked: Asked, encode: Encode) -> Asked:
    """The question with its vector; as it is while it is typed."""
    if asked.unfinished or not asked.counts:
        return asked
    own = encode(asked.text)
    vector = _mixed(own, encode(asked.context)) if asked.context else own
    return replace(asked, vector=tuple(vector))


def _mixed(own: Sequence[float], before: Sequence[float]) -> list[float]:
    """What is borrowed of the question before counts as its terms do."""
    total = [value + CONTEXT_WEIGHT * borrowed for value, borrowed in zip(own, before, strict=True)]
    length = sqrt(sum(value * value for value in total))
    return [value / length for value in total]
