"""Processes beside the build's own, that read and embed pages."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import wait
from typing import TYPE_CHECKING

from askdocs.cluster import cluster

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor


@contextmanager
def workers(jobs: int, scheduler: str = "") -> Iterator[Executor | None]:
    """An executor of so many processes (0: as many as usable cores), None for one.

    A process starts when it is first given something, so that a small build has none. With the
    address of a ``scheduler``, the workers of its cluster instead.
    """
    if scheduler:
        with cluster(scheduler) as executor:
            yield executor
        return
    count = jobs or usable_cores()
    if count == 1:
        yield None
        return
    # Not forked: the build's process may have threads, whose locks a copy of it would keep.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(count, context, initializer=attend)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def attend() -> None:
    """A worker leaves the interrupt key to its parent, and ends when the parent has died."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=end_with_parent, daemon=True).start()


def end_with_parent() -> None:
    """End this process once its parent has; a pool's workers would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def usable_cores() -> int:
    """The cores that this process may use: in a container often fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
