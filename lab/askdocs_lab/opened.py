"""The site whose index lies in the worker's file system."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from askdocs_index.engine.records import Hit
from askdocs_index.engine.session import Session, open_session
from askdocs_lab.collection import Collection

_where: dict[str, str] = {"folder": "/index", "base": ""}


def open_site(folder: str, base: str) -> None:
    """Names the folder of the index and the site's root URL."""
    _where.update(folder=folder, base=base)
    session.cache_clear()
    _collection.cache_clear()


@cache
def session() -> Session:
    """The opened index."""
    return open_session(Path(_where["folder"]), _where["base"])


@cache
def _collection() -> Collection:
    return Collection(session())


def search(question: str, limit: int = 50) -> list[Hit]:
    """The sections that the engine finds, as the page's own search does."""
    return session().search(question, limit)


class _Lazily:
    """The collection, read when it is first used."""

    def __getattr__(self, name: str) -> object:
        return getattr(_collection(), name)


collection = _Lazily()
