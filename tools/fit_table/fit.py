"""Fits rows so that the sum of a text's rows points where MiniLM, projected, puts the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn.functional import cosine_similarity, embedding_bag

from askdocs_index import wordpiece

DIMENSIONS = 128
EPOCHS = 8
BATCH = 512
LEARNING_RATE = 4e-3
START_SCALE = 0.35  # of the pieces' own vectors: small enough for the first steps to move
SEED = 7

Vectors = NDArray[np.float32]


def fit_projection(vectors: Vectors) -> Vectors:
    """The DIMENSIONS leading eigenvectors of the second moments (384 × D), to float16."""
    moments = vectors.T.astype(np.float64) @ vectors / len(vectors)
    _, basis = np.linalg.eigh(moments)
    leading = basis[:, ::-1][:, :DIMENSIONS]
    signs = np.sign(leading[np.abs(leading).argmax(axis=0), np.arange(DIMENSIONS)])
    return (leading * signs).astype(np.float16).astype(np.float32)


def to_unit(rows: Vectors) -> Vectors:
    """Rows divided by their lengths; a row of zeros stays."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-9), np.float32)


class Vocabulary:
    """Texts to the numbers of their words' pieces: no special tokens, no punctuation."""

    def __init__(self, pieces: Sequence[str]) -> None:
        self.pieces = pieces
        self.numbers = {piece: number for number, piece in enumerate(pieces)}
        self._known: dict[str, list[int]] = {}

    def numbers_of(self, text: str, left_out: frozenset[str]) -> list[int]:
        words = (word for word in wordpiece.words(text) if word not in left_out)
        return [number for word in words for number in self._word(word)]

    def _word(self, word: str) -> list[int]:
        if word not in self._known:
            found = wordpiece.pieces(word, self.numbers)
            unknown = wordpiece.is_punctuation(word) or found == [wordpiece.UNKNOWN]
            self._known[word] = [] if unknown else [self.numbers[piece] for piece in found]
        return self._known[word]


@dataclass(frozen=True)
class Bags:
    """Texts as bags of pieces, ready for ``embedding_bag``."""

    flat: NDArray[np.int64]
    starts: NDArray[np.int64]  # one more than texts

    @classmethod
    def of(
        cls, texts: Sequence[str], vocabulary: Vocabulary, left_out: frozenset[str] = frozenset()
    ) -> Bags:
        lists = [vocabulary.numbers_of(text, left_out) for text in texts]
        starts = np.cumsum([0, *map(len, lists)])
        return cls(np.array([n for numbers in lists for n in numbers], np.int64), starts)

    def sums(self, rows: torch.Tensor, which: NDArray[np.int64]) -> torch.Tensor:
        parts = [self.flat[self.starts[i] : self.starts[i + 1]] for i in which]
        offsets = np.cumsum([0, *map(len, parts)])[:-1]
        flat = torch.from_numpy(np.concatenate(parts))
        return embedding_bag(flat, rows, torch.from_numpy(offsets), mode="sum")

    def vectors(self, rows: Vectors) -> Vectors:
        """The unit vectors that the engine would compute."""
        everything = np.arange(len(self.starts) - 1)
        return to_unit(self.sums(torch.from_numpy(rows), everything).numpy())


def fit_rows(bags: Bags, targets: Vectors, start: Vectors, epochs: int = EPOCHS) -> Vectors:
    """Rows (pieces × D) that minimise 1 - cosine, by Adam with a rate falling to a fiftieth."""
    torch.manual_seed(SEED)
    order = np.random.default_rng(SEED)
    rows = torch.nn.Parameter(torch.from_numpy(start * np.float32(START_SCALE)))
    wanted = torch.from_numpy(targets)
    usable = np.flatnonzero(np.diff(bags.starts))
    optimiser = torch.optim.Adam([rows], lr=LEARNING_RATE)
    steps = epochs * -(-len(usable) // BATCH)
    schedule = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.02, steps)
    for epoch in range(epochs):
        shuffled, total = order.permutation(usable), 0.0
        for first in range(0, len(shuffled), BATCH):
            batch = shuffled[first : first + BATCH]
            cosine = cosine_similarity(bags.sums(rows, batch), wanted[batch], dim=1)
            optimiser.zero_grad()
            (1 - cosine).mean().backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            schedule.step()
            total += float(cosine.detach().sum())
        print(f"epoch {epoch + 1}: cosine {total / len(usable):.4f}", flush=True)
    return np.asarray(rows.detach().numpy(), np.float32)
