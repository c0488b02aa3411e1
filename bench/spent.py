"""What a command took, run in a process of its own."""

from __future__ import annotations

import os
import resource
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cost:
    """One run."""

    seconds: float
    cpu_s: float  # of the process and those it waited for
    peak_mb: float  # of the process itself


def spend(command: Sequence[str], folder: Path, env: Mapping[str, str] | None = None) -> Cost:
    """Runs ``command`` in ``folder``. Raises RuntimeError with what it said."""
    started, before = time.perf_counter(), children_cpu()
    process = subprocess.Popen(
        command, cwd=folder, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    error = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise RuntimeError(f"{' '.join(command)}: {error.decode(errors='replace')}")
    seconds = time.perf_counter() - started
    return Cost(seconds, children_cpu() - before, usage.ru_maxrss / 1024)


def children_cpu() -> float:
    """CPU seconds of all processes that were waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
