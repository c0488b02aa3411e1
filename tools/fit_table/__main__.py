"""Makes question-table.bin and projection.npy. See README.md for what it needs.

PYTHONPATH=tools:build_index python -m fit_table PACKAGES EVALUATION WEIGHTS WORK DATA
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import numpy as np
import torch

from askdocs_index import language, wordpiece
from askdocs_index.artifact.table import MAX_BYTES, SUMS_NAME, TABLE_NAME, encode_table
from askdocs_index.stages.encode.projection import PROJECTION_NAME
from fit_table.embed import Vectors, embed, embed_pieces, open_model
from fit_table.fit import Bags, Vocabulary, fit_projection, fit_rows, to_unit
from fit_table.measure import quantised, report
from fit_table.texts import collect

COUNTS = {"questions": 16_599, "headings": 75_624, "sentences": 90_000, "passages": 5_000}
HELD_OUT = 1_500  # of each kind; the fit does not see them
PROJECTED = 5_000  # of each kind that the projection is fitted on
POOL_HEADINGS = 8_000


def main(packages: Path, evaluation: Path, weights: Path, work: Path, data: Path) -> None:
    """The recipe from texts to files."""
    torch.set_num_threads(1)  # the sums' order, hence the last bits, depends on it
    texts = collect(packages, evaluation)
    chosen = {kind: getattr(texts, kind)[:count] for kind, count in COUNTS.items()}
    print({kind: len(found) for kind, found in chosen.items()}, "SHA-256", texts_digest(chosen))
    model = open_model(weights, work)
    vectors = {kind: embed(model, kind, found, work) for kind, found in chosen.items()}
    projection = fit_projection(np.concatenate([rows[:PROJECTED] for rows in vectors.values()]))
    vocabulary = Vocabulary((weights / "vocab.txt").read_text("utf-8").split("\n")[:-1])
    start = to_unit(embed_pieces(model, len(vocabulary.pieces), work) @ projection)
    rows = fit(chosen, vectors, projection, vocabulary, start, frozenset())
    held = {
        kind: (chosen[kind][:HELD_OUT], vectors[kind][:HELD_OUT])
        for kind in ("questions", "headings", "sentences")
    }
    pool = np.concatenate([vectors["passages"], vectors["headings"][HELD_OUT:][:POOL_HEADINGS]])
    for name, made in (
        ("float", rows),
        ("4 bits", quantised(rows, 7)),
        ("2 bits", quantised(rows, 1)),
    ):
        report(name, made, vocabulary, held, pool, projection)
    write(data, vocabulary, rows, projection)
    if "--compare" in sys.argv:
        left_out = language.stopwords("en")
        without = fit(chosen, vectors, projection, vocabulary, start, left_out)
        report("stop words left out", without, vocabulary, held, pool, projection, left_out)
        report("… of the first fit", rows, vocabulary, held, pool, projection, left_out)


def fit(
    texts: dict[str, list[str]],
    vectors: dict[str, Vectors],
    projection: Vectors,
    vocabulary: Vocabulary,
    start: Vectors,
    left_out: frozenset[str],
) -> Vectors:
    """The rows fitted on all that is not held out."""
    kinds = ("questions", "headings", "sentences")
    bags = Bags.of(
        [text for kind in kinds for text in texts[kind][HELD_OUT:]], vocabulary, left_out
    )
    full = np.concatenate([vectors[kind][HELD_OUT:] for kind in kinds])
    return fit_rows(bags, to_unit(full @ projection), start)


def texts_digest(texts: dict[str, list[str]]) -> str:
    """One digest of all texts that are used, in order."""
    joined = "\n".join(f"{kind}\t{text}" for kind in sorted(texts) for text in texts[kind])
    return hashlib.sha256(joined.encode()).hexdigest()


def is_kept(piece: str) -> bool:
    """Pieces of letters and digits, in scripts whose words MiniLM's vocabulary can write."""
    letters = piece.removeprefix(wordpiece.CONTINUED)
    return letters.isalnum() and all(ord(letter) < 0x0250 for letter in letters)


def write(data: Path, vocabulary: Vocabulary, rows: Vectors, projection: Vectors) -> None:
    """The two files and their sums."""
    kept = {
        piece: row.tolist()
        for piece, row in zip(vocabulary.pieces, rows, strict=True)
        if is_kept(piece)
    }
    table = encode_table(kept)
    if len(table) > MAX_BYTES:
        raise SystemExit(f"{TABLE_NAME}: {len(table)} bytes, but {MAX_BYTES} are allowed")
    np.save(data / PROJECTION_NAME, projection.astype(np.float16))
    (data / TABLE_NAME).write_bytes(table)
    made = {name: (data / name).read_bytes() for name in (PROJECTION_NAME, TABLE_NAME)}
    sums = [f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in made.items()]
    (data / SUMS_NAME).write_text("".join(sums), "ascii")
    print(f"{len(kept)} pieces, {len(table)} bytes", *sums, sep="\n", flush=True)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:6]))
