"""The envelope of every binary file of the index.

A file ``<kind>-<hash>.bin`` is one gzip member (no name, no time). ``hash`` is the first 10 hex
digits of the SHA-256 of the file's bytes as they lie on disk. Uncompressed it begins with

    ====== ==== =======================================================
    offset size field
    ====== ==== =======================================================
    0      4    magic, ASCII "askd"
    4      1    kind, an ASCII letter: T terms, C cell, Z centroids, W stop words, S spelling,
                E encoder, R runtime
    5      1    FORMAT
    6      2    zero
    8           the body, as the kind's module says
    ====== ==== =======================================================

All numbers are little-endian; a *varint* is unsigned LEB128 (7 bits a byte, low bits first).
"""

from __future__ import annotations

import gzip
import hashlib
import io
import struct
import zlib
from collections.abc import Iterable

from askdocs_index.errors import CorruptError, FormatError

FORMAT = 1
MAGIC = b"askd"
HASH_DIGITS = 10
MAX_BYTES = 64 << 20  # a larger body is not one that we wrote
_HEADER = struct.Struct("<4scBH")


def content_hash(data: bytes) -> str:
    """The digits that stand in the name of a file with these bytes."""
    return hashlib.sha256(data).hexdigest()[:HASH_DIGITS]


def pack(kind: bytes, *body: bytes, strategy: int = zlib.Z_DEFAULT_STRATEGY) -> bytes:
    """The bytes of a file of ``kind`` (one letter); equal bodies give equal bytes.

    ``body`` may come in parts that are unlike each other: numbers, then text. Each has Huffman
    codes of its own, which saves 4 % of the terms and 7 % of the cells; readers see no seam.
    ``strategy``: zlib's; ``Z_FILTERED`` suits numbers, which repeat by chance only.
    """
    # zlib's own gzip framing writes no name and, with wbits, a zero time
    deflate = zlib.compressobj(9, zlib.DEFLATED, 31, strategy=strategy)
    packed = deflate.compress(_HEADER.pack(MAGIC, kind, FORMAT, 0))
    for part in body[:-1]:
        packed += deflate.compress(part) + deflate.flush(zlib.Z_BLOCK)
    return packed + deflate.compress(body[-1]) + deflate.flush()


def unpack(name: str, kind: bytes, data: bytes) -> bytes:
    """The body of the file ``name``, which must be of ``kind``.

    Raises CorruptError for damaged bytes and FormatError for another FORMAT.
    """
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            plain = file.read(MAX_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise CorruptError(f"{name}: damaged ({error}). Rebuild the site's index.") from error
    if len(plain) < _HEADER.size or len(plain) > MAX_BYTES or not plain.startswith(MAGIC):
        raise CorruptError(f"{name}: not a file of an Askdocs index. Rebuild the site's index.")
    _, found_kind, found_format, _ = _HEADER.unpack_from(plain)
    if found_format != FORMAT:
        raise FormatError(
            f"{name}: format {found_format}, but this version reads format {FORMAT}. "
            "Rebuild the site with the installed version."
        )
    if found_kind != kind:
        raise CorruptError(f"{name}: kind {found_kind!r} where {kind!r} was expected.")
    return plain[_HEADER.size :]


def varint(value: int) -> bytes:
    """A number ≥ 0 as unsigned LEB128."""
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def deltas(sorted_ids: Iterable[int]) -> bytes:
    """Rising ids as varints of the differences, the first from zero."""
    out, last = bytearray(), 0
    for number in sorted_ids:
        difference = number - last
        if difference <= 0x7F:  # most are
            out.append(difference)
        else:
            out += varint(difference)
        last = number
    return bytes(out)


class Cursor:
    """Reads a body from front to back; reading past its end raises CorruptError."""

    def __init__(self, name: str, body: bytes) -> None:
        self.name, self.body, self.position = name, body, 0

    def take(self, size: int) -> bytes:
        """The next ``size`` bytes."""
        end = self.position + size
        if end > len(self.body):
            raise CorruptError(f"{self.name}: ends too early. Rebuild the site's index.")
        self.position, start = end, self.position
        return self.body[start:end]

    def byte(self) -> int:
        """The next byte."""
        return self.take(1)[0]

    def u32(self) -> int:
        """The next four bytes, little-endian."""
        return int.from_bytes(self.take(4), "little")

    def varint(self) -> int:
        """The next unsigned LEB128 number."""
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
            shift += 7
            if shift > 28:  # 35 bits are more than any count or id has
                raise CorruptError(f"{self.name}: a number is out of range.")

    def deltas(self, count: int) -> list[int]:
        """``count`` rising ids."""
        ids, last = [], 0
        for _ in range(count):
            last += self.varint()
            ids.append(last)
        return ids
