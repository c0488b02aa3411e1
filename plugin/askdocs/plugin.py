"""The MkDocs plugin: each event is translated and handed on; nothing here knows how an index works.

The only module that imports mkdocs. ProperDocs loads it too, under that name.
"""

from __future__ import annotations

import functools
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from mkdocs.config import config_options
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.utils import meta

from askdocs.build import PageFacts, index_site, refuse_cache_in
from askdocs.inject import Render, injected_text, root_of, template
from askdocs.options import Settings, all_options, read_settings
from askdocs.progress import Bars, closing
from askdocs_index.checks import checked
from askdocs_index.declared import Kind, Option
from askdocs_index.errors import AskdocsError
from askdocs_index.source import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import jinja2
    from mkdocs.config.base import ConfigErrors, ConfigWarnings
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.pages import Page

P = ParamSpec("P")
R = TypeVar("R")

log = get_plugin_logger("askdocs")
LAST = -100  # after the plugins that still change what is on a page
FACTOR = Option("search.boost", Kind.NUMBERS, (), "", low=0.0, high=100.0)
FLAG = Option("search.exclude", Kind.FLAG, default=False, text="")


def at_the_boundary(event: Callable[P, R]) -> Callable[P, R]:
    """The event with what an author can mend raised as PluginError: a message, no traceback."""

    @functools.wraps(event)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return event(*args, **kwargs)
        except (AskdocsError, OSError, sqlite3.Error) as error:
            raise PluginError(f"askdocs: {error}") from error

    return guarded


class AskdocsPlugin(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Puts Askdocs on the pages as they are built, and indexes them when all are."""

    # Any value passes here: on_config checks it against the declared option, with our messages.
    config_scheme = tuple(
        (option.name, config_options.Type(object, default=None)) for option in all_options()
    )

    def __init__(self) -> None:
        self.given: dict[str, object] = {}
        self.settings: Settings | None = None
        self.render: Render | None = None
        self.facts: Mapping[str, PageFacts] = {}

    def load_config(
        self, options: dict[str, object], config_file_path: str | None = None
    ) -> tuple[ConfigErrors, ConfigWarnings]:
        """Take what the author wrote; names that MkDocs would only warn of are on_config's, too."""
        self.given = options
        names = {option.name for option in all_options()}
        declared = {name: value for name, value in options.items() if name in names}
        return super().load_config(declared, config_file_path)

    @at_the_boundary
    def on_config(self, config: MkDocsConfig) -> None:
        """Check the options and make what the other events need."""
        settings = settings_of(self.given, config)
        self.settings = settings if settings.site.enabled else None
        self.render = template(settings.site.templates) if self.settings else None

    @at_the_boundary
    def on_env(self, _env: jinja2.Environment, /, *, files: Files, **_: object) -> None:
        """Learn what the front matter says; by now every page has been read."""
        if self.settings:
            self.facts = {
                file.dest_uri: facts_of(file) for file in files if file.is_documentation_page()
            }

    @event_priority(LAST)
    @at_the_boundary
    def on_post_template(
        self, output_content: str, /, *, template_name: str, config: MkDocsConfig
    ) -> str | None:
        """Put the loader on pages that no Markdown stands behind, such as 404.html."""
        return self.with_loader(output_content, template_name, config.site_url)

    @event_priority(LAST)
    @at_the_boundary
    def on_post_page(self, output: str, /, *, page: Page, config: MkDocsConfig) -> str | None:
        """Put the loader on a page."""
        return self.with_loader(output, page.file.dest_uri, config.site_url)

    @event_priority(LAST)
    @at_the_boundary
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Index the pages that were written, and put the index beside them."""
        if self.settings:
            progress = Bars(note=log.info)
            summary = index_site(Path(config.site_dir), self.settings, progress, self.facts)
            log.info(closing(summary))

    def on_serve(self, server: LiveReloadServer, /, **_: object) -> None:
        """Build again when a template of the author's changes."""
        if self.settings and self.settings.site.templates:
            server.watch(self.settings.site.templates)

    def with_loader(self, html: str, path: str, site_url: str | None) -> str | None:
        """The page with the loader on it; None (nothing changed) for what is no page."""
        if not self.render or not path.endswith(SUFFIXES) or not html.strip():
            return None
        address = self.settings.site.site_url if self.settings else ""
        return injected_text(html, self.render(root_of(path, address or site_url or "")))


def settings_of(values: Mapping[str, object], config: MkDocsConfig) -> Settings:
    """The plugin's options, checked; relative folders start where the configuration file lies."""
    file = Path(config.config_file_path or "mkdocs.yml")
    settings = read_settings(values, f"{file.name}, plugin askdocs", file.parent)
    refuse_cache_in(settings, Path(config.docs_dir), "which is watched by `mkdocs serve`")
    refuse_cache_in(settings, Path(config.site_dir), "which is published")
    return settings


def facts_of(file: File) -> PageFacts:
    """What the front matter of a page says, in a `--dirty` build read from its source."""
    page = file.page
    if page is not None and page.markdown is not None:
        front = page.meta
    else:
        _, front = meta.get_data(file.content_string)
    search = {} if front.get("search") is None else front["search"]
    if not isinstance(search, dict):
        raise AskdocsError(
            f"{file.src_uri}: front matter 'search': found {search!r}, expected `exclude: true` or"
            " `boost: 2` below it. Change it."
        )
    return PageFacts(file.src_uri, excluded(search, file.src_uri), boost(search, file.src_uri))


def excluded(search: Mapping[str, object], where: str) -> bool:
    """The value of `search.exclude`."""
    return bool(checked(FLAG, search.get("exclude", False), where))


def boost(search: Mapping[str, object], where: str) -> float | None:
    """The value of `search.boost`, None without one."""
    if search.get("boost") is None:
        return None
    pairs = checked(FACTOR, {where: search["boost"]}, where)
    return dict(pairs)[where]  # type: ignore[call-overload, no-any-return]
