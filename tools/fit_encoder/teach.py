"""Material → the teacher's vectors of all texts, and the texts as the student reads them.

python -m fit_encoder.teach MATERIAL WORK
"""

from __future__ import annotations

import gzip
import io
import json
import random
import sys
import time
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch.nn.functional import normalize

from askdocs_index.artifact.rows import DIMENSIONS
from askdocs_index.artifact.table import load_table, read_data
from fit_encoder.teacher import Teacher, tokenise
from fit_encoder.variants import questions

SEED = 7
PROJECTION = "projection.npy"
HELD_OUT = 1_500  # of the questions that people wrote
REPEATS = 4  # how often each of the others counts
MAX_WORDS, MAX_PIECES = 32, 5  # what of a text and of a word the student sees
TEXT_TOKENS, PASSAGE_TOKENS = 48, 256  # what the teacher sees
NEAREST = 32  # passages that a text is ranked against
CHUNK = 8_192

Pieces = NDArray[np.int16]  # texts x MAX_WORDS x MAX_PIECES, 0 for none


def main(material: Path, work: Path) -> None:
    """Writes the arrays that ``train`` reads; the first HELD_OUT texts are those held out."""
    texts, passages = load_texts(material)
    tokenizer = Tokenizer.from_file(str(material / "tokenizer.json"))
    ids = tokenise(tokenizer, texts, TEXT_TOKENS)
    say(f"{len(texts)} texts, {len(passages)} passages")
    device = "cuda" if torch.cuda.is_available() else "cpu"
    teacher = Teacher(material / "minilm.npz", device)
    asked = teacher.vectors(ids)
    found = teacher.vectors(tokenise(tokenizer, passages, PASSAGE_TOKENS))
    say("taught")
    projection = torch.from_numpy(np.load(io.BytesIO(read_data(PROJECTION)))).to(device)
    save(work / "targets.npy", projected(asked, projection))
    save(work / "passages.npy", projected(found, projection))
    likeness, nearest = neighbours(asked, found)
    save(work / "nearest.npy", nearest.int())
    save(work / "likeness.npy", likeness)
    say("neighbours found")
    numbers = tokenizer.get_vocab()
    rows = rows_of(numbers)
    np.save(work / "rows.npy", rows)
    vocabulary = sorted(numbers, key=numbers.__getitem__)
    np.save(work / "pieces.npy", words_of(ids, rows.any(axis=1), vocabulary))
    say("done")


def projected(vectors: torch.Tensor, projection: torch.Tensor) -> torch.Tensor:
    """Unit vectors in the dimensions that are shipped."""
    return normalize(vectors.float() @ projection.float()).half()


def neighbours(asked: torch.Tensor, found: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """For each text its NEAREST passages in MiniLM's own dimensions: cosines and numbers."""
    best = [
        (asked[start : start + CHUNK] @ found.T).topk(NEAREST, dim=1)
        for start in range(0, len(asked), CHUNK)
    ]
    return torch.cat([b.values for b in best]), torch.cat([b.indices for b in best])


def save(path: Path, values: torch.Tensor) -> None:
    np.save(path, values.cpu().numpy())


def say(text: str) -> None:
    print(f"{text}, {time.process_time():.0f} CPU s", flush=True)


def load_texts(material: Path) -> tuple[list[str], list[str]]:
    """The questions that are held out, then all others with what is made of manuals; passages."""
    found = json.loads(gzip.decompress((material / "texts.json.gz").read_bytes()))
    asked: list[str] = found["questions"]
    made = set(questions(found["sentences"], found["headings"]))
    made |= set(found["sentences"]) | set(found["headings"])
    texts = sorted(made - {""}) + asked[HELD_OUT:] * REPEATS
    random.Random(SEED).shuffle(texts)
    return asked[:HELD_OUT] + texts, found["passages"]


def rows_of(numbers: dict[str, int]) -> NDArray[np.float32]:
    """The rows of the question table by the pieces' numbers; zeros where it has none."""
    table = load_table()
    rows = np.zeros((len(numbers), DIMENSIONS), np.float32)
    for piece in table.pieces:
        rows[numbers[piece]] = table.row(piece)
    return rows


def words_of(ids: NDArray[np.int32], kept: NDArray[np.bool_], vocabulary: list[str]) -> Pieces:
    """The pieces of each text's words; pieces that are not ``kept`` (marks, [UNK]) have none."""
    follows = np.array([piece.startswith("##") for piece in vocabulary])
    used, joined = kept[ids], follows[ids]
    word = np.cumsum(used & ~joined, axis=1) - 1
    place = np.zeros_like(word)
    for column in range(1, ids.shape[1]):
        place[:, column] = np.where(joined[:, column], place[:, column - 1] + 1, 0)
    right = used & (word >= 0) & (word < MAX_WORDS) & (place < MAX_PIECES)
    out = np.zeros((len(ids), MAX_WORDS, MAX_PIECES), np.int16)
    text, column = np.nonzero(right)
    out[text, word[text, column], place[text, column]] = ids[text, column]
    return out


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
