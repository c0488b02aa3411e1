"""Prepared pages → all files of the index: what a build does only when something changed.

Apart from ``pipeline``, so that a build that changes nothing need not import NumPy and onnxruntime.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import cache, partial
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
from askdocs_index.artifact.table import load_table
from askdocs_index.calibration import calibration_of
from askdocs_index.facets import runs
from askdocs_index.language import stopwords
from askdocs_index.model import Passage
from askdocs_index.options import IndexOptions
from askdocs_index.plan import Plan, dump_plan, load_plan, next_plan
from askdocs_index.prepare import Prepared
from askdocs_index.progress import Progress
from askdocs_index.stages.encode import Encoder, choose_encoder, encode_texts
from askdocs_index.stages.layout import (
    Questions,
    Shard,
    cell_files,
    centroid_file,
    spelling_shards,
    stops_file,
    term_shards,
)
from askdocs_index.stages.rows import right_words, site_rows
from askdocs_index.stages.statistics import Statistics, body_text, collect, mean_length
from askdocs_index.stages.words import spelling_uses
from askdocs_index.suggestions import starters, suggestions
from askdocs_index.terms import Analyzer

PROBES, PROBES_OF_MANY = 12, 10  # cells that a question fetches; see docs/manual/decisions/0001
MANY_CELLS = 500  # of a site whose cells are large: fewer of them weigh as much
HEADINGS = 0.5  # how far a passage's vector moves to its headings'; see decision 0007


@dataclass(frozen=True, slots=True)
class Made:
    """What a build made: ``files``, the manifest among them, and the plan for the next build."""

    files: Mapping[str, bytes]
    plan: bytes
    embedded: int  # passages that went through the encoder


def make_files(
    pages: Sequence[Prepared],
    analyzer: Analyzer,
    options: IndexOptions,
    cache: Path,
    progress: Progress,
    before: bytes = b"",
    executor: Executor | None = None,
) -> Made:
    """All files of the index; ``before``: the plan of the last build, empty where there is none."""
    passages = [passage for page in pages for passage in page.passages]
    vectors = _encode(passages, analyzer, options, cache, progress, executor)
    plan, by_passage, by_page = _planned(pages, passages, options, vectors, before)
    parts = _parts(pages, analyzer, vectors, plan, by_passage, by_page)
    plan = replace(plan, starts=[shard.start for shard in parts.terms])
    manifest = Manifest(
        generator=f"askdocs {__version__}",
        language=analyzer.language,
        stopwords=sorted(stopwords(analyzer.language)),
        counts=_counts(pages, passages, by_passage),
        passages=Collection(by_passage.documents, by_passage.mean_idf),
        mean_length=by_passage.mean_length,
        pages=Collection(by_page.documents, by_page.mean_idf),
        weights=fusion.ENGLISH if vectors.encoder else fusion.WORDS_ONLY,
        probes=_probes(parts.count),
        encoder=vectors.encoder,
        terms=_ranges(parts.terms),
        stops=content_hash(parts.stops) if parts.stops else "",
        centroids=content_hash(parts.centroids) if parts.centroids else "",
        groups=runs(plan.groups) if options.filters() else (),
        filters=options.filters(),
        spelling=_ranges(parts.spelling),
        backwards=_ranges(parts.backwards),
    )
    cells = partial(
        cell_files, passages, list(plan.passages.values()), plan.pages, vectors.rows, parts.count
    )
    files, plan = _rehearsed(parts, cells, manifest, plan, analyzer, passages)
    return Made(files, dump_plan(plan), vectors.embedded)


@dataclass(frozen=True, slots=True)
class Parts:
    """What the index is made of besides its cells, of which there are ``count``."""

    terms: Sequence[Shard]
    spelling: Sequence[Shard]
    backwards: Sequence[Shard]
    stops: bytes
    centroids: bytes
    count: int

    def files(self, cells: Sequence[bytes]) -> dict[str, bytes]:
        """Name → bytes of all files but the manifest."""
        named = [("terms", shard.data) for shard in self.terms] + [("cell", cell) for cell in cells]
        named += [("spelling", shard.data) for shard in (*self.spelling, *self.backwards)]
        some = (("stops", self.stops), ("centroids", self.centroids))
        named += [(kind, data) for kind, data in some if data]
        return {file_name(kind, content_hash(data)): data for kind, data in named}


def _parts(
    pages: Sequence[Prepared],
    analyzer: Analyzer,
    vectors: Vectors,
    plan: Plan,
    by_passage: Statistics,
    by_page: Statistics,
) -> Parts:
    ids, page_ids = list(plan.passages.values()), list(plan.pages.values())
    count, forms = len(plan.centroids), _forms(pages)
    rows = site_rows(forms, analyzer.language) if vectors.encoder else {}
    terms = term_shards(by_passage.postings, by_page.postings, ids, page_ids, rows, plan.starts)
    spelling, backwards = spelling_shards(spelling_uses(forms, right_words(analyzer.language)))
    stops = stops_file(load_table(), stopwords(analyzer.language)) if vectors.encoder else b""
    centroids = centroid_file(plan.centroids) if count > _probes(count) and vectors.encoder else b""
    return Parts(terms, spelling, backwards, stops, centroids, count)


def _rehearsed(
    parts: Parts,
    cells: Callable[[Questions], list[bytes]],
    manifest: Manifest,
    plan: Plan,
    analyzer: Analyzer,
    passages: Sequence[Passage],
) -> tuple[dict[str, bytes], Plan]:
    """All files, after the index has been asked what it answers, and the plan that remembers it."""
    plain = cache(lambda: cells({}))  # an edit seldom brings a question that must be asked
    shift = plan.calibration
    if shift is None:
        shift = calibration_of(_complete(parts, plain(), manifest), analyzer, passages)
    manifest = replace(manifest, calibration=shift)
    pages = list({id(passage.page): passage.page for passage in passages}.values())
    made, answered = suggestions(
        lambda: _complete(parts, plain(), manifest), analyzer, pages, plan.answered
    )
    questions = {(each.page.path, each.number): each.question for each in made}
    manifest = replace(manifest, starters=starters(made, answered))
    plan = replace(plan, calibration=shift, answered=answered)
    return _complete(parts, cells(questions) if questions else plain(), manifest), plan


def _complete(parts: Parts, cells: Sequence[bytes], manifest: Manifest) -> dict[str, bytes]:
    """All files, the manifest that names the cells among them."""
    hashes = [content_hash(cell) for cell in cells]
    return {**parts.files(cells), NAME: encode_manifest(replace(manifest, cells=hashes))}


def _planned(
    pages: Sequence[Prepared],
    passages: Sequence[Passage],
    options: IndexOptions,
    vectors: Vectors,
    before: bytes,
) -> tuple[Plan, Statistics, Statistics]:
    """The plan, and the statistics of passages and of pages with its mean lengths."""
    by_passage = [terms for page in pages for terms in page.documents.passages]
    by_page = [page.documents.page for page in pages]
    lengths = mean_length(by_passage), mean_length(by_page)
    last = load_plan(before) if before else None
    facets = [options.facets_of(passage.page.path) for passage in passages]
    plan = next_plan(last, passages, facets, vectors.rows, vectors.encoder, lengths)
    return plan, collect(by_passage, plan.lengths[0]), collect(by_page, plan.lengths[1])


@dataclass(frozen=True, slots=True)
class Vectors:
    """The passages' vectors, one a row; ``embedded``: passages that went through the encoder."""

    rows: NDArray[np.float32]  # passages × dimensions; 0 dimensions where there are no vectors
    encoder: str
    embedded: int


def _encode(
    passages: Sequence[Passage],
    analyzer: Analyzer,
    options: IndexOptions,
    cache: Path,
    progress: Progress,
    executor: Executor | None,
) -> Vectors:
    """The passages' vectors, in English; in another language there are none (MiniLM knows none)."""
    if analyzer.language != "en" or not passages:
        return Vectors(np.zeros((len(passages), 0), np.float32), "", 0)
    encoder = choose_encoder(options.encoder, options.weights, cache, progress.note)
    return passage_vectors(passages, encoder, cache, progress, executor)


def passage_vectors(
    passages: Sequence[Passage],
    encoder: Encoder,
    cache: Path,
    progress: Progress,
    executor: Executor | None = None,
) -> Vectors:
    """The vectors of headings with text, moved towards those of the headings alone: unit rows."""
    headings = [heading_text(passage) for passage in passages]
    texts = [
        f"{above}\n{body_text(passage)}" for above, passage in zip(headings, passages, strict=True)
    ]
    encoded = encode_texts([*texts, *headings], encoder, cache, progress, executor)
    whole, above = encoded.vectors[: len(texts)], encoded.vectors[len(texts) :]
    mixed = whole + HEADINGS * above
    lengths = np.linalg.norm(mixed, axis=1, keepdims=True)
    rows = np.asarray(mixed / np.where(lengths > 0, lengths, 1), np.float32)
    return Vectors(rows, encoder.id, len(encoded.embedded.intersection(texts)))


def heading_text(passage: Passage) -> str:
    """The headings down to the passage's own, as the encoder reads them."""
    headings = passage.page.sections[passage.section].headings
    return ". ".join(dict.fromkeys(headings)) + "."


def _probes(cells: int) -> int:
    return PROBES if cells <= MANY_CELLS else PROBES_OF_MANY


def _forms(pages: Sequence[Prepared]) -> dict[str, Counter[str]]:
    """Term → the words that stand for it on the site."""
    words: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for page in pages:
        for (term, word), count in page.documents.words.items():
            words[term][word] += count
    return words


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
