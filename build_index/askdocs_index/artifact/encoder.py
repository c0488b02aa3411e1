"""The question encoder: a small transformer over the rows of a question's words.

A question's vector is made of the rows of its words (see ``rows``) by ``engine.encoder``. The
transformer, fitted once by ``tools/fit_encoder``, is the same for every site and comes with this
package in ``data/question-encoder.bin``. Body of kind E (see ``container``):

    ======== =================================================================================
    stream   content
    ======== =================================================================================
    count    u32, number of stop words that have a row
    names    these, rising by code point (see ``names``)
    rows     a row a stop word (see ``rows``)
    depth    u32, number of layers; from here on the bytes of question-encoder.bin
    layers   a layer: its matrices ``query`` (KEYS × 128), ``key`` (KEYS × 128), ``value``, ``mix``,
             ``widen`` and ``narrow`` (128 × 128 each) row by row; then f32 values: 128 of ``bias``,
             HEADS × (2 NEAR + 1) of ``distance``
    gate     128 f32 values
    ======== =================================================================================

A matrix's row is laid out as a row of the question table, but its steps lie at halves: a half byte
h stands for h - 7.5 steps.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from askdocs_index.artifact.container import Cursor, pack, unpack
from askdocs_index.artifact.names import decode_names, encode_names
from askdocs_index.artifact.rows import DIMENSIONS, ROW_BYTES, decode_row
from askdocs_index.errors import CorruptError

ENCODER_NAME = "question-encoder.bin"
KIND = b"E"
KEYS = 64  # dimensions of all heads' queries together
HEADS = 4
NEAR = 8  # words to either side that have a bias of their own
MIDDLE = 7.5  # of a matrix's half bytes
MAX_LAYERS = 4

Row = Sequence[float]
Matrix = Sequence[Row]


@dataclass(frozen=True, slots=True)
class Layer:
    """Attention, then a wider layer; what a matrix's row is multiplied with has 128 values."""

    query: Matrix
    key: Matrix
    value: Matrix
    mix: Matrix
    widen: Matrix
    narrow: Matrix
    bias: Row
    distance: Matrix  # HEADS × (2 NEAR + 1): what a head adds for the word so far to the right


@dataclass(frozen=True, slots=True)
class QuestionEncoder:
    """``stops``: stop word → row, not yet decoded. ``gate``: 128 values."""

    stops: Mapping[str, bytes]
    layers: Sequence[Layer]
    gate: Row


def encode_encoder(stops: Mapping[str, bytes], layers: bytes) -> bytes:
    """The file bytes from the stop words' rows and the bytes of question-encoder.bin."""
    names = sorted(stops)
    data = b"".join(stops[name] for name in names)
    return pack(KIND, len(names).to_bytes(4, "little") + encode_names(names) + data + layers)


def decode_encoder(name: str, data: bytes) -> QuestionEncoder:
    """The encoder in the file ``name``. Raises CorruptError or FormatError."""
    cursor = Cursor(name, unpack(name, KIND, data))
    names = decode_names(cursor, cursor.u32())
    stops = {each: cursor.take(ROW_BYTES) for each in names}
    depth = cursor.u32()
    if depth > MAX_LAYERS:
        raise CorruptError(f"{name}: {depth} layers where at most {MAX_LAYERS} are expected.")
    layers = [_layer(cursor) for _ in range(depth)]
    return QuestionEncoder(stops, layers, cursor.floats(DIMENSIONS))


def _layer(cursor: Cursor) -> Layer:
    sizes = (KEYS, KEYS, DIMENSIONS, DIMENSIONS, DIMENSIONS, DIMENSIONS)
    query, key, value, mix, widen, narrow = (_matrix(cursor, size) for size in sizes)
    bias = cursor.floats(DIMENSIONS)
    distance = [cursor.floats(2 * NEAR + 1) for _ in range(HEADS)]
    return Layer(query, key, value, mix, widen, narrow, bias, distance)


def _matrix(cursor: Cursor, rows: int) -> Matrix:
    return [decode_row(cursor.take(ROW_BYTES), MIDDLE) for _ in range(rows)]
