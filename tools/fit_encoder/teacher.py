"""all-MiniLM-L6-v2 in PyTorch, for millions of short texts at once: texts → unit vectors."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch.nn.functional import gelu, layer_norm, linear, normalize, scaled_dot_product_attention

LAYERS, HEADS, WIDTH = 6, 12, 384
EPSILON = 1e-12
TOKENS = 131_072  # of a batch, padding included

Ids = NDArray[np.int32]


def tokenise(model: Tokenizer, texts: Sequence[str], longest: int) -> Ids:
    """The ids of the texts (N × ``longest``), [CLS] and [SEP] included, 0 after a text's end."""
    model.enable_truncation(longest)
    model.no_padding()
    rows = np.zeros((len(texts), longest), np.int32)
    for number, encoding in enumerate(model.encode_batch(list(texts))):
        rows[number, : len(encoding.ids)] = encoding.ids
    return rows


class Teacher:
    """MiniLM with 8-bit matrices (see ``material``), computing in half precision on a GPU."""

    def __init__(self, weights: Path, device: str) -> None:
        kind = torch.float16 if device == "cuda" else torch.float32
        arrays = np.load(weights)
        self.weights = {}
        for name in arrays.files:
            if not name.endswith(".scale"):
                value = arrays[name].astype(np.float32)
                if f"{name}.scale" in arrays.files:
                    value *= arrays[f"{name}.scale"][:, None]
                self.weights[name] = torch.from_numpy(value).to(device, kind)
        self.device = device

    @torch.inference_mode()
    def vectors(self, ids: Ids) -> torch.Tensor:
        """Unit vectors (N × 384, float16, on the device); texts of like length go together."""
        lengths = (ids > 0).sum(axis=1)
        order = np.argsort(-lengths, kind="stable")
        out = torch.empty(len(ids), WIDTH, dtype=torch.float16, device=self.device)
        start = 0
        while start < len(ids):
            longest = int(lengths[order[start]])
            some = order[start : start + TOKENS // longest]
            batch = torch.from_numpy(ids[some, :longest].astype(np.int64)).to(self.device)
            out[torch.from_numpy(some).to(self.device)] = self.forward(batch).half()
            start += len(some)
        return out

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        """Unit vectors of token ids padded with 0."""
        w, real = self.weights, ids > 0
        hidden = w["embeddings.word_embeddings.weight"][ids]
        hidden = hidden + w["embeddings.position_embeddings.weight"][: ids.shape[1]]
        hidden = hidden + w["embeddings.token_type_embeddings.weight"][0]
        hidden = self.norm(hidden, "embeddings.LayerNorm")
        for layer in range(LAYERS):
            hidden = self.layer(hidden, real, f"encoder.layer.{layer}.")
        summed = (hidden.float() * real[:, :, None]).sum(1)
        return normalize(summed)

    def layer(self, hidden: torch.Tensor, real: torch.Tensor, name: str) -> torch.Tensor:
        """One layer of BERT."""
        shape = (*hidden.shape[:2], HEADS, WIDTH // HEADS)
        q, k, v = (
            self.dense(hidden, f"{name}attention.self.{part}").view(shape).transpose(1, 2)
            for part in ("query", "key", "value")
        )
        mixed = scaled_dot_product_attention(q, k, v, attn_mask=real[:, None, None, :])
        mixed = self.dense(mixed.transpose(1, 2).flatten(2), f"{name}attention.output.dense")
        hidden = self.norm(mixed + hidden, f"{name}attention.output.LayerNorm")
        wide = gelu(self.dense(hidden, f"{name}intermediate.dense"))
        return self.norm(
            self.dense(wide, f"{name}output.dense") + hidden, f"{name}output.LayerNorm"
        )

    def dense(self, hidden: torch.Tensor, name: str) -> torch.Tensor:
        return linear(hidden, self.weights[f"{name}.weight"], self.weights[f"{name}.bias"])

    def norm(self, hidden: torch.Tensor, name: str) -> torch.Tensor:
        scale, bias = self.weights[f"{name}.weight"], self.weights[f"{name}.bias"]
        return layer_norm(hidden, (WIDTH,), scale, bias, EPSILON)
