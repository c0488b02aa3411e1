"""A question → ranked passages, reading only the shards that it needs.

terms → their entries → BM25 of passages and pages, and the question's vector → the cells most worth
fetching → their passages, scored by the fusion → the best passages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from types import MappingProxyType

from askdocs_index import bm25
from askdocs_index.artifact.cells import CAPACITY, VECTOR_STEP, CellPassage
from askdocs_index.artifact.manifest import Collection, Manifest
from askdocs_index.artifact.postings import Postings, TermEntry
from askdocs_index.artifact.rows import DIMENSIONS, decode_row
from askdocs_index.engine import phrase
from askdocs_index.engine.asked import Asked
from askdocs_index.engine.completions import completions
from askdocs_index.engine.shards import Shards
from askdocs_index.facets import ANYTHING, Filter, cells_of
from askdocs_index.fusion import fuse
from askdocs_index.terms import Analyzer

CENTROID = 0.5  # what a cell's likeness counts beside a passage's: it promises a mean, not a best
FILES = 16  # of terms, spelling and cells: 22 requests with scripts and what all questions need
LEAST_CELLS = 4  # of those, whatever the others would take


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage with its evidence: shares of the attainable BM25 (0 … 1) and the cosine."""

    passage: CellPassage
    score: float
    section: float
    page: float
    cosine: float


@dataclass(frozen=True, slots=True)
class Found:
    """The passages of the fetched cells, best first, and what the question's terms are worth.

    ``idf``: term → its idf over the passages, those the site does not use included; ``known``: the
    terms that it uses; ``has_vector``: whether the question could be given a vector.
    """

    ranked: Sequence[Ranked]
    idf: Mapping[str, float]
    known: frozenset[str]
    has_vector: bool


def search(shards: Shards, asked: Asked, analyzer: Analyzer, wanted: Filter = ANYTHING) -> Found:
    """Ranks the passages of the cells that the question reaches, of those that hold the wanted."""
    manifest = shards.manifest
    others = alternatives(asked, shards)
    entries = shards.entries([*asked.keys(), *(t for terms in others.values() for t in terms)])
    passages = {term: entry.passages for term, entry in entries.items()}
    pages = {term: entry.pages for term, entry in entries.items()}
    by_passage = accumulate(asked, passages, manifest.passages, others)
    by_page = accumulate(asked, pages, manifest.pages, others)
    vector = asked.vector or unit_sum(
        content_rows(asked, entries, others), stop_rows(asked, shards.stops())
    )
    near = _near(vector, shards.centroids(), len(manifest.cells))
    held = cells_of(manifest.groups, len(manifest.cells), wanted)
    files = len(shards.term_digits(asked.keys()) | asked.read)
    chosen = choose_cells(held, by_passage, near, manifest, files)
    candidates = [passage for cell in chosen for passage in shards.cell(cell)]
    ranked = [_rank(p, by_passage, by_page, vector, manifest) for p in candidates]
    ranked = [r for r in ranked if r.score > 0]  # nothing speaks for the others
    ranked.sort(key=by_score)
    terms = {*asked.counts, *(term for found in others.values() for term in found)}
    idf = {term: _idf(entries.get(term), manifest.passages) for term in sorted(terms)}
    known = frozenset(term for term in terms if is_known(entries.get(term)))
    return Found(with_phrases(ranked, asked, analyzer), idf, known, bool(vector))


def by_score(item: Ranked) -> tuple[float, int]:
    """Best first, equals by id."""
    return -item.score, item.passage.id


def with_phrases(ranked: Sequence[Ranked], asked: Asked, analyzer: Analyzer) -> list[Ranked]:
    """``ranked`` with the best passages ordered anew by what they share of the question's pairs."""
    wanted = phrase.pairs([asked.text], analyzer)
    read = [_with_phrase(item, wanted, analyzer) for item in ranked[: phrase.READ]]
    return sorted(read, key=by_score) + list(ranked[phrase.READ :])


def _with_phrase(item: Ranked, wanted: phrase.Pairs, analyzer: Analyzer) -> Ranked:
    passage = item.passage
    texts = [*(fragment.text for fragment in passage.fragments), passage.section.headings[-1]]
    gain = phrase.WEIGHT * phrase.shared(wanted, texts, analyzer) * passage.section.page.boost
    return replace(item, score=item.score + gain)


Scores = Mapping[int, float]  # id → share of the attainable BM25
Others = Mapping[str, Sequence[str]]  # term → the terms that it may stand for as well


def alternatives(asked: Asked, shards: Shards) -> Others:
    """Term → the terms that it may become, for the word that is not finished yet."""
    term = asked.term_of.get(asked.unfinished) or asked.unfinished
    if not term:
        return {}
    return {term: completions(asked.unfinished, shards.starting_with(asked.unfinished))}


def accumulate(
    asked: Asked,
    found: Mapping[str, Postings],
    collection: Collection,
    others: Others = MappingProxyType({}),
) -> Scores:
    """BM25 of all documents that hold a term of the question, as shares of the attainable sum.

    Of a term and those that it may become, a document has what the best of them gives.
    """
    scores: dict[int, float] = {}
    attainable = 0.0
    counts = {**dict.fromkeys(others, 1.0), **asked.counts}
    for term, count in counts.items():
        postings = [found[each] for each in (term, *others.get(term, ())) if each in found]
        weighted = [(_weight(len(p.ids), count, collection), p) for p in postings if p.ids]
        highest = max((weight for weight, _ in weighted), default=_weight(0, count, collection))
        attainable += highest * bm25.MAX_IMPACT
        for number, score in _best(weighted).items():
            scores[number] = scores.get(number, 0.0) + score
    if attainable <= 0:
        return {}
    return {number: score / attainable for number, score in scores.items()}


def _weight(size: int, count: float, collection: Collection) -> float:
    return count * bm25.idf(size, collection.documents, collection.mean_idf)


def _best(weighted: Sequence[tuple[float, Postings]]) -> dict[int, float]:
    """Document → the most that one of the postings gives it."""
    best: dict[int, float] = {}
    for weight, postings in weighted:
        for number, impact in zip(postings.ids, postings.impacts, strict=True):
            best[number] = max(best.get(number, 0.0), weight * (impact * bm25.IMPACT_STEP))
    return best


WeightedRow = tuple[float, bytes]


def content_rows(
    asked: Asked, entries: Mapping[str, TermEntry], others: Others
) -> list[WeightedRow]:
    """The rows of the question's words: a word's own, else its term's or what that may become."""
    found = []
    for word, count in asked.words.items():
        term = asked.term_of[word] or (word if word in others else "")
        keys = (word, term, *others.get(term, ())) if term else ()
        rows = (entries[key].row for key in keys if key in entries)
        if row := next(filter(None, rows), b""):
            found.append((count, row))
    return found


def stop_rows(asked: Asked, stops: Mapping[str, bytes]) -> list[WeightedRow]:
    """The rows of the question's stop words."""
    return [(count, stops[word]) for word, count in asked.words.items() if word in stops]


def unit_sum(rows: Sequence[WeightedRow], stops: Sequence[WeightedRow]) -> list[float]:
    """The question's vector: the weighted sum of rows, to unit length; empty without content."""
    total = [0.0] * DIMENSIONS
    for weight, row in (*rows, *stops) if rows else ():
        for dimension, value in enumerate(decode_row(row)):
            total[dimension] += weight * value
    norm = sqrt(sum(value * value for value in total))
    return [value / norm for value in total] if norm > 0 else []


def choose_cells(
    cells: Sequence[int],
    scores: Scores,
    near: Sequence[float],
    manifest: Manifest,
    files: int = 0,
) -> list[int]:
    """Those of ``cells`` most worth fetching: BM25's best passages first, then what lies ``near``.

    As many as the manifest says, fewer where the question has fetched many ``files`` before.
    """
    if len(cells) <= manifest.probes:
        return list(cells)
    best = [0.0] * len(manifest.cells)
    for number, score in scores.items():
        cell = number // CAPACITY
        best[cell] = max(best[cell], score)
    weights = manifest.weights
    worth = {cell: fuse(weights, best[cell], 0.0, CENTROID * near[cell]) for cell in cells}
    wanted = min(manifest.probes, max(FILES - files, LEAST_CELLS))
    return sorted(cells, key=lambda cell: (-worth[cell], cell))[:wanted]


def _near(vector: Sequence[float], centroids: Sequence[Sequence[float]], count: int) -> list[float]:
    """The likeness of the question to each cell's centroid."""
    if not vector or not centroids:
        return [0.0] * count
    return [sum(q * c for q, c in zip(vector, row, strict=False)) for row in centroids]


def _rank(
    passage: CellPassage, passages: Scores, pages: Scores, vector: Sequence[float], m: Manifest
) -> Ranked:
    page = passage.section.page
    section_share = passages.get(passage.id, 0.0)
    page_share = pages.get(page.id, 0.0)
    near = cosine(vector, passage.vector)
    score = fuse(m.weights, section_share, page_share, near) * page.boost
    return Ranked(passage, score, section_share, page_share, near)


def cosine(vector: Sequence[float], steps: bytes) -> float:
    """The cosine of a unit vector with int8 steps; 0 where either is missing."""
    if not vector or not steps:
        return 0.0
    signed = memoryview(steps).cast("b")
    product = sum(q * s for q, s in zip(vector, signed, strict=True)) * VECTOR_STEP
    length = sqrt(sum(s * s for s in signed)) * VECTOR_STEP
    return product / length if length > 0 else 0.0


def is_known(entry: TermEntry | None) -> bool:
    """Whether the site uses the term of the entry."""
    return bool(entry and entry.passages.ids)


def _idf(entry: TermEntry | None, collection: Collection) -> float:
    size = len(entry.passages.ids) if entry else 0
    return bm25.idf(size, collection.documents, collection.mean_idf)
