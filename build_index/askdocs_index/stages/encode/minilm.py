"""The full encoder: all-MiniLM-L6-v2 in int8, run by onnxruntime, a text at a time on each core."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from askdocs_index.errors import InputError
from askdocs_index.stages.encode.graph import MAX_TOKENS


@dataclass(frozen=True, slots=True)
class MiniLM:
    """Texts to the vectors of the ONNX model at ``model``.

    Two paths and a name, so that it travels to other processes, which open the model themselves
    (a cluster's machines must see the same folder).
    """

    id: str  # changes whenever the vectors may: names the model, its precision and the projection
    model: Path
    tokenizer: Path  # the model's tokenizer.json

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors (N × D), each of its text alone; tokens past the 256th are cut off."""
        session = open_session(self.model)
        encodings = open_tokenizer(self.tokenizer).encode_batch_fast(list(texts))
        batches = [np.array([encoding.ids], np.int64) for encoding in encodings]
        with ThreadPoolExecutor(threads_of_process()) as threads:
            rows = list(threads.map(lambda ids: session.run(None, {"ids": ids})[0][0], batches))
        width = session.get_outputs()[0].shape[1]
        return np.array(rows, np.float32).reshape(len(texts), width)


def threads_of_process() -> int:
    """All cores, or one where this process is a worker beside others."""
    return usable_cores() if multiprocessing.parent_process() is None else 1


def usable_cores() -> int:
    """The cores that this process may use: in a container often fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@cache
def open_session(model: Path) -> onnxruntime.InferenceSession:
    """The model, ready to run from many threads; each run computes in its caller's thread."""
    if not model.is_file():
        raise InputError(
            f"{model}: not there, but this machine was asked to encode with it. "
            "Put the cache folder where every machine of the cluster sees it."
        )
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


@cache
def open_tokenizer(path: Path) -> Tokenizer:
    """The model's tokeniser, cutting at 256 tokens; "[SEP]" in a text is text like any other."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.encode_special_tokens = True
    return tokenizer
