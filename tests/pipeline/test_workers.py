"""Work in several processes: the same bytes, no orphans, and nothing twice after a kill."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path

import pytest

from askdocs.workers import workers
from askdocs_index import pipeline
from askdocs_index.model import PageSource
from askdocs_index.options import IndexOptions
from askdocs_index.pipeline import Index, build_index
from askdocs_index.progress import Silence
from askdocs_index.stages.encode import texts
from askdocs_index.workers import AHEAD, mapped

FAST = IndexOptions(encoder="fast")
MANY = 700  # pages: enough for workers
KILLED = """
import sys
from pathlib import Path
from askdocs.build import index_site
from askdocs.options import read_settings
from askdocs.progress import Bars

settings = read_settings({"encoder": "fast", "cache_dir": "cache", "jobs": 2}, "test", Path.cwd())
index_site(Path("site"), settings, Bars(note=print))
"""


def page(number: int) -> PageSource:
    html = (
        f"<html lang=en><body><main><h1 id=top>Lamp {number}</h1><p>The lamp number {number} is "
        f"switched on in room {number % 7}.</p><h2 id=off>Off {number}</h2><p>Or not.</p></main>"
    )
    return PageSource(f"page{number:04}.html", html.encode())


PAGES = [page(number) for number in range(MANY)]


def built(cache: Path, executor: Executor | None = None) -> Index:
    return build_index(PAGES, FAST, cache, Silence(), executor)


def test_processes_and_threads_change_no_byte(tmp_path: Path) -> None:
    alone = built(tmp_path / "alone")
    with workers(2) as processes:
        assert processes is not None
        assert built(tmp_path / "processes", processes).files == alone.files
    with ThreadPoolExecutor(3) as threads:
        assert built(tmp_path / "threads", threads).files == alone.files


def test_one_job_is_no_executor() -> None:
    with workers(1) as executor:
        assert executor is None


def test_a_small_build_starts_no_worker(tmp_path: Path) -> None:
    class Refusing(ThreadPoolExecutor):
        def submit(self, *_: object, **__: object) -> None:  # type: ignore[override]
            raise AssertionError("not worth it")

    with Refusing() as executor:
        build_index(PAGES[:20], FAST, tmp_path, Silence(), executor)


def test_pages_are_gone_through_and_not_kept(tmp_path: Path) -> None:
    class Site:
        times = 0

        def __iter__(self) -> Iterator[PageSource]:
            self.times += 1
            return iter(PAGES)

    site = Site()
    first = build_index(site, FAST, tmp_path, Silence())
    assert site.times == 2
    assert build_index(site, FAST, tmp_path, Silence()).files == first.files
    assert site.times == 3


def test_an_iterator_of_pages_is_as_good(tmp_path: Path) -> None:
    alone = built(tmp_path / "list")
    once = build_index(iter(PAGES), FAST, tmp_path / "iterator", Silence())
    assert once.files == alone.files


def test_no_more_pieces_are_taken_than_are_in_flight() -> None:
    taken: list[int] = []

    def pieces() -> Iterator[int]:
        for number in range(10 * AHEAD):
            taken.append(number)
            yield number

    with ThreadPoolExecutor(2) as executor:
        results = mapped(str, pieces(), executor)
        assert next(results) == "0"
        assert len(taken) == AHEAD
        assert list(results) == [str(number) for number in range(1, 10 * AHEAD)]


def test_what_a_worker_raises_is_raised_here() -> None:
    with ThreadPoolExecutor(2) as executor, pytest.raises(ValueError, match="invalid literal"):
        list(mapped(int, ["1", "x"], executor))


def test_a_build_killed_while_reading_reads_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = built(tmp_path / "whole")

    class Killed(Silence):
        def track(self, label: str, items: Iterator[object], total: int) -> Iterator[object]:  # type: ignore[override]
            for number, item in enumerate(items):
                if label == "Reading pages" and number == MANY // 2:
                    raise KeyboardInterrupt
                yield item

    with pytest.raises(KeyboardInterrupt):
        build_index(PAGES, FAST, tmp_path / "cut", Killed())
    read: list[int] = []
    monkeypatch.setattr(
        pipeline, "mapped", lambda function, pieces, _: map(counting(function, read), pieces)
    )
    assert built(tmp_path / "cut").files == whole.files
    assert sum(read) <= MANY // 2 + pipeline.PAGES_AT_ONCE


def counting(function: object, read: list[int]) -> object:
    def counted(pieces: list[PageSource]) -> list[bytes]:
        read.append(len(pieces))
        return function(pieces)  # type: ignore[no-any-return, operator]

    return counted


def kept(file: Path, table: str) -> int:
    """Rows that were committed to a cache that may not be there yet."""
    if not file.exists():
        return 0
    try:
        (count,) = (
            sqlite3.connect(f"file:{file}?mode=ro", uri=True)
            .execute(f"SELECT count(*) FROM {table}")
            .fetchone()
        )
    except sqlite3.OperationalError:
        return 0
    return int(count)


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is of POSIX systems")
@pytest.mark.parametrize(
    ("file", "table"), [("pages.sqlite", "pages"), ("vectors.sqlite", "vectors")]
)
def test_a_killed_process_leaves_what_it_did_and_no_worker(
    tmp_path: Path, file: str, table: str
) -> None:
    site = tmp_path / "site"
    site.mkdir()
    for number in range(6_000):
        (site / f"p{number}.html").write_bytes(page(number).html)
    started = subprocess.Popen([sys.executable, "-c", KILLED], cwd=tmp_path, start_new_session=True)
    deadline = time.monotonic() + 120
    while kept(tmp_path / "cache" / file, table) < texts.TEXTS_AT_ONCE:
        assert started.poll() is None, "the build ended before it could be killed"
        assert time.monotonic() < deadline
        time.sleep(0.01)
    os.kill(started.pid, signal.SIGKILL)
    started.wait()
    before = kept(tmp_path / "cache" / file, table)
    deadline = time.monotonic() + 10
    while group_lives(started.pid):
        assert time.monotonic() < deadline, "a worker outlived the build"
        time.sleep(0.1)
    again = subprocess.run(
        [sys.executable, "-c", COUNTED], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    done = dict(line.split("=") for line in again.stdout.splitlines() if "=" in line)
    total = {"pages": 6_000, "vectors": kept(tmp_path / "cache" / file, table)}[table]
    assert before > 0
    assert int(done[table]) == total - before


def group_lives(leader: int) -> bool:
    try:
        os.killpg(leader, 0)
    except ProcessLookupError:
        return False
    return True


COUNTED = (
    """
from askdocs import progress

class Bars(progress.Bars):
    def track(self, label, items, total):
        print({"Reading pages": "pages", "Embedding passages": "vectors"}[label], total, sep="=")
        return iter(items)

progress.Bars = Bars
"""
    + KILLED
)
