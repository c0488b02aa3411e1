"""The encoder as a reader's browser loads it: the same model with fewer levels, and its pieces."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from safetensors.numpy import load_file

from askdocs_index.artifact.encoder import encode_encoder
from askdocs_index.errors import InputError
from askdocs_index.stages.encode.graph import Precision, build_graph
from askdocs_index.stages.encode.projection import load_projection
from askdocs_index.stages.encode.weights import UnavailableError, find_weights


def compact_encoder(
    weights_folder: str, cache_folder: Path, report: Callable[[str], None]
) -> bytes:
    """The file ``encoder-<hash>.bin``. Raises InputError where its weights cannot be had."""
    try:
        weights = find_weights(weights_folder, cache_folder / "encoder", report)
    except UnavailableError as error:
        raise InputError(
            f"second_gear: no source has the encoder's weights: {error}. Name a folder that has "
            "them with `weights`, or choose `second_gear: none`."
        ) from error
    model = build_graph(load_file(weights.model), Precision.COMPACT, load_projection().matrix)
    return encode_encoder(pieces_of(weights.tokenizer), model)


def pieces_of(tokenizer: Path) -> list[str]:
    """The pieces of a ``tokenizer.json``, by their ids, which have no gaps."""
    ids: dict[str, int] = json.loads(tokenizer.read_text("utf-8"))["model"]["vocab"]
    return sorted(ids, key=ids.__getitem__)
