from __future__ import annotations

import os
from pathlib import Path

import pytest

from askdocs_index.stages.encode.weights import UnavailableError, Weights, find_weights
from support.shared import ROOT


@pytest.fixture(scope="session")
def weights() -> Weights:
    """The real weights: from $ASKDOCS_WEIGHTS, or fetched once into the checkout's cache."""
    named = os.environ.get("ASKDOCS_WEIGHTS", "")
    try:
        return find_weights(named, ROOT / ".cache" / "weights", print)
    except UnavailableError as error:
        pytest.skip(f"all-MiniLM-L6-v2's weights cannot be had: {error}")


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file that is written whole meets a full disk."""

    def fail(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr("askdocs_index.stages.encode.weights.write_whole", fail)
    monkeypatch.setattr("askdocs_index.stages.encode.choose.write_whole", fail)
