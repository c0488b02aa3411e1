"""Work in pieces, done here or by the workers of any ``concurrent.futures.Executor``, in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from itertools import islice
from typing import TypeVar

Piece = TypeVar("Piece")
Result = TypeVar("Result")

# Pieces handed out before the first result is asked for: enough for a cluster, and no more of the
# site in memory at once. ``Executor.map`` would take all of them.
AHEAD = 64


def mapped(
    function: Callable[[Piece], Result], pieces: Iterable[Piece], executor: Executor | None
) -> Iterator[Result]:
    """The results in the order of ``pieces``, which are taken as they are needed.

    With an ``executor``, function, pieces and results must be fit for pickling. What a worker
    raises is raised here.
    """
    if executor is None:
        yield from map(function, pieces)
        return
    waiting: deque[Future[Result]] = deque()
    for piece in pieces:
        waiting.append(executor.submit(function, piece))
        if len(waiting) >= AHEAD:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def batches(items: Iterable[Piece], size: int) -> Iterator[list[Piece]]:
    """The items in lists of ``size``, the last one maybe shorter."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
