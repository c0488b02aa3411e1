"""The second gear's files, made once a run, and its encoder in Python."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from askdocs.static import load_widget
from askdocs_index.artifact.container import content_hash
from askdocs_index.artifact.encoder import decode_encoder, encode_runtime
from askdocs_index.stages.encode.compact import compact_encoder
from askdocs_index.stages.encode.minilm import MiniLM
from support.corpora import weights_folder
from support.shared import ROOT


@dataclass(frozen=True, slots=True)
class GearFiles:
    """A folder with ``encoder-….bin`` and ``runtime-….bin``, and the model beside them."""

    folder: Path
    encoder: Path
    model: MiniLM

    def encode(self, text: str) -> list[float]:
        """The text's vector as Python's onnxruntime computes it."""
        return [float(value) for value in self.model.encode([text])[0]]

    def encode_all(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The texts' vectors."""
        return self.model.encode(texts)


def make_gear(folder: Path) -> GearFiles:
    """Writes the files into ``folder``. Raises UnavailableError where no weights can be had."""
    weights = weights_folder()
    data = compact_encoder(str(weights), folder, print)
    encoder = folder / f"encoder-{content_hash(data)}.bin"
    encoder.write_bytes(data)
    runtime = encode_runtime(load_widget().geared.runtime.read_bytes())
    (folder / f"runtime-{content_hash(runtime)}.bin").write_bytes(runtime)
    model = folder / "model.onnx"
    model.write_bytes(decode_encoder(encoder.name, data)[1])
    return GearFiles(folder, encoder, MiniLM("compact", model, weights / "tokenizer.json"))


def two_hundred_questions() -> list[str]:
    """Questions of the guide and of the manuals that are fitted with, the first 200."""
    from askdocs_index.questions import read_questions

    files = [
        *sorted(ROOT.glob("tests/guide/*.jsonl")),
        *sorted(ROOT.glob("tools/questions/*.jsonl")),
    ]
    questions = [question.question for file in files for question in read_questions(file)]
    return list(dict.fromkeys(questions))[:200]
