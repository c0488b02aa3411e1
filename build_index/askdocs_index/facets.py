"""What a reader may keep a question to: a section of the site, a version, a language.

An author names the values of a facet by globs over the paths of built pages. Passages of pages that
differ in a value never share a cell, so a question that is kept to one fetches none of the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from askdocs_index.globs import matches

NAMES = ("section", "version", "language")

Facets = tuple[str, str, str]  # a page's value of each of NAMES, "" where it has none
Globs = Sequence[tuple[str, str]]  # (glob, value): the first glob that matches counts
Filter = Mapping[str, str]  # facet → the value that is wanted; "" wants any
Groups = Sequence[tuple[Facets, int]]  # the facets of so many cells, one after the other

NONE: Facets = ("", "", "")
ANYTHING: Filter = {}


def facets_of(path: str, sections: Globs, versions: Globs, languages: Globs) -> Facets:
    """The values of the built page at ``path``."""
    return _value(path, sections), _value(path, versions), _value(path, languages)


def _value(path: str, globs: Globs) -> str:
    return next((value for glob, value in globs if matches(path, glob)), "")


def runs(facets: Sequence[Facets]) -> Groups:
    """The facets of each cell, in short."""
    return [(value, len(list(cells))) for value, cells in groupby(facets)]


def cells_of(groups: Groups, cells: int, wanted: Filter) -> list[int]:
    """Which of ``cells`` cells hold what is wanted; none where the site has no such value."""
    asked = [(place, wanted[name]) for place, name in enumerate(NAMES) if wanted.get(name)]
    if not asked:
        return list(range(cells))
    return list(_held(groups, asked))


def _held(groups: Groups, asked: Sequence[tuple[int, str]]) -> Iterator[int]:
    start = 0
    for facets, count in groups:
        if all(facets[place] == value for place, value in asked):
            yield from range(start, start + count)
        start += count
