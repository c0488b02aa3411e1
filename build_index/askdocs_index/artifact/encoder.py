"""The question encoder that a reader may load: all-MiniLM-L6-v2, and what runs it.

``encoder-<hash>.bin`` has a body of kind E (see ``container``):

    ==== ====================================================================
    size field
    ==== ====================================================================
    4    u32, size of the pieces
    …    the tokeniser's pieces in UTF-8 by rising id, each ended by a line feed
    4    u32, size of the model
    …    the model in ONNX: ids (int64, 1 × L) → vector (float32, 1 × D)
    ==== ====================================================================

A text's ids are [CLS], those of its WordPiece pieces, [SEP], at most 256 in all; its vector is of
unit length, in the space of the passages' vectors.

``runtime-<hash>.bin`` has a body of kind R: u32, a size, and as many bytes of WebAssembly, which
are onnxruntime-web's as it was published. The manifest names both files, and the script that runs
them, under ``ui.gear``; ``bytes`` is what the three have together.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from askdocs_index.artifact.container import Cursor, pack, unpack

KIND = b"E"
RUNTIME_KIND = b"R"


def encode_encoder(pieces: Sequence[str], model: bytes) -> bytes:
    """The file of an encoder; ``pieces`` by their ids."""
    vocabulary = "".join(f"{piece}\n" for piece in pieces).encode()
    return pack(KIND, _sized(vocabulary) + _sized(model), strategy=zlib.Z_FILTERED)


def decode_encoder(name: str, data: bytes) -> tuple[list[str], bytes]:
    """The pieces and the model. Raises CorruptError or FormatError."""
    cursor = Cursor(name, unpack(name, KIND, data))
    pieces = cursor.take(cursor.u32()).decode().split("\n")[:-1]
    return pieces, cursor.take(cursor.u32())


def encode_runtime(wasm: bytes) -> bytes:
    """The file of a runtime."""
    return pack(RUNTIME_KIND, _sized(wasm))


def _sized(data: bytes) -> bytes:
    return len(data).to_bytes(4, "little") + data
