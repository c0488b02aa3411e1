"""Pages in, index files out: the builder's table of contents."""

from __future__ import annotations

import gc
import re
import sqlite3
import time
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from askdocs_index.artifact.manifest import NAME, Manifest, decode_manifest
from askdocs_index.language import base_language
from askdocs_index.model import PageSource
from askdocs_index.options import IndexOptions
from askdocs_index.prepare import Reading, load
from askdocs_index.progress import Progress
from askdocs_index.stages.extract import ContentSelectors
from askdocs_index.state import State, code_digest, digest, discard, unusable
from askdocs_index.terms import Analyzer
from askdocs_index.workers import batches, mapped

PAGES_AT_ONCE = 32  # read and committed together: what a killed build loses, times those in flight
PAGES_FOR_WORKERS = 500  # about the pages that are read here while two workers start


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
    sources: Iterable[PageSource],
    options: IndexOptions,
    cache: Path,
    progress: Progress,
    executor: Executor | None = None,
) -> Index:
    """Builds the index of a site's pages. ``cache`` is a folder kept from build to build.

    Equal pages, options, encoder and plan of the build before (see ``plan``) give equal bytes.
    While nothing changes, what the fast encoder made when it stood in is kept; ``refit`` looks for
    the full one again, and plans anew. Raises InputError where the cache cannot be used or weights
    are not the known ones.

    ``sources`` are gone through twice and not kept: once to see what changed, once to read that. An
    iterator can be gone through once only, so its pages are held in memory. The workers of an
    ``executor`` share the reading and embedding where there is enough of it; they change no byte.
    What was read and embedded before a build was killed is not done again.
    """
    started = time.perf_counter()
    sources = list(sources) if isinstance(sources, Iterator) else sources
    try:
        with _uncollected():
            files, embedded = _make(sources, options, cache, progress, executor)
    except sqlite3.OperationalError as error:
        raise unusable(cache, error) from error
    except sqlite3.DatabaseError:  # damage that opening the file did not show
        progress.note(f"{cache}: the kept pages are damaged; every page is read again.")
        discard(cache)
        with _uncollected():
            files, embedded = _make(sources, options, cache, progress, executor)
    manifest = decode_manifest(files[NAME])
    shards = {name: data for name, data in files.items() if name != NAME}
    return Index(shards, manifest, _summary(manifest, shards, embedded, started))


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for cycles meanwhile: a site is millions of records, of which none is in one."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _make(
    sources: Iterable[PageSource],
    options: IndexOptions,
    cache: Path,
    progress: Progress,
    executor: Executor | None,
) -> tuple[dict[str, bytes], int]:
    """All files of the index, and how many passages were embedded for them."""
    seen = [_see(source) for source in sources]
    analyzer = Analyzer(site_language(seen, options))
    with State(cache) as state:
        keys = _prepare_pages(sources, seen, _reading(options, analyzer), state, progress, executor)
        contents = state.contents()
        made_from = digest(repr(options), code_digest(), *(contents[key] for key in keys))
        if not options.refit and (kept := state.files(made_from)):
            return kept, 0
        pages = [page for key in keys if (page := load(state.page(key)))]
        from askdocs_index.assemble import make_files  # 0.3 s, NumPy and onnxruntime

        before = b"" if options.refit else state.plan(code_digest())
        made = make_files(pages, analyzer, options, cache, progress, before, executor)
        state.keep_plan(code_digest(), made.plan)
        state.keep_files(made_from, made.files)
        return dict(made.files), made.embedded


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is remembered of a page whose HTML is let go."""

    path: str
    digest: str  # of all that comes from the page
    language: str  # that it declares, or empty


def _see(source: PageSource) -> _Seen:
    language = source.language or _html_language(source.html)
    return _Seen(source.path, _page_digest(source), language)


def _page_digest(source: PageSource) -> str:
    return digest(source.path, source.html, repr((source.boost, source.language)))


def site_language(pages: Iterable[_Seen], options: IndexOptions) -> str:
    """The base code of the option, else of what most pages say of themselves, else "en"."""
    if options.language:
        return base_language(options.language)
    declared = Counter(page.language for page in pages)
    del declared[""]
    most = min(declared, key=lambda tag: (-declared[tag], tag), default="en")
    return base_language(most)


def _html_language(html: bytes) -> str:
    found = re.search(
        rb"""<html\b[^>]*?\slang\s*=\s*["']?([A-Za-z_-]+)""", html[:4096], re.IGNORECASE
    )
    return found[1].decode("ascii") if found else ""


def _reading(options: IndexOptions, analyzer: Analyzer) -> Reading:
    selectors = ContentSelectors(
        content=(options.content,) if options.content else (),
        ignore=options.ignore,
        listings=options.listings == "include",
    )
    return Reading(selectors, analyzer.language)


def _prepare_pages(
    sources: Iterable[PageSource],
    seen: Iterable[_Seen],
    reading: Reading,
    state: State,
    progress: Progress,
    executor: Executor | None,
) -> list[str]:
    """Extracts and analyses the pages that are new to ``state``; the keys of all, in the order of
    their paths.
    """
    how = digest(code_digest(), repr(reading))
    keys = {page.path: digest(how, page.digest) for page in seen}
    known = state.contents()
    new = {path for path, key in keys.items() if key not in known}
    if new:
        wanted = (source for source in sources if source.path in new)
        workers = executor if len(new) >= PAGES_FOR_WORKERS else None
        read = chain.from_iterable(_read(wanted, reading, workers))
        for batch in batches(progress.track("Reading pages", read, len(new)), PAGES_AT_ONCE):
            added = {digest(how, page): (digest(data), data) for _, page, data in batch}
            state.add_pages(added)
            # A page that was written anew since it was seen counts as it was read.
            keys |= {path: digest(how, page) for path, page, _ in batch}
    if new or len(keys) != len(known):
        state.keep_only(keys.values())
    return [keys[path] for path in sorted(keys)]


def _read(
    sources: Iterable[PageSource], reading: Reading, executor: Executor | None
) -> Iterator[list[tuple[str, str, bytes]]]:
    """(path, digest, content) of each page, in batches."""
    names: deque[list[tuple[str, str]]] = deque()

    def taken() -> Iterator[list[PageSource]]:
        for batch in batches(sources, PAGES_AT_ONCE):
            names.append([(source.path, _page_digest(source)) for source in batch])
            yield batch

    for contents in mapped(reading, taken(), executor):
        named = zip(names.popleft(), contents, strict=True)
        yield [(path, page, data) for (path, page), data in named]


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
