"""The rows of the question table that a site ships, and under which key.

A question's word takes the row under its own name, else the one under its term's:

- a term's own row is that of the word that reads like it, else the mean over the words that stand
  for it on the site, each counted as often as it occurs;
- a word whose row points elsewhere than its term's has a row of its own ("settings" is not "set"),
  whether the site uses that form or not;
- so have the words of other terms that are *related* to the site's: "erase" leads to a page that
  only says "delete".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from askdocs_index.artifact.rows import DIMENSIONS, LIMIT, ROW_BYTES, scale, step
from askdocs_index.artifact.table import QuestionTable, load_table
from askdocs_index.terms import plain_word

SAME = 0.9  # cosine from which on a word does with its term's row
RELATED = 0.5  # cosine to a term of the site from which on a word is related
COMPARED = 4096  # of the site's terms, the most frequent, with which words are compared
STEPS = 127  # of a unit vector's component: products of such steps are summed exactly in float32

Vector = NDArray[np.float64]
Forms = Mapping[str, Mapping[str, int]]  # term → word → occurrences


def site_rows(forms: Forms, language: str) -> dict[str, bytes]:
    """Term or word → row, for a site that uses the words of ``forms``; at most twice as many words
    that are not the site's as it has terms. Raises nothing.
    """
    vocabulary = table_words(language)
    terms = {term: row for term, words in forms.items() if (row := term_row(term, words)).any()}
    rows = dict(terms)
    for term, row in terms.items():
        for word in sorted({*forms[term], *vocabulary.forms.get(term, ())}):
            if word not in terms and (own := word_row(word)).any() and cosine(own, row) < SAME:
                rows[word] = own
    for word in related_words(forms, terms, vocabulary):
        rows.setdefault(word, word_row(word))
    keys = sorted(rows)
    return dict(zip(keys, encoded([rows[key] for key in keys]), strict=True))


def encoded(rows: Sequence[Vector]) -> list[bytes]:
    """What ``artifact.rows.encode_row`` gives of each, faster: a large site has 50,000 rows."""
    if not rows:
        return []
    values = np.array(rows)
    codes, steps = zip(*map(scale, np.abs(values).max(axis=1).tolist()), strict=True)
    whole = np.clip(np.rint(values / np.array(steps)[:, None]), -LIMIT, LIMIT).astype(np.int8) + 8
    halves = (whole[:, ::2] | whole[:, 1::2] << 4).astype(np.uint8)
    return [
        code.to_bytes(2, "little") + row.tobytes() for code, row in zip(codes, halves, strict=True)
    ]


def term_row(term: str, words: Mapping[str, int]) -> Vector:
    """The row under the term's own name; zeros where the table knows none of its words."""
    if term in words:
        return word_row(term)
    counts = np.array(list(words.values()), dtype=np.float64)
    return np.asarray(counts @ np.array([word_row(word) for word in words]) / counts.sum())


def related_words(forms: Forms, terms: Mapping[str, Vector], vocabulary: Vocabulary) -> list[str]:
    """Words of terms that the site has not, the most related first, no more than ``terms``."""
    often = sorted(terms, key=lambda term: (-sum(forms[term].values()), term))[:COMPARED]
    if not often:
        return []
    likeness = vocabulary.steps @ _steps(np.array([terms[term] for term in often])).T
    nearest = likeness.max(axis=1)
    order = np.argsort(-nearest, kind="stable")
    near = order[: int((nearest >= RELATED * STEPS * STEPS).sum())]
    others = (vocabulary.words[place] for place in near.tolist())
    return [word for word in others if vocabulary.terms[word] not in forms][: len(terms)]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The whole words of the question table, sorted, that are no stop words of a language."""

    words: tuple[str, ...]
    terms: Mapping[str, str]  # word → term
    forms: Mapping[str, Sequence[str]]  # term → its words
    steps: NDArray[np.float32]  # words × 128: their rows to unit length, in steps of 1 / STEPS


@cache  # the same for every build of a process
def table_words(language: str) -> Vocabulary:
    """The vocabulary of ``language``."""
    table = load_table()
    terms = {word: plain_word(word, language).term for word in _whole_words(table)}
    words = tuple(sorted(word for word, term in terms.items() if term))
    forms: defaultdict[str, list[str]] = defaultdict(list)
    for word in words:
        forms[terms[word]].append(word)
    return Vocabulary(words, terms, forms, _steps(np.array([word_row(word) for word in words])))


def right_words(language: str) -> tuple[str, ...]:
    """Words of ``language`` that are spelt right, as far as the question table knows any."""
    return table_words(language).words if language == "en" else ()


@cache
def word_row(word: str) -> Vector:
    """The question table's row of a word, zeros where it knows none of its pieces."""
    table = load_table()
    places = [table.pieces[piece] for piece in table.pieces_of(word)]
    return np.asarray(_table_rows()[places].sum(axis=0))


@cache
def _table_rows() -> Vector:
    """All rows of the question table, as ``QuestionTable.row`` gives them one by one."""
    packed = np.frombuffer(load_table().rows, np.uint8).reshape(-1, ROW_BYTES)
    codes = packed[:, :2].copy().view("<u2").ravel()
    halves = np.stack([packed[:, 2:] & 15, packed[:, 2:] >> 4], axis=2)
    steps = np.array([step(code) for code in codes.tolist()])
    return np.asarray((halves.reshape(-1, DIMENSIONS).astype(np.float64) - 8) * steps[:, None])


def cosine(a: Vector, b: Vector) -> float:
    """Of two vectors, neither of them zero."""
    return float(a @ b / np.sqrt((a @ a) * (b @ b)))


def _whole_words(table: QuestionTable) -> Iterator[str]:
    return (piece for piece in table.pieces if len(piece) > 1 and piece.isalpha())


def _steps(rows: Vector) -> NDArray[np.float32]:
    lengths = np.sqrt((rows.reshape(-1, DIMENSIONS) ** 2).sum(axis=1, keepdims=True))
    return np.rint(rows / np.where(lengths > 0, lengths, 1) * STEPS).astype(np.float32)
