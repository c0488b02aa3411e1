"""Each text through the encoder once, ever."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from askdocs_index.artifact.rows import DIMENSIONS
from askdocs_index.progress import Progress
from askdocs_index.stages.encode.encoder import Encoder
from askdocs_index.stages.encode.store import Vector, VectorStore, vector_key
from askdocs_index.workers import mapped

TEXTS_AT_ONCE = 256  # encoded and committed together: what a killed build loses, if one at a time
TEXTS_FOR_WORKERS = 512  # fewer are encoded here while workers start


@dataclass(frozen=True, slots=True)
class Encoded:
    """Texts as vectors."""

    vectors: NDArray[np.float32]  # N × 128, unit rows, in the order of the texts
    embedded: frozenset[str]  # the texts that went through the encoder; the others were kept


def encode_texts(
    texts: Sequence[str],
    encoder: Encoder,
    cache: Path,
    progress: Progress,
    executor: Executor | None = None,
) -> Encoded:
    """The vectors of ``texts``; those that the ``cache`` folder lacks are computed and kept.

    With an ``executor`` its workers do the computing, where there is enough of it. Raises
    InputError where the cache cannot be written.
    """
    keys = [vector_key(encoder.id, text) for text in texts]
    with VectorStore(cache) as store:
        vectors = store.find(list(dict.fromkeys(keys)), DIMENSIONS)
        if store.note:
            progress.note(store.note)
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in vectors}
        fresh = _computed(missing, encoder, executor)
        shown = progress.track("Embedding passages", fresh, len(missing))
        while some := dict(islice(shown, TEXTS_AT_ONCE)):
            store.add(some)
            vectors.update(some)
        store.forget_all_but(set(keys))
    rows = np.array([vectors[key] for key in keys], np.float32).reshape(len(keys), DIMENSIONS)
    return Encoded(rows, frozenset(missing.values()))


def _computed(
    texts: Mapping[bytes, str], encoder: Encoder, executor: Executor | None
) -> Iterator[tuple[bytes, Vector]]:
    keys, wanted = list(texts), list(texts.values())
    starts = range(0, len(wanted), TEXTS_AT_ONCE)
    chunks = [wanted[start : start + TEXTS_AT_ONCE] for start in starts]
    workers = executor if len(wanted) >= TEXTS_FOR_WORKERS else None
    rows = (row for result in mapped(encoder.encode, chunks, workers) for row in result)
    yield from zip(keys, rows, strict=True)
