"""The model as it ships, against the reference in float32 and against NumPy's own forward pass."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from safetensors.numpy import load_file

from askdocs_index.stages.encode import choose_encoder
from askdocs_index.stages.encode.graph import HEADS, LAYERS, Precision, build_graph, quantise_rows
from askdocs_index.stages.encode.minilm import MiniLM, open_session, open_tokenizer
from askdocs_index.stages.encode.projection import load_projection
from askdocs_index.stages.encode.weights import Weights

TEXTS = [
    "How do I clear the cache?",
    "uv sync --frozen installs exactly what uv.lock says, without looking for newer versions.",
    "x",
    "",
    "The admonition syntax: three exclamation marks, a type, and an optional title. " * 6,
    "Path parameters are declared with the same syntax as Python format strings. " * 30,
    "Ünïcode, 中文 and 🎉 stand in one line [SEP] with a special token's name.",
]

Array = NDArray[np.float32]


@pytest.fixture(scope="module")
def tensors(weights: Weights) -> dict[str, Array]:
    return load_file(weights.model)


@pytest.fixture(scope="module")
def models(
    weights: Weights, tensors: dict[str, Array], tmp_path_factory: pytest.TempPathFactory
) -> dict[Precision, MiniLM]:
    """Both precisions, without the projection."""
    folder = tmp_path_factory.mktemp("models")
    made = {}
    for precision in Precision:
        path = folder / f"{precision}.onnx"
        path.write_bytes(build_graph(tensors, precision))
        made[precision] = MiniLM(precision, path, weights.tokenizer)
    return made


def naive_vector(tensors: dict[str, Array], ids: list[int]) -> Array:
    """BERT's forward pass as the paper has it, mean pooling, unit length (Devlin et al. 2019)."""

    def dense(x: Array, name: str) -> Array:
        return np.asarray(x @ tensors[name + ".weight"].T + tensors[name + ".bias"])

    def norm(x: Array, name: str) -> Array:
        centred = x - x.mean(-1, keepdims=True)
        scaled = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-12)
        return np.asarray(scaled * tensors[name + ".weight"] + tensors[name + ".bias"])

    def heads(x: Array) -> Array:
        return x.reshape(len(ids), HEADS, -1).transpose(1, 0, 2)

    erf = np.vectorize(math.erf)
    rows = [
        tensors[f"embeddings.{kind}_embeddings.weight"]
        for kind in ("word", "position", "token_type")
    ]
    x = norm(rows[0][ids] + rows[1][: len(ids)] + rows[2][0], "embeddings.LayerNorm")
    for layer in range(LAYERS):
        at = f"encoder.layer.{layer}."
        q, k, v = (
            heads(dense(x, f"{at}attention.self.{part}")) for part in ("query", "key", "value")
        )
        scores = q @ k.transpose(0, 2, 1) / math.sqrt(q.shape[-1])
        shares = np.exp(scores - scores.max(-1, keepdims=True))
        mixed = shares / shares.sum(-1, keepdims=True) @ v
        joined = mixed.transpose(1, 0, 2).reshape(len(ids), -1)
        x = norm(
            x + dense(joined, at + "attention.output.dense"), at + "attention.output.LayerNorm"
        )
        wide = dense(x, at + "intermediate.dense")
        wide = wide * (1 + erf(wide / math.sqrt(2))) / 2
        x = norm(x + dense(wide, at + "output.dense"), at + "output.LayerNorm")
    mean = x.mean(0)
    return np.asarray(mean / np.linalg.norm(mean), np.float32)


def test_the_float_graph_is_bert(
    models: dict[Precision, MiniLM], tensors: dict[str, Array]
) -> None:
    model = models[Precision.FLOAT32]
    encodings = open_tokenizer(model.tokenizer).encode_batch(TEXTS)
    naive = np.array([naive_vector(tensors, encoding.ids) for encoding in encodings])
    assert np.abs(model.encode(TEXTS) - naive).max() < 1e-5


def test_eight_bits_keep_a_cosine_of_099_on_sentences(models: dict[Precision, MiniLM]) -> None:
    sentences = [text for text in TEXTS if len(text) > 1]  # a lone letter keeps .98
    reference, small = (models[p].encode(sentences) for p in (Precision.FLOAT32, Precision.INT8))
    assert (reference * small).sum(axis=1).min() >= 0.99


def test_a_text_is_cut_at_256_tokens(models: dict[Precision, MiniLM]) -> None:
    assert len(open_tokenizer(models[Precision.INT8].tokenizer).encode("word " * 999).ids) == 256


def test_a_vector_depends_on_its_text_alone(models: dict[Precision, MiniLM]) -> None:
    model = models[Precision.INT8]
    together = model.encode(TEXTS)
    apart = np.concatenate([model.encode([text]) for text in TEXTS])
    assert np.array_equal(together, apart)
    assert np.array_equal(together[::-1], model.encode(TEXTS[::-1]))


def test_the_shipped_encoder_is_the_projected_model(
    weights: Weights, models: dict[Precision, MiniLM], tmp_path: Path
) -> None:
    encoder = choose_encoder("full", str(weights.model.parent), tmp_path, print)
    projected = models[Precision.INT8].encode(TEXTS) @ load_projection().matrix
    projected /= np.linalg.norm(projected, axis=1, keepdims=True)
    assert np.abs(encoder.encode(TEXTS) - projected).max() < 1e-5


def test_a_damaged_model_file_is_written_anew(weights: Weights, tmp_path: Path) -> None:
    folder = str(weights.model.parent)
    model = tmp_path / "encoder" / f"{choose_encoder('full', folder, tmp_path, print).id}.onnx"
    whole = model.read_bytes()
    model.write_bytes(whole[:1000])
    choose_encoder("full", folder, tmp_path, print)
    assert model.read_bytes() == whole


def test_a_model_once_written_needs_no_weights(weights: Weights, tmp_path: Path) -> None:
    first = choose_encoder("full", str(weights.model.parent), tmp_path, print)
    assert choose_encoder("full", "", tmp_path, pytest.fail) == first


def test_a_worker_without_the_model_says_where_it_looked(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="every machine of the cluster sees it"):
        open_session(tmp_path / "none.onnx")


def test_quantised_rows_err_by_half_a_step_at_most() -> None:
    rows = np.random.default_rng(1).normal(size=(20, 33)).astype(np.float32)
    rows[3] = 0
    codes, scales = quantise_rows(rows)
    assert np.all(np.abs(codes * scales[:, None] - rows) <= scales[:, None] * 0.5001)
