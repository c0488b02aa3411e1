"""Pages in, index files out: the builder's table of contents."""

from __future__ import annotations

import re
import sqlite3
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from askdocs_index.artifact.manifest import NAME, Manifest, decode_manifest
from askdocs_index.language import base_language
from askdocs_index.model import PageSource
from askdocs_index.options import IndexOptions
from askdocs_index.prepare import dump, load, prepare
from askdocs_index.progress import Progress
from askdocs_index.stages.extract import ContentSelectors
from askdocs_index.state import State, code_digest, digest, discard, unusable
from askdocs_index.terms import Analyzer


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

    Equal pages, options, encoder and plan of the build before (see ``plan``) give equal bytes.
    While nothing changes, what the fast encoder made when it stood in is kept; ``refit`` looks for
    the full one again, and plans anew. Raises InputError where the cache cannot be used or weights
    are not the known ones.
    """
    started = time.perf_counter()
    sources = sorted(sources, key=lambda source: source.path)
    try:
        files, embedded = _make(sources, options, cache, progress)
    except sqlite3.OperationalError as error:
        raise unusable(cache, error) from error
    except sqlite3.DatabaseError:  # damage that opening the file did not show
        progress.note(f"{cache}: the kept pages are damaged; every page is read again.")
        discard(cache)
        files, embedded = _make(sources, options, cache, progress)
    manifest = decode_manifest(files[NAME])
    shards = {name: data for name, data in files.items() if name != NAME}
    return Index(shards, manifest, _summary(manifest, shards, embedded, started))


def _make(
    sources: Sequence[PageSource], options: IndexOptions, cache: Path, progress: Progress
) -> tuple[dict[str, bytes], int]:
    """All files of the index, and how many passages were embedded for them."""
    analyzer = Analyzer(site_language(sources, options))
    with State(cache) as state:
        keys = _prepare_pages(sources, options, analyzer, state, progress)
        contents = state.contents()
        made_from = digest(repr(options), code_digest(), *(contents[key] for key in keys))
        if not options.refit and (kept := state.files(made_from)):
            return kept, 0
        pages = [page for key in keys if (page := load(state.page(key)))]
        from askdocs_index.assemble import make_files  # 0.3 s, NumPy and onnxruntime

        before = b"" if options.refit else state.plan(code_digest())
        made = make_files(pages, analyzer, options, cache, progress, before)
        state.keep_plan(code_digest(), made.plan)
        state.keep_files(made_from, made.files)
        return dict(made.files), made.embedded


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
        content=(options.content,) if options.content else (),
        ignore=options.ignore,
        listings=options.listings == "include",
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
