"""What the plugin adds to `mkdocs build`: seconds, CPU and memory of builds side by side."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from run import write_config
from spent import Cost, spend

from support.projects import quiet_environment

REPEATS = 3  # the quickest of them counts: the machines are noisy


@dataclass(frozen=True, slots=True)
class Builds:
    """The builds of one corpus; weights are cached in all of them."""

    corpus: str
    plain: Cost  # mkdocs build with its own search only
    cold: Cost  # with Askdocs, nothing in its cache but the encoder
    unchanged: Cost  # with Askdocs, once more


def measure_builds(shared: Path, corpus: str, work: Path) -> Builds:
    """Builds a corpus without and with Askdocs; `work` already holds a build, hence the encoder."""
    folder = work / corpus / "builds"
    encoder, cache = work / corpus / "cache/encoder", folder / "cache"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(encoder, cache / "encoder")
    plain = write_config(shared, corpus, folder / "plain", ["search"])
    plugin = {"askdocs": {"cache_dir": str(cache)}}
    asked = write_config(shared, corpus, folder / "asked", ["search", plugin])
    cold = cost(asked)
    # in turns, so that what else the machine does falls on both
    pairs = [(cost(plain), cost(asked)) for _ in range(REPEATS)]
    return Builds(corpus, quickest([p for p, _ in pairs]), cold, quickest([a for _, a in pairs]))


def quickest(costs: list[Cost]) -> Cost:
    """The one with the least CPU."""
    return min(costs, key=lambda each: each.cpu_s)


def cost(config: Path) -> Cost:
    """One `mkdocs build`."""
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(config)]
    return spend(command, config.parent, quiet_environment())
