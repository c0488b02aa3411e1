"""Word shards: the rows of the question table for words that the site itself does not use.

Body of kind W (see ``container``); the files are cut by range of the sorted WordPiece pieces:

    ======== ====================================================
    stream   content
    ======== ====================================================
    count    u32, number of pieces
    names    the pieces, rising by code point (see ``names``)
    rows     a row of the question table a piece (see ``rows``)
    ======== ====================================================
"""

from __future__ import annotations

from collections.abc import Mapping

from askdocs_index.artifact.container import Cursor, pack, unpack
from askdocs_index.artifact.names import decode_names, encode_names
from askdocs_index.artifact.rows import ROW_BYTES

KIND = b"W"


def encode_words(rows: Mapping[str, bytes]) -> bytes:
    """A shard's file bytes from piece → row."""
    pieces = sorted(rows)
    data = b"".join(rows[piece] for piece in pieces)
    return pack(KIND, len(pieces).to_bytes(4, "little") + encode_names(pieces) + data)


def decode_words(name: str, data: bytes) -> dict[str, bytes]:
    """Piece → row of the shard ``name``. Raises CorruptError or FormatError."""
    cursor = Cursor(name, unpack(name, KIND, data))
    pieces = decode_names(cursor, cursor.u32())
    return {piece: cursor.take(ROW_BYTES) for piece in pieces}
