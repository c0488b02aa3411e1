"""A folder of built HTML → the same folder with an index in it; what plugin and command share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from askdocs.inject import cleaned
from askdocs.install import install
from askdocs.laboratory import install_laboratory
from askdocs.second_gear import is_wanted, second_gear
from askdocs.static import load_widget
from askdocs.widget import composed
from askdocs.workers import workers
from askdocs_index.errors import InputError
from askdocs_index.pipeline import build_index
from askdocs_index.source import read_site

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from askdocs.options import Settings
    from askdocs_index.model import PageSource
    from askdocs_index.options import IndexOptions
    from askdocs_index.pipeline import Summary
    from askdocs_index.progress import Progress


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a generator knows about a page that its HTML does not say."""

    source: str = ""  # path of its Markdown, that globs are matched against too
    excluded: bool = False
    boost: float | None = None  # of its front matter; None: what the globs say


NO_FACTS = PageFacts()


def index_site(
    site: Path,
    settings: Settings,
    progress: Progress,
    facts: Mapping[str, PageFacts] | None = None,
) -> Summary:
    """Build the index of the pages below ``site`` and put it into SITE/askdocs/.

    ``facts`` by path of the built page. Pages are only read. Raises AskdocsError, and then an
    index that was there is unchanged.
    """
    widget = load_widget()
    sources = Chosen(site, settings.index, facts or {})
    with workers(settings.site.jobs, settings.site.scheduler) as executor:
        index = build_index(sources, settings.index, settings.cache, progress, executor)
    encoder = index.manifest.encoder
    wanted = is_wanted(settings, encoder, progress.note)
    gear = second_gear(widget, settings, encoder, progress.note) if wanted else None
    install(site, composed(index, settings.site, widget, gear))
    install_laboratory(site, settings.site.laboratory, widget)
    return index.summary


@dataclass(frozen=True, slots=True)
class Chosen:
    """The pages of a site that belong into the index, read anew whenever they are gone through."""

    site: Path
    options: IndexOptions
    facts: Mapping[str, PageFacts]

    def __iter__(self) -> Iterator[PageSource]:
        """One page after the other."""
        return chosen(read_site(self.site, self.options.exclude), self.options, self.facts)


def chosen(
    sources: Iterator[PageSource], options: IndexOptions, facts: Mapping[str, PageFacts]
) -> Iterator[PageSource]:
    """The sources that belong into the index, each with its boost and without the loader.

    What an earlier build put on a page is no change of that page.
    """
    for source in sources:
        known = facts.get(source.path, NO_FACTS)
        if not known.excluded and not options.excludes(known.source):
            factor = boost(source.path, known, options)
            yield replace(source, html=cleaned(source.html), boost=factor)


def boost(path: str, known: PageFacts, options: IndexOptions) -> float:
    """The page's own factor, else that of the first glob that matches its path or its source."""
    if known.boost is not None:
        return known.boost
    return options.boost_of(path, known.source)


def refuse_cache_in(settings: Settings, folder: Path, reason: str) -> None:
    """Raise InputError if the cache lies in a folder where it must not be."""
    if settings.cache.resolve().is_relative_to(folder.resolve()):
        raise InputError(
            f"{settings.where}: option 'cache_dir': found {settings.cache}, expected a folder"
            f" outside {folder}, {reason}. Name another."
        )
