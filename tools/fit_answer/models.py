"""The two models, fitted by plain gradient descent; a fit takes seconds."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from fit_answer.examples import Choice, Floats

STEPS, RATE = 600, 0.05  # of Adam
RIDGE = 1e-3  # pull towards zero: features that hardly ever count stay small


def fit_choice(choices: Sequence[Choice], weights: Sequence[float]) -> Floats:
    """Weights under which the softmax gives most to the units that answer.

    A conditional logit: the loss of a question is minus the logarithm of what all of its answering
    units get together. ``weights``: what each question counts.
    """
    values = np.concatenate([c.values for c in choices])
    right = np.concatenate([c.answers for c in choices]).astype(float)
    of = np.repeat(np.arange(len(choices)), [len(c.values) for c in choices])
    counts = np.array(weights) / np.sum(weights)

    def gradient(model: Floats) -> Floats:
        logits = values @ model
        highest = np.full(len(choices), -np.inf)
        np.maximum.at(highest, of, logits)
        each = np.exp(logits - highest[of])
        share = each / np.bincount(of, each)[of]
        wanted = each * right / np.bincount(of, each * right)[of]
        return np.asarray(values.T @ ((share - wanted) * counts[of]))

    return descend(gradient, values.shape[1])


def fit_logistic(values: Floats, labels: Floats, weights: Floats) -> Floats:
    """Logistic regression; the first column is the constant 1."""
    counts = weights / weights.sum()

    def gradient(model: Floats) -> Floats:
        chance = 1 / (1 + np.exp(-values @ model))
        return np.asarray(values.T @ ((chance - labels) * counts))

    return descend(gradient, values.shape[1])


def descend(gradient: Callable[[Floats], Floats], size: int) -> Floats:
    """Adam from zero, with the ridge."""
    model, mean, square = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, STEPS + 1):
        slope = gradient(model) + RIDGE * model
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        model = model - RATE * (mean / (1 - 0.9**step)) / (
            np.sqrt(square / (1 - 0.999**step)) + 1e-8
        )
    return model
