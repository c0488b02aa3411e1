"""all-MiniLM-L6-v2 as an ONNX graph, written from its weights: 6 layers of BERT, then mean pooling.

The graph takes the token ids of *one* text (int64, 1 × L, with [CLS] and [SEP], L ≤ 256) and gives
one unit vector (float32, 1 × width). One text at a time needs no mask and no padding, and what a
text's vector is does not depend on its neighbours.

The operators are onnxruntime's own fused ones (domain ``com.microsoft``), which do the same
arithmetic as BERT's: ``Gelu`` is the exact (erf) one, ``MultiHeadAttention`` scales by 1/√32.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

Weights = Mapping[str, NDArray[np.float32]]

LAYERS = 6
HEADS = 12
WIDTH = 384
MAX_TOKENS = 256  # sentence-transformers' max_seq_length for this model
EPSILON = 1e-12  # layer_norm_eps of the model's config.json
OPSET = 17  # the first with LayerNormalization
IR_VERSION = 9  # onnxruntime 1.17 (2024) and later read it
MICROSOFT = "com.microsoft"


class Precision(StrEnum):
    """How the matrices are kept; ``FLOAT32`` is the reference that tests compare with."""

    INT8 = "int8"
    COMPACT = "compact"  # bytes of few values, which gzip packs: for a reader to load
    FLOAT32 = "float32"


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest codes of the two kinds of matrix."""

    words: int  # of a row of the word embeddings
    weights: int  # of an output channel of a layer


# Weights use 7 of their 8 bits: the sum of two products (255 · 63 · 2) then fits the 16 bits that
# processors without VNNI instructions saturate at. It costs .001 in cosine. With those of COMPACT,
# file and runtime stay below 18 MB; docs/manual/decisions/0010 has what else was measured.
LIMITS = {
    Precision.INT8: Limits(words=127, weights=63),
    Precision.COMPACT: Limits(words=10, weights=40),
}


def build_graph(
    weights: Weights, precision: Precision, projection: NDArray[np.float32] | None = None
) -> bytes:
    """The serialised model. With a ``projection`` (384 × D) the vector has D entries, else 384."""
    writer = _Writer(weights, precision)
    hidden = writer.embeddings()
    for layer in range(LAYERS):
        hidden = writer.layer(hidden, f"encoder.layer.{layer}.")
    writer.pooled(hidden, projection)
    return writer.model(WIDTH if projection is None else projection.shape[1])


def quantise_rows(
    rows: NDArray[np.float32], largest: int = 127
) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Rows (N × D, finite) to int8 and one scale a row.

    A row's greatest magnitude maps to ``largest``, so that an entry errs by at most half its row's
    scale; a row of zeros has scale 1.
    """
    peaks = np.abs(rows).max(axis=1)
    scales = np.where(peaks > 0, peaks / largest, 1.0).astype(np.float32)
    return np.rint(rows / scales[:, None]).astype(np.int8), scales


class _Writer:
    """Collects nodes and initialisers; each method adds one part of BERT and names its output."""

    def __init__(self, weights: Weights, precision: Precision) -> None:
        self.weights = weights
        self.precision = precision
        self.nodes: list[onnx.NodeProto] = []
        self.initialisers: list[onnx.TensorProto] = []

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        self.initialisers.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def weight(self, name: str) -> str:
        return self.constant(name, self.weights[name])

    def node(self, operator: str, inputs: list[str], domain: str = "", **attributes: Any) -> str:
        output = f"{operator}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, inputs, [output], domain=domain, **attributes))
        return output

    def embeddings(self) -> str:
        """Word + position + type, normalised: 1 × L × 384."""
        words = self.words()
        # The type of a single text is always 0: its row is added to the positions once, here.
        positions = (
            self.weights["embeddings.position_embeddings.weight"][:MAX_TOKENS]
            + self.weights["embeddings.token_type_embeddings.weight"][0]
        )
        zero = self.constant("zero", np.array([0], np.int64))
        length = self.node("Shape", ["ids"], start=1)
        places = self.node("Slice", [self.constant("positions", positions), zero, length, zero])
        summed = self.node("Add", [words, places])
        scale, bias = (self.weight(f"embeddings.LayerNorm.{part}") for part in ("weight", "bias"))
        return self.node("LayerNormalization", [summed, scale, bias], epsilon=EPSILON, axis=-1)

    def words(self) -> str:
        rows = self.weights["embeddings.word_embeddings.weight"]
        if self.precision is Precision.FLOAT32:
            return self.node("Gather", [self.constant("words", rows), "ids"])
        # Not onnxruntime's 8-bit Gather: its quantiser silently leaves the table in float32.
        codes, scales = quantise_rows(rows, LIMITS[self.precision].words)
        picked = self.node("Gather", [self.constant("words", codes), "ids"])
        scale = self.node("Gather", [self.constant("word_scales", scales[:, None]), "ids"])
        return self.node("Mul", [self.node("Cast", [picked], to=TensorProto.FLOAT), scale])

    def layer(self, hidden: str, prefix: str) -> str:
        """Attention and feed-forward, each added to its input and normalised."""
        attended = self.attention(hidden, prefix + "attention.self.")
        mixed = self.dense(attended, [prefix + "attention.output.dense"])
        hidden = self.normalised(mixed, hidden, prefix + "attention.output.LayerNorm.")
        wide = self.dense(hidden, [prefix + "intermediate.dense"])
        narrow = self.dense(self.node("Gelu", [wide], MICROSOFT), [prefix + "output.dense"])
        return self.normalised(narrow, hidden, prefix + "output.LayerNorm.")

    def attention(self, hidden: str, prefix: str) -> str:
        # One product for query, key and value: their input is quantised once.
        joined = self.dense(hidden, [prefix + part for part in ("query", "key", "value")])
        outputs = [prefix + part for part in ("q", "k", "v")]
        self.nodes.append(helper.make_node("Split", [joined], outputs, axis=-1))
        return self.node("MultiHeadAttention", outputs, MICROSOFT, num_heads=HEADS)

    def dense(self, hidden: str, names: list[str]) -> str:
        """``hidden`` through the linear layers of ``names``, whose outputs lie side by side."""
        matrix = np.concatenate([self.weights[name + ".weight"] for name in names])
        bias = np.concatenate([self.weights[name + ".bias"] for name in names])
        multiply = {
            Precision.INT8: self.int8_product,
            Precision.COMPACT: self.compact_product,
            Precision.FLOAT32: self.float_product,
        }[self.precision]
        return self.node(
            "Add", [multiply(hidden, matrix, names[0]), self.constant(names[0] + ".bias", bias)]
        )

    def float_product(self, hidden: str, matrix: NDArray[np.float32], name: str) -> str:
        return self.node("MatMul", [hidden, self.constant(name, matrix.T)])

    def compact_product(self, hidden: str, matrix: NDArray[np.float32], name: str) -> str:
        """The weights become floats when the model is opened: onnxruntime computes constants once.

        Activations stay floats. Rounded ones amplify the last bits in which two machines differ:
        with them, a browser's vectors came as near to Python's as a cosine of .998, not 1.
        """
        codes, scales = quantise_rows(matrix, LIMITS[self.precision].weights)
        picked = self.node("Cast", [self.constant(name, codes.T)], to=TensorProto.FLOAT)
        scaled = self.node("Mul", [picked, self.constant(name + ".scales", scales)])
        return self.node("MatMul", [hidden, scaled])

    def int8_product(self, hidden: str, matrix: NDArray[np.float32], name: str) -> str:
        """Each token's activations get a scale of their own, each output channel's weights too.

        onnxruntime's DynamicQuantizeMatMul takes one scale from the whole text: a tenth faster, and
        three times the error, because a few tokens have activations far greater than the others'.
        """
        peak = self.node("ReduceMax", [self.node("Abs", [hidden])], axes=[-1], keepdims=1)
        peak = self.node("Max", [peak, self.constant(name + ".tiny", np.array(1e-30, np.float32))])
        scaled = self.node(
            "Mul",
            [
                hidden,
                self.node("Div", [self.constant(name + ".127", np.array(127, np.float32)), peak]),
            ],
        )
        unit = self.constant(name + ".unit", np.array(1, np.float32))
        zero = self.constant(name + ".zero", np.array(128, np.uint8))
        activations = self.node("QuantizeLinear", [scaled, unit, zero])
        # a row is an output channel
        codes, scales = quantise_rows(matrix, LIMITS[self.precision].weights)
        product = self.node(
            "MatMulIntegerToFloat",
            [activations, self.constant(name, codes.T), unit,
             self.constant(name + ".scales", scales / 127), zero],
            MICROSOFT,
        )  # fmt: skip
        return self.node("Mul", [product, peak])

    def normalised(self, new: str, hidden: str, prefix: str) -> str:
        # Not SkipLayerNormalization: Add and LayerNormalization are three times as fast.
        norm = [self.weight(prefix + part) for part in ("weight", "bias")]
        inputs = [self.node("Add", [new, hidden]), *norm]
        return self.node("LayerNormalization", inputs, epsilon=EPSILON, axis=-1)

    def pooled(self, hidden: str, projection: NDArray[np.float32] | None) -> None:
        """The mean over tokens, projected, to unit length. No text gives a zero vector."""
        vector = self.node("ReduceMean", [hidden], axes=[1], keepdims=0)
        if projection is not None:
            vector = self.node("MatMul", [vector, self.constant("projection", projection)])
        self.nodes.append(helper.make_node("LpNormalization", [vector], ["vector"], axis=-1, p=2))

    def model(self, width: int) -> bytes:
        graph = helper.make_graph(
            self.nodes,
            "all-MiniLM-L6-v2",
            [helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "tokens"])],
            [helper.make_tensor_value_info("vector", TensorProto.FLOAT, [1, width])],
            self.initialisers,
        )
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(MICROSOFT, 1)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION)
        return bytes(model.SerializeToString(deterministic=True))
