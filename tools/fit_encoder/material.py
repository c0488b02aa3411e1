"""What the training needs, in one folder of 50 MB that can travel to a machine with a GPU.

python -m fit_encoder.material PACKAGES EVALUATION WEIGHTS MATERIAL
"""

from __future__ import annotations

import gzip
import json
import shutil
import sys
from pathlib import Path

import numpy as np
from fit_table.texts import collect
from safetensors.numpy import load_file

from askdocs_index.stages.encode.graph import quantise_rows

PASSAGES_EACH = 2_500  # of a package: what the questions are ranked against
KINDS = ("sentences", "headings", "questions", "passages")


def main(packages: Path, evaluation: Path, weights: Path, material: Path) -> None:
    """Writes texts.json.gz, minilm.npz and tokenizer.json."""
    found = collect(packages, evaluation, PASSAGES_EACH)._asdict()
    texts = json.dumps({kind: found[kind] for kind in KINDS}, ensure_ascii=False)
    (material / "texts.json.gz").write_bytes(gzip.compress(texts.encode(), 9, mtime=0))
    arrays = {}
    for name, value in load_file(weights / "model.safetensors").items():
        if value.ndim == 2 and "pooler" not in name:
            arrays[name], arrays[f"{name}.scale"] = quantise_rows(value)
        elif value.dtype == np.float32:
            arrays[name] = value
    np.savez_compressed(material / "minilm.npz", **arrays)
    shutil.copy(weights / "tokenizer.json", material)
    print({kind: len(found[kind]) for kind in KINDS})


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:5]))
