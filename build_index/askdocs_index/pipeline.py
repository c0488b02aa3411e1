"""Pages in, index files out: the builder's table of contents."""

from __future__ import annotations

import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
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
    decode_manifest,
    encode_manifest,
    file_name,
)
from askdocs_index.artifact.rows import encode_row
from askdocs_index.artifact.table import QuestionTable, load_table
from askdocs_index.language import base_language, stopwords
from askdocs_index.model import PageSource, Passage
from askdocs_index.options import IndexOptions
from askdocs_index.prepare import Prepared, dump, load, prepare
from askdocs_index.progress import Progress
from askdocs_index.stages.cluster import TARGET, cluster
from askdocs_index.stages.encode import choose_encoder, encode_texts
from askdocs_index.stages.extract import ContentSelectors
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
from askdocs_index.state import State, code_digest, digest
from askdocs_index.terms import Analyzer

PROBES = 12  # cells that a question fetches


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build did."""

    pages: int
    sections: int
    passages: int
    bytes: int  # of the index as it lies on disk, without the widget
    seconds: float
    embedded: int  # passages that went through the encoder
    reused: int  # passages whose vectors were kept from an earlier build
    encoder: str  # its id, or "" where the site has no vectors


@dataclass(frozen=True, slots=True)
class Index:
    """A built index: name → bytes of its shards, and the manifest that names them."""

    files: Mapping[str, bytes]
    manifest: Manifest
    summary: Summary


def build_index(
    sources: Iterable[PageSource], options: IndexOptions, cache: Path, progress: Progress
) -> Index:
    """Builds the index of a site's pages. ``cache`` is a folder kept from build to build.

    Equal pages and options give equal bytes, whatever the cache holds. Raises InputError where the
    cache cannot be used or weights are not the known ones.
    """
    started = time.perf_counter()
    sources = sorted(sources, key=lambda source: source.path)
    analyzer = Analyzer(site_language(sources, options))
    with State(cache) as state:
        keys = _prepare_pages(sources, options, analyzer, state, progress)
        contents = state.contents()
        made_from = digest(repr(options), code_digest(), *(contents[key] for key in keys))
        files = {} if options.refit else state.files(made_from)
        embedded = 0
        if not files:
            pages = [page for key in keys if (page := load(state.page(key)))]
            files, embedded = _make_files(pages, analyzer, options, cache, progress)
            state.keep_files(made_from, files)
    manifest = decode_manifest(files[NAME])
    shards = {name: data for name, data in files.items() if name != NAME}
    return Index(shards, manifest, _summary(manifest, shards, embedded, started))


def site_language(sources: Sequence[PageSource], options: IndexOptions) -> str:
    """The base code of the option, else of what most pages say of themselves, else "en"."""
    if options.language:
        return base_language(options.language)
    declared = Counter(source.language or _html_language(source.html) for source in sources)
    del declared[""]
    most = min(declared, key=lambda tag: (-declared[tag], tag), default="en")
    return base_language(most)


def _html_language(html: bytes) -> str:
    found = re.search(
        rb"""<html\b[^>]*?\slang\s*=\s*["']?([A-Za-z_-]+)""", html[:4096], re.IGNORECASE
    )
    return found[1].decode("ascii") if found else ""


def _prepare_pages(
    sources: Sequence[PageSource],
    options: IndexOptions,
    analyzer: Analyzer,
    state: State,
    progress: Progress,
) -> list[str]:
    """Extracts and analyses the pages that are new to ``state``; the keys of all, in order."""
    selectors = ContentSelectors(
        content=(options.content,) if options.content else (), ignore=options.ignore
    )
    reading = digest(code_digest(), repr(selectors), analyzer.language)
    keys = [digest(reading, s.path, s.html, repr((s.boost, s.language))) for s in sources]
    known = state.contents()
    new = [(key, source) for key, source in zip(keys, sources, strict=True) if key not in known]
    added = {}
    for key, source in progress.track("Reading pages", new, len(new)):
        data = dump(prepare(source, selectors, analyzer))
        added[key] = (digest(data), data)
    if added or len(keys) != len(known):
        state.replace_pages(added, keys)
    return keys


def _make_files(
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
    words = word_shards(load_table()) if vectors.encoder else []
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


def _summary(
    manifest: Manifest, files: Mapping[str, bytes], embedded: int, started: float
) -> Summary:
    counts = manifest.counts
    return Summary(
        pages=counts["pages"],
        sections=counts["sections"],
        passages=counts["passages"],
        bytes=sum(len(data) for data in files.values()),
        seconds=time.perf_counter() - started,
        embedded=embedded,
        reused=counts["passages"] - embedded if manifest.encoder else 0,
        encoder=manifest.encoder,
    )
