"""The file of the stop words' rows, which every question fetches.

Stop words have no postings, but "how", "not" and "without" turn a question's vector: without them
its MRR over the Python FAQ falls from .61 to .58. Body of kind W (see ``container``):

    ======== ====================================================
    stream   content
    ======== ====================================================
    count    u32, number of words
    names    the words, rising by code point (see ``names``)
    rows     a row of the question table a word (see ``rows``)
    ======== ====================================================
"""

from __future__ import annotations

from collections.abc import Mapping

from askdocs_index.artifact.container import Cursor, pack, unpack
from askdocs_index.artifact.names import decode_names, encode_names
from askdocs_index.artifact.rows import ROW_BYTES

KIND = b"W"


def encode_stops(rows: Mapping[str, bytes]) -> bytes:
    """The file's bytes from word → row."""
    words = sorted(rows)
    data = b"".join(rows[word] for word in words)
    return pack(KIND, len(words).to_bytes(4, "little") + encode_names(words) + data)


def decode_stops(name: str, data: bytes) -> dict[str, bytes]:
    """Word → row of the file ``name``. Raises CorruptError or FormatError."""
    cursor = Cursor(name, unpack(name, KIND, data))
    words = decode_names(cursor, cursor.u32())
    return {word: cursor.take(ROW_BYTES) for word in words}
