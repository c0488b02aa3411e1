"""Prepared pages → all files of the index: what a build does only when something changed.

Apart from ``pipeline``, so that a build that changes nothing need not import NumPy and onnxruntime.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from askdocs_index import __version__, fusion
from askdocs_index.artifact.container import content_hash
from askdocs_index.artifact.manifest import (
    NAME,
    Collection,
    Manifest,
    Ranges,
    encode_manifest,
    file_name,
)
from askdocs_index.artifact.rows import encode_row
from askdocs_index.artifact.table import QuestionTable, load_table
from askdocs_index.language import stopwords
from askdocs_index.model import Passage
from askdocs_index.options import IndexOptions
from askdocs_index.prepare import Prepared
from askdocs_index.progress import Progress
from askdocs_index.stages.cluster import TARGET, cluster
from askdocs_index.stages.encode import choose_encoder, encode_texts
from askdocs_index.stages.layout import (
    Shard,
    cell_files,
    centroid_file,
    common_shard,
    passage_ids,
    term_shards,
    word_shards,
)
from askdocs_index.stages.statistics import Statistics, body_text, collect
from askdocs_index.terms import Analyzer

PROBES = 12  # cells that a question fetches; see docs/manual/decisions/0001
STARTERS = 3  # questions that the dialog offers at first


def make_files(
    pages: Sequence[Prepared],
    analyzer: Analyzer,
    options: IndexOptions,
    cache: Path,
    progress: Progress,
) -> tuple[dict[str, bytes], int]:
    """All files of the index, the manifest among them, and how many passages were embedded."""
    passages = [passage for page in pages for passage in page.passages]
    by_passage = collect([terms for page in pages for terms in page.documents.passages])
    by_page = collect([page.documents.page for page in pages])
    vectors = _encode(passages, analyzer, options, cache, progress)
    members, centroids = _group(vectors.rows)
    ids = passage_ids(members)
    numbers = {page.passages[0].page.path: number for number, page in enumerate(pages)}
    cells = cell_files(passages, ids, numbers, vectors.rows)
    rows = _rows(pages) if vectors.encoder else {}
    terms = term_shards(by_passage.postings, by_page.postings, ids, rows)
    words = word_shards(load_table()) if vectors.encoder else ()
    stop = stopwords(analyzer.language)
    common = common_shard(load_table(), stop) if vectors.encoder else b""
    centroid = centroid_file(centroids) if len(cells) > PROBES and vectors.encoder else b""
    named = [("terms", shard.data) for shard in terms] + [("cell", cell) for cell in cells]
    named += [("words", shard.data) for shard in words]
    named += [("words", common)] if common else []
    named += [("centroids", centroid)] if centroid else []
    files = {file_name(kind, content_hash(data)): data for kind, data in named}
    manifest = Manifest(
        generator=f"askdocs {__version__}",
        language=analyzer.language,
        stopwords=sorted(stop),
        counts=_counts(pages, passages, by_passage),
        passages=Collection(by_passage.documents, by_passage.mean_idf),
        pages=Collection(by_page.documents, by_page.mean_idf),
        weights=fusion.ENGLISH if vectors.encoder else fusion.WORDS_ONLY,
        probes=PROBES,
        encoder=vectors.encoder,
        terms=_ranges(terms),
        words=_ranges(words),
        common=content_hash(common) if common else "",
        cells=[content_hash(cell) for cell in cells],
        centroids=content_hash(centroid) if centroid else "",
        starters=starters(pages),
    )
    return {**files, NAME: encode_manifest(manifest)}, vectors.embedded


@dataclass(frozen=True, slots=True)
class _Vectors:
    rows: NDArray[np.float32]  # passages × dimensions; 0 dimensions where there are no vectors
    encoder: str
    embedded: int


def _encode(
    passages: Sequence[Passage],
    analyzer: Analyzer,
    options: IndexOptions,
    cache: Path,
    progress: Progress,
) -> _Vectors:
    """The passages' vectors, in English; in another language there are none (MiniLM knows none)."""
    if analyzer.language != "en" or not passages:
        return _Vectors(np.zeros((len(passages), 0), np.float32), "", 0)
    encoder = choose_encoder(options.encoder, options.weights, cache, progress.note)
    encoded = encode_texts([embedding_text(p) for p in passages], encoder, cache, progress)
    return _Vectors(encoded.vectors, encoder.id, encoded.embedded)


def embedding_text(passage: Passage) -> str:
    """What the encoder reads of a passage: its headings, then its texts."""
    headings = passage.page.sections[passage.section].headings
    return ". ".join(dict.fromkeys(headings)) + ".\n" + body_text(passage)


def _group(vectors: NDArray[np.float32]) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """The cell of each passage; without vectors, neighbours in the site share one."""
    if vectors.shape[1]:
        return cluster(vectors)
    return np.arange(len(vectors)) // TARGET, np.zeros((0, 0), np.float32)


def _rows(pages: Sequence[Prepared]) -> dict[str, bytes]:
    """Term → the mean of the question table's rows of the words that stand for it on the site."""
    table = load_table()
    words: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for page in pages:
        for (term, word), count in page.documents.words.items():
            words[term][word] += count
    means = {term: _mean_row(table, counts) for term, counts in words.items()}
    return {term: encode_row(row.tolist()) for term, row in means.items() if row.any()}


def _mean_row(table: QuestionTable, counts: Mapping[str, int]) -> NDArray[np.float64]:
    rows = np.array([table.word_row(word) for word in counts], dtype=np.float64)
    weights = np.array(list(counts.values()), dtype=np.float64)
    return np.asarray(weights @ rows / weights.sum())


def _ranges(shards: Sequence[Shard]) -> Ranges:
    """What the manifest says of ``shards``."""
    return Ranges([s.start for s in shards], [content_hash(s.data) for s in shards])


def _counts(
    pages: Sequence[Prepared], passages: Sequence[Passage], statistics: Statistics
) -> dict[str, int]:
    return {
        "pages": len(pages),
        "sections": sum(len(page.passages[0].page.sections) for page in pages),
        "passages": len(passages),
        "terms": len(statistics.postings),
    }


def starters(pages: Sequence[Prepared]) -> list[str]:
    """Questions that the site answers because a heading asks them; one a page at most."""
    asked = (
        next((s.headings[-1] for s in page.sections if s.headings[-1].endswith("?")), "")
        for page in (prepared.passages[0].page for prepared in pages)
    )
    return list(islice(dict.fromkeys(filter(None, asked)), STARTERS))
