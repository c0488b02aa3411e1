"""Which encoder a build uses, and its model file, written once from the weights."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from safetensors.numpy import load_file

from askdocs_index.errors import InputError
from askdocs_index.stages.encode.encoder import Encoder
from askdocs_index.stages.encode.fast import fast_encoder
from askdocs_index.stages.encode.graph import Precision, build_graph
from askdocs_index.stages.encode.minilm import MiniLM
from askdocs_index.stages.encode.projection import Projection, load_projection
from askdocs_index.stages.encode.weights import (
    NOTICE,
    UnavailableError,
    Weights,
    find_weights,
    write_whole,
)

MODEL_VERSION = 1  # of graph.py: raise it whenever the vectors may change

Report = Callable[[str], None]


def choose_encoder(name: str, weights_folder: str, cache_folder: Path, report: Report) -> Encoder:
    """The encoder called ``name``: "full", "fast", or "auto" for full where its weights can be had.

    ``report`` hears of a download, and aloud of the fast encoder when it stands in. Raises
    WeightsError for wrong weights, InputError where "full" is asked for and cannot be had.
    """
    if name == "fast":
        return fast_encoder()
    try:
        return _full(weights_folder, cache_folder / "encoder", report)
    except UnavailableError as error:
        if name == "full":
            raise InputError(
                f"encoder: full, but no source has its weights: {error}. Name a folder that has "
                "them with `weights`, or choose `encoder: fast`."
            ) from error
        report(
            f"The fast encoder stands in, because the full one's weights cannot be had: {error}. "
            "Questions that share few words with the pages are answered less well."
        )
        return fast_encoder()


def _full(named: str, folder: Path, report: Report) -> MiniLM:
    projection = load_projection()
    identity = f"minilm-int8-{MODEL_VERSION}-{projection.digest[:10]}"
    model, tokenizer = folder / f"{identity}.onnx", folder / "tokenizer.json"
    try:
        # A folder that the author names is always looked at: what is wrong with it must be said.
        if named or not (_is_whole(model) and tokenizer.is_file()):
            weights = find_weights(named, folder, report)
            folder.mkdir(parents=True, exist_ok=True)
            if weights.tokenizer != tokenizer:
                write_whole(tokenizer, weights.tokenizer.read_bytes())
            if not _is_whole(model):
                _write_model(weights, projection, model)
    except OSError as error:
        raise InputError(
            f"{folder}: the encoder's files cannot be written or read there ({error}). "
            "Make room, or name another folder with the option `cache_dir`."
        ) from error
    return MiniLM(identity, model, tokenizer)


def _write_model(weights: Weights, projection: Projection, path: Path) -> None:
    data = build_graph(load_file(weights.model), Precision.INT8, projection.matrix)
    write_whole(path.with_name("NOTICE"), NOTICE.encode())
    write_whole(path, data)
    write_whole(_sum_file(path), hashlib.sha256(data).hexdigest().encode())


def _is_whole(path: Path) -> bool:
    """Whether the model's file is there with the bytes that were written."""
    if not (path.is_file() and _sum_file(path).is_file()):
        return False
    return hashlib.sha256(path.read_bytes()).hexdigest() == _sum_file(path).read_text("ascii")


def _sum_file(path: Path) -> Path:
    return path.with_suffix(".sha256")
