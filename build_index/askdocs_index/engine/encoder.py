"""Rows of a question's words, in order → the question's vector, as ``tools/fit_encoder`` fitted it.

Each layer lets every word look at the others (attention whose scores also depend on how far apart
two words are), then widens and narrows each word's vector; both add to what was there. The vector
is the sum of the words' vectors, each weighted by its gate. After Vaswani et al. 2017, "Attention
Is All You Need", with root-mean-square normalisation (Zhang & Sennrich 2019) before each part.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp, sqrt
from operator import mul

from askdocs_index.artifact.encoder import HEADS, KEYS, NEAR, Layer, Matrix, QuestionEncoder, Row
from askdocs_index.artifact.rows import DIMENSIONS
from askdocs_index.engine.asked import CONTEXT_WEIGHT, Asked

MAX_WORDS = 32  # of a question that are read; the fit saw no more
EPSILON = 1e-6  # keeps the normalisation of a vector of zeros finite


def question_vector(
    asked: Asked, content: Mapping[str, Row], stops: Mapping[str, Row], encoder: QuestionEncoder
) -> list[float]:
    """The unit vector of ``asked``; empty where none of its content words has a row.

    The question before it counts CONTEXT_WEIGHT.
    """
    if not content:
        return []
    rows = {**stops, **content}
    now, before = (
        pooled(encoder, [rows[word] for word in words if word in rows])
        for words in (asked.words, asked.earlier)
    )
    total = [a + CONTEXT_WEIGHT * b for a, b in zip(now, before, strict=True)]
    norm = sqrt(sum(map(mul, total, total)))
    return [value / norm for value in total] if norm > 0 else []


def pooled(encoder: QuestionEncoder, rows: Sequence[Row]) -> list[float]:
    """The gated sum of the words' vectors, 128 values; zeros for no words."""
    words = [list(row) for row in rows[:MAX_WORDS]]
    for layer in encoder.layers:
        words = [
            _added(word, mixed) for word, mixed in zip(words, attend(layer, words), strict=True)
        ]
        words = [_added(word, widened(layer, word)) for word in words]
    total = [0.0] * DIMENSIONS
    for word in words:
        weight = 2 / (1 + exp(-_dot(encoder.gate, normal(word))))
        total = [sum_ + weight * value for sum_, value in zip(total, word, strict=True)]
    return total


def attend(layer: Layer, words: Sequence[Row]) -> list[list[float]]:
    """What each word takes from all words."""
    inputs = [normal(word) for word in words]
    queries = [_product(layer.query, each) for each in inputs]
    keys = [_product(layer.key, each) for each in inputs]
    values = [_product(layer.value, each) for each in inputs]
    mixed = []
    for place, query in enumerate(queries):
        taken: list[float] = []
        for head in range(HEADS):
            shares = _shares(query, keys, head, layer.distance[head], place)
            taken += _weighted(shares, values, head)
        mixed.append(_product(layer.mix, taken))
    return mixed


def widened(layer: Layer, word: Row) -> list[float]:
    """The wider layer's part: a product, its positive part, a product back."""
    wide = _product(layer.widen, normal(word))
    return _product(layer.narrow, [max(a + b, 0.0) for a, b in zip(wide, layer.bias, strict=True)])


def normal(word: Row) -> list[float]:
    """``word`` divided by the root of its mean square."""
    scale = 1 / sqrt(_dot(word, word) / DIMENSIONS + EPSILON)
    return [value * scale for value in word]


def _shares(query: Row, keys: Matrix, head: int, distance: Row, place: int) -> list[float]:
    """How much a head takes of each word; they add to 1."""
    size = KEYS // HEADS
    part = slice(head * size, (head + 1) * size)
    scores = [
        _dot(query[part], key[part]) / sqrt(size)
        + distance[min(max(other - place, -NEAR), NEAR) + NEAR]
        for other, key in enumerate(keys)
    ]
    highest = max(scores)
    exponents = [exp(score - highest) for score in scores]
    total = sum(exponents)
    return [value / total for value in exponents]


def _weighted(shares: Sequence[float], values: Matrix, head: int) -> list[float]:
    """The head's dimensions of the ``values``, each value weighted by its share."""
    size = DIMENSIONS // HEADS
    columns = range(head * size, (head + 1) * size)
    return [sum(s * value[c] for s, value in zip(shares, values, strict=True)) for c in columns]


def _product(matrix: Matrix, vector: Row) -> list[float]:
    return [_dot(row, vector) for row in matrix]


def _dot(a: Row, b: Row) -> float:
    return float(sum(map(mul, a, b)))


def _added(a: Row, b: Row) -> list[float]:
    return [x + y for x, y in zip(a, b, strict=True)]
