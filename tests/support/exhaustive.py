"""The slow oracle of a search: every cell read, nothing approximated away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from askdocs_index.engine.asked import Asked, understand
from askdocs_index.engine.session import Session
from askdocs_index.engine.shards import Shards
from askdocs_index.terms import Analyzer


class Exhaustive(Shards):
    """Shards of which every question reads all cells."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.manifest = replace(self.manifest, probes=len(self.manifest.cells))


class ExhaustiveSession(Session):
    """A session that looks up every term, in however many files."""

    def _understood(
        self, question: str, before: Sequence[str] = (), *, typing: bool = False
    ) -> Asked:
        return understand(question, self.analyzer, before, typing=typing)


def open_exhaustive(folder: Path) -> Session:
    """The index in ``folder``, of which every question reads all that could matter."""
    shards = Exhaustive(folder)
    return ExhaustiveSession(shards, Analyzer(shards.manifest.language), "")
