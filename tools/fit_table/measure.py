"""How near the table comes to MiniLM, on texts that it was not fitted on."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from fit_table.fit import Bags, Vectors, Vocabulary, to_unit

ASKED = 500  # texts whose neighbours are compared


def mean_cosine(got: Vectors, wanted: Vectors) -> float:
    """The mean cosine of two lists of unit vectors."""
    return float((got * wanted).sum(axis=1).mean())


def agreement(asked: Vectors, pool: Vectors, reference: NDArray[np.int64]) -> float:
    """The share of the ``reference``'s five nearest that are among these five nearest."""
    nearest = top_five(asked, pool)
    return float(
        np.mean([len(set(a) & set(b)) / 5 for a, b in zip(nearest, reference, strict=True)])
    )


def top_five(asked: Vectors, pool: Vectors) -> NDArray[np.int64]:
    """The five rows of ``pool`` nearest to each row of ``asked``."""
    return np.argsort(-(asked @ pool.T), axis=1, kind="stable")[:, :5]


def quantised(rows: Vectors, levels: int) -> Vectors:
    """Rows with ``levels`` steps to either side of zero and a scale a row: 7 is 4 bits, 1 is 2."""
    scales = np.abs(rows).max(axis=1, keepdims=True) / levels
    scales[scales == 0] = 1
    return np.asarray(np.clip(np.rint(rows / scales), -levels, levels) * scales, np.float32)


def report(
    name: str,
    rows: Vectors,
    vocabulary: Vocabulary,
    held: dict[str, tuple[list[str], Vectors]],
    pool: Vectors,
    projection: Vectors,
    left_out: frozenset[str] = frozenset(),
) -> None:
    """Prints cosine and agreement for each kind of held-out text."""
    line = [name]
    for kind, (texts, full) in held.items():
        got = Bags.of(texts, vocabulary, left_out).vectors(rows)
        projected = to_unit(full @ projection)
        small = to_unit(pool @ projection)
        reference = top_five(full[:ASKED], pool)
        line.append(
            f"{kind}: cosine {mean_cosine(got, projected):.4f}, "
            f"top-5 {agreement(got[:ASKED], small, reference):.3f} "
            f"(MiniLM projected {agreement(projected[:ASKED], small, reference):.3f})"
        )
    print("\n  ".join(line), flush=True)
