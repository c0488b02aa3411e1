"""Sorted names, each as what it adds to the one before: varint shared, varint added, those bytes.

Lengths are in bytes of UTF-8. The same stream begins term shards and the stop words' file.
"""

from __future__ import annotations

from collections.abc import Sequence

from askdocs_index.artifact.container import Cursor, varint
from askdocs_index.errors import CorruptError


def encode_names(names: Sequence[str]) -> bytes:
    """The stream of ``names``, which are sorted by code point."""
    out, last = bytearray(), b""
    for name in names:
        data = name.encode()
        shared = _shared_prefix(last, data)
        out += varint(shared) + varint(len(data) - shared) + data[shared:]
        last = data
    return bytes(out)


def decode_names(cursor: Cursor, count: int) -> list[str]:
    """``count`` names. Raises CorruptError where one is not UTF-8."""
    names, last = [], b""
    for _ in range(count):
        shared = cursor.varint()
        last = last[:shared] + cursor.take(cursor.varint())
        names.append(last)
    try:
        return [name.decode() for name in names]
    except UnicodeDecodeError as error:
        raise CorruptError(f"{cursor.name}: a name is not UTF-8.") from error


def _shared_prefix(a: bytes, b: bytes) -> int:
    size = 0
    while size < min(len(a), len(b)) and a[size] == b[size]:
        size += 1
    return size
