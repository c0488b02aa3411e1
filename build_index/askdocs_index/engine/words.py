"""Rows for words that the site does not use, fetched on demand piece by piece."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from askdocs_index import wordpiece

MAX_UNKNOWN_WORDS = 2  # of a question that are looked up, the longest of them
MAX_SHARDS = 2  # fetched for one word; a word in more pieces than these hold is left out

Shard = Mapping[str, bytes]


def unknown_words(words: Mapping[str, float], is_known: Callable[[str], bool]) -> list[str]:
    """The words worth looking up, sorted: neither stop words nor of the site's vocabulary."""
    unknown = [word for word in words if len(word) > 1 and not is_known(word)]
    return sorted(sorted(unknown, key=lambda word: (-len(word), word))[:MAX_UNKNOWN_WORDS])


def word_rows(word: str, shard_of: Callable[[str], Shard | None]) -> list[bytes]:
    """The rows of the pieces of ``word``; none where the table lacks one of them.

    ``shard_of``: piece → the shard whose range it falls into, None before the first.
    """
    vocabulary = _Vocabulary(shard_of)
    rows = []
    for part in wordpiece.words(word):
        if wordpiece.is_punctuation(part):  # the apostrophe of "user's" has no row
            continue
        for piece in wordpiece.pieces(part, vocabulary):
            row = vocabulary.row(piece)
            if row is None:
                return []
            rows.append(row)
    return rows


@dataclass(slots=True)
class _Vocabulary:
    """The pieces of at most MAX_SHARDS shards, taken in the order in which they are asked for."""

    shard_of: Callable[[str], Shard | None]
    seen: list[Shard] = field(default_factory=list)

    def __contains__(self, piece: object) -> bool:
        return isinstance(piece, str) and self.row(piece) is not None

    def row(self, piece: str) -> bytes | None:
        shard = self.shard_of(piece)
        if shard is None:
            return None
        if not any(shard is other for other in self.seen):
            if len(self.seen) == MAX_SHARDS:
                return None
            self.seen.append(shard)
        return shard.get(piece)
