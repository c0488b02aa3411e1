"""Progress is shown to who can see it."""

from __future__ import annotations

import io
import time

import pytest

from askdocs.progress import Bars, closing, size
from askdocs_index.pipeline import Summary


class Terminal(io.StringIO):
    def isatty(self):
        return True


def tracked(stream, environment, pause_s=0.0):
    bars = Bars(note=print, stream=stream, environment=environment)
    for item in bars.track("Reading", range(3), 3):
        time.sleep(pause_s * (item == 0))
    return stream.getvalue()


def test_items_are_passed_on():
    bars = Bars(note=print, stream=Terminal(), environment={})
    assert list(bars.track("Reading", iter("abc"), 3)) == ["a", "b", "c"]


def test_work_over_two_seconds_gets_a_bar_on_a_terminal(monkeypatch):
    monkeypatch.setattr("askdocs.progress.PATIENCE_S", 0.05)
    assert "Reading" in tracked(Terminal(), {}, pause_s=0.2)


def test_quick_work_gets_none():
    assert "Reading" not in tracked(Terminal(), {})


def test_ci_and_a_file_get_none(monkeypatch):
    monkeypatch.setattr("askdocs.progress.PATIENCE_S", 0.01)
    assert tracked(Terminal(), {"CI": "1"}, pause_s=0.1) == ""
    assert tracked(io.StringIO(), {}, pause_s=0.1) == ""


def test_the_closing_line_has_every_number():
    summary = Summary(82, 900, 1203, 1_100_000, 3.21, 3, 1200, "minilm")
    assert closing(summary) == (
        "82 pages, 1,203 passages, 1.1 MB in 3.2 s"
        " (3 passages embedded, 1,200 from the cache; encoder minilm)"
    )


def test_one_of_a_kind_is_singular():
    assert closing(Summary(1, 1, 1, 10, 0.1, 1, 0, "table")).startswith("1 page, 1 passage, 10 B")


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0 B"), (999, "999 B"), (1000, "1.0 KB"), (2_500_000, "2.5 MB")]
)
def test_a_size_is_written_for_people(count, text):
    assert size(count) == text
