"""How a build tells what it does; the command line shows it, a library's caller may ignore it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

T = TypeVar("T")


class Progress(Protocol):
    """One object passed in; stages never print."""

    def track(self, label: str, items: Iterable[T], total: int) -> Iterator[T]:
        """Passes ``items`` on, counting towards ``total``."""
        ...

    def note(self, message: str) -> None:
        """Something the author should know but need not mend: which encoder is used, and why."""
        ...


class Silence:
    """A progress that shows nothing."""

    def track(self, label: str, items: Iterable[T], total: int) -> Iterator[T]:  # noqa: ARG002
        """Passes ``items`` on."""
        return iter(items)

    def note(self, message: str) -> None:
        """Says nothing."""
