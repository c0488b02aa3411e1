"""What Askdocs needs of the package ``regex``, on the standard library's ``re``.

Pyodide's own distribution has ``regex``, the package indexes have none for it. This stand-in knows
``\\p{…}``, nested sets and their difference ``--``, and writes them out as plain ranges; what a
property holds was asked of ``regex`` itself when the laboratory was made (``regex_properties``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from re import Match, Pattern

from regex_properties import RANGES

V0 = VERSION0 = VERSION1 = 0
LAST = 0x10FFFF
ESCAPES = {"n": 0x0A, "t": 0x09, "r": 0x0D, "f": 0x0C, "v": 0x0B, "0": 0x00}
PROPERTY = (r"\p{", r"\P{")

__all__ = ["Match", "Pattern", "compile"]

Runs = tuple[tuple[int, int], ...]  # first and last code point of each, rising, none touching


@cache
def compile(pattern: str, flags: int = 0) -> Pattern[str]:  # noqa: A001 (regex's own name)
    """The pattern as ``re`` reads it."""
    return re.compile(translated(pattern), flags)


def translated(pattern: str) -> str:
    """The pattern with every set and every property written out as ranges."""
    out: list[str] = []
    place = 0
    while place < len(pattern):
        if pattern[place] == "[":
            runs, place = read_set(pattern, place)
            out.append(written(runs))
        elif pattern.startswith(PROPERTY, place):
            runs, place = read_property(pattern, place)
            out.append(written(runs))
        else:
            size = 2 if pattern[place] == "\\" else 1
            out.append(pattern[place : place + size])
            place += size
    return "".join(out)


def read_set(pattern: str, place: int) -> tuple[Runs, int]:
    """The set that opens at ``place``, and the place after it."""
    negated = pattern[place + 1] == "^"
    start = place = place + 1 + negated
    runs: Runs = ()
    while place == start or pattern[place] != "]":
        if pattern.startswith("--[", place):
            taken, place = read_set(pattern, place + 2)
            runs = complement(union(complement(runs), taken))
            continue
        more, place = read_member(pattern, place)
        runs = union(runs, more)
    return (complement(runs) if negated else runs), place + 1


def read_member(pattern: str, place: int) -> tuple[Runs, int]:
    """One member of a set: a set, a property, a range or a character."""
    if pattern[place] == "[":
        return read_set(pattern, place)
    if pattern.startswith(PROPERTY, place):
        return read_property(pattern, place)
    start, place = read_point(pattern, place)
    end = start
    if pattern[place] == "-" and pattern[place + 1] not in "]-[":
        end, place = read_point(pattern, place + 1)
    return ((start, end),), place


def read_point(pattern: str, place: int) -> tuple[int, int]:
    """The code point written at ``place``, and the place after it."""
    if pattern[place] != "\\":
        return ord(pattern[place]), place + 1
    letter = pattern[place + 1]
    digits = {"x": 2, "u": 4, "U": 8}.get(letter, 0)
    if digits:
        end = place + 2 + digits
        return int(pattern[place + 2 : end], 16), end
    return ESCAPES.get(letter, ord(letter)), place + 2


def read_property(pattern: str, place: int) -> tuple[Runs, int]:
    """What ``\\p{…}`` or ``\\P{…}`` at ``place`` holds, and the place after it."""
    end = pattern.index("}", place)
    bounds = iter(RANGES[pattern[place + 3 : end]])
    runs = tuple(zip(bounds, bounds, strict=True))
    return (complement(runs) if pattern[place + 1] == "P" else runs), end + 1


def union(*sets: Runs) -> Runs:
    """What any of the sets holds."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(run for runs in sets for run in runs):
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)


def complement(runs: Runs) -> Runs:
    """What the set does not hold."""
    starts = [0, *(end + 1 for _, end in runs)]
    ends = [*(start - 1 for start, _ in runs), LAST]
    return tuple((start, end) for start, end in zip(starts, ends, strict=True) if start <= end)


def written(runs: Iterable[tuple[int, int]]) -> str:
    """A set of ``re``."""
    return "[" + "".join(f"\\U{start:08x}-\\U{end:08x}" for start, end in runs) + "]"
