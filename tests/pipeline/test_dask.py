"""The workers of a dask.distributed cluster: the same bytes, and plain words where they are not there."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from distributed import LocalCluster

from askdocs import cluster as module
from askdocs.workers import workers
from askdocs_index.errors import InputError
from askdocs_index.options import IndexOptions
from askdocs_index.pipeline import build_index
from askdocs_index.progress import Silence
from pipeline.test_workers import PAGES


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A scheduler with two workers, each a process."""
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as cluster:
        yield cluster.scheduler_address


def test_a_cluster_changes_no_byte(address: str, tmp_path: Path) -> None:
    options = IndexOptions(encoder="fast")
    alone = build_index(PAGES, options, tmp_path / "alone", Silence())
    with workers(1, address) as executor:
        shared = build_index(PAGES, options, tmp_path / "shared", Silence(), executor)
    assert shared.files == alone.files


def test_workers_with_another_version_are_refused(address: str) -> None:
    class Other:
        def run(self, _: object) -> dict[str, str]:
            return {"tcp://a": module.code_digest(), "tcp://b": "another"}

    with pytest.raises(InputError, match="tcp://b have another version"):
        module.check(Other(), address)


def test_a_cluster_without_workers_is_refused() -> None:
    with (
        LocalCluster(n_workers=0, dashboard_address=":0") as empty,
        pytest.raises(InputError, match="has no workers"),
        workers(0, empty.scheduler_address),
    ):
        pass


@pytest.mark.parametrize("nowhere", ["tcp://127.0.0.1:1", "nonsense://x", "127.0.0.1"])
def test_no_scheduler_is_a_plain_error(nowhere: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SECONDS", 1)
    with pytest.raises(InputError, match="no scheduler answers"), workers(0, nowhere):
        pass


def test_without_dask_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(InputError, match=r"askdocs\[cluster\]"), workers(0, "tcp://127.0.0.1:1"):
        pass
