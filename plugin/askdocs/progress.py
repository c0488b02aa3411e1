"""Shows a build's progress to who can see it: a bar after two seconds, on a terminal, not in CI."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, TypeVar

from tqdm import tqdm

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import TextIO

    from askdocs_index.pipeline import Summary

T = TypeVar("T")
PATIENCE_S = 2.0  # work that ends before it needs no bar


class Bars:
    """A ``Progress`` for people; ``note`` is where its notes go."""

    def __init__(
        self,
        note: Callable[[str], None],
        stream: TextIO | None = None,
        environment: Mapping[str, str] = os.environ,
    ) -> None:
        self.note = note
        self._stream = stream or sys.stderr
        self._quiet = "CI" in environment or not self._stream.isatty()

    def track(self, label: str, items: Iterable[T], total: int) -> Iterator[T]:
        """Passes ``items`` on, behind a bar where somebody watches."""
        if self._quiet:
            return iter(items)
        bar = tqdm(items, desc=label, total=total, delay=PATIENCE_S, leave=False, file=self._stream)
        return iter(bar)


def closing(summary: Summary) -> str:
    """The build's last line: pages, passages, bytes, seconds, cache hits, encoder."""
    vectors = f"{counted(summary.embedded, 'passage')} embedded, {summary.reused:,} from the cache"
    return (
        f"{counted(summary.pages, 'page')}, {counted(summary.passages, 'passage')},"
        f" {size(summary.bytes)}"
        f" in {summary.seconds:.1f} s ({vectors}; encoder {summary.encoder or 'none'})"
    )


def counted(count: int, noun: str) -> str:
    """A number and what it counts: "1 page", "1,203 pages"."""
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


def size(count: int) -> str:
    """A number of bytes for people: "950 B", "12.3 KB", "4.5 MB" (of 1,000)."""
    if count < 1000:
        return f"{count} B"
    return f"{count / 1e3:.1f} KB" if count < 1e6 else f"{count / 1e6:.1f} MB"
