"""Spelling shards: the words that a site uses, by which a mistyped one is recognised.

Body of kind S (see ``container``); the files are cut by range of the sorted words. On a large site
the same words lie there a second time, written backwards: whatever single letter is wrong, the
first or the last half of the word is right.

    ======== ====================================================
    stream   content
    ======== ====================================================
    count    u32, number of words
    names    the words, rising by code point (see ``names``)
    uses     a word: varint, how often the site uses it, in doublings; 0 for a right word
             that it does not use and that is one edit away from one of its own
    ======== ====================================================
"""

from __future__ import annotations

from collections.abc import Mapping

from askdocs_index.artifact.container import Cursor, pack, unpack, varint
from askdocs_index.artifact.names import decode_names, encode_names

KIND = b"S"


def encode_spelling(uses: Mapping[str, int]) -> bytes:
    """A shard's file bytes from word → uses."""
    words = sorted(uses)
    counts = b"".join(varint(uses[word]) for word in words)
    return pack(KIND, len(words).to_bytes(4, "little") + encode_names(words) + counts)


def decode_spelling(name: str, data: bytes) -> dict[str, int]:
    """Word → uses of the shard ``name``. Raises CorruptError or FormatError."""
    cursor = Cursor(name, unpack(name, KIND, data))
    words = decode_names(cursor, cursor.u32())
    return {word: cursor.varint() for word in words}
