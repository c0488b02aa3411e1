"""MiniLM's vectors of the texts, in chunks that a second run finds again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from askdocs_index.stages.encode.graph import Precision, build_graph
from askdocs_index.stages.encode.minilm import MiniLM, open_session

CHUNK = 30_000

Vectors = NDArray[np.float32]


def open_model(weights: Path, work: Path) -> MiniLM:
    """The int8 model without a projection: 384 dimensions."""
    path = work / "minilm.onnx"
    if not path.is_file():
        path.write_bytes(build_graph(load_file(weights / "model.safetensors"), Precision.INT8))
    return MiniLM("raw", path, weights / "tokenizer.json")


def embed(model: MiniLM, kind: str, texts: list[str], work: Path) -> Vectors:
    """The vectors of ``texts`` (N × 384), as float16 in ``work`` between runs."""
    chunks = []
    for start in range(0, len(texts), CHUNK):
        path = work / f"emb-{kind}-{start}.npy"
        if not path.is_file():
            print(f"embedding {kind} from {start}", flush=True)
            np.save(path, model.encode(texts[start : start + CHUNK]).astype(np.float16))
        chunks.append(np.load(path))
    return np.concatenate(chunks)[: len(texts)].astype(np.float32)


def embed_pieces(model: MiniLM, count: int, work: Path) -> Vectors:
    """The vector of each piece of the vocabulary by itself: where the fit starts from."""
    path = work / "piece_emb.npy"
    if not path.is_file():
        session = open_session(model.model)
        ids = (np.array([[101, piece, 102]], np.int64) for piece in range(count))  # [CLS] … [SEP]
        rows = [session.run(None, {"ids": row})[0][0] for row in ids]
        np.save(path, np.array(rows, np.float16))
    return np.load(path).astype(np.float32)
