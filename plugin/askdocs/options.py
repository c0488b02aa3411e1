"""What an author can say about Askdocs on a site, each option documented where it is declared."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from askdocs_index.checks import read_options, refuse_unknown
from askdocs_index.declared import Kind, Option, declare, options_of
from askdocs_index.options import IndexOptions

if TYPE_CHECKING:
    from collections.abc import Mapping

# Keys of the dialog's texts, as texts.ts declares them, after the two of the launcher.
LAUNCHER_TEXTS = {"launcher": "Ask", "launcher_failed": ""}
DIALOG_TEXTS = (
    "title",
    "placeholder",
    "ask",
    "close",
    "hits",
    "answer",
    "uncertain",
    "uncertain_hint",
    "not_found",
    "not_found_hint",
    "not_found_nearest",
    "escape",
    "source",
    "copy",
    "copy_code",
    "copied",
    "copy_failed",
    "helpful",
    "yes",
    "no",
    "thanks",
    "reason",
    "send",
    "starters",
    "suggestions",
    "empty",
    "no_hits",
    "searching",
    "cut",
    "corrected",
    "as_typed",
    "together",
    "alone",
    "section",
    "version",
    "language",
    "any_section",
    "any_version",
    "any_language",
    "kept_to",
    "everywhere",
    "incomplete",
    "count_one",
    "count",
    "said_answer",
    "said_uncertain",
    "said_not_found",
    "missing",
    "corrupt",
    "format",
    "offline",
    "retry",
    "reload",
    "hint_ask",
    "hint_move",
    "hint_close",
    "promise",
)
# Those of the second gear, as gear_texts.ts declares them.
GEAR_TEXTS = (
    "gear_offer",
    "gear_load",
    "gear_never",
    "gear_loading",
    "gear_starting",
    "gear_cancel",
    "gear_better",
    "gear_remove",
    "gear_failed",
    "gear_blocked",
    "gear_memory",
    "gear_corrupt",
    "gear_offline",
    "gear_asleep",
)
TEXTS = (*LAUNCHER_TEXTS, *DIALOG_TEXTS, *GEAR_TEXTS)


@dataclass(frozen=True, slots=True)
class SiteOptions:
    """The options of the plugin and the command line that the builder does not need."""

    enabled: bool = declare(
        Kind.FLAG,
        default=True,
        text="Whether Askdocs does anything. In `mkdocs.yml`, `!ENV [ASKDOCS, true]` lets a quick"
        " build leave it out. Not on the command line.",
    )
    launcher: str = declare(
        Kind.TEXT,
        default="auto",
        text="Where the button stands that opens the dialog. `auto`: beside the theme's search,"
        " else in the corner; `none`: only the shortcuts open the dialog; anything else is"
        " the CSS selector of the element that the button is put into.",
        pattern=r"\S.*",
        advice="`auto`, `none` or a CSS selector",
    )
    shortcuts: tuple[str, ...] = declare(
        Kind.TEXTS,
        default=("mod+i",),
        text="Keys that open the dialog. `mod` is Ctrl, and Cmd on a Mac. An empty list: none.",
        pattern=r"(?:mod\+)?(?:alt\+)?(?:shift\+)?(?:[^\sA-Z]|[a-z0-9]{2,})",
        advice="each a key in lower case, after `mod+`, `alt+`, `shift+` in this order: `mod+i`",
    )
    texts: tuple[tuple[str, str], ...] = declare(
        Kind.STRINGS,
        default=(),
        text="Texts of the interface that replace the English ones. `launcher` is the button's,"
        " `escape` the link's of `escape_link`.",
        choices=TEXTS,
    )
    starters: tuple[str, ...] = declare(
        Kind.TEXTS,
        default=(),
        text="Questions that the dialog offers before the reader has typed one, after those of the"
        " page and its folder. Empty: some of the site's. What is not yours is made of headings,"
        " and the index was found to answer it.",
    )
    escape_link: str = declare(
        Kind.TEXT,
        default="",
        text="Where a reader is sent whose question the pages do not answer: a forum, a chat, an"
        " issue tracker. Empty: no such link.",
        pattern=r"|https?://\S+|/\S*",
        advice="an address that begins with `https://`, `http://` or `/`",
    )
    second_gear: str = declare(
        Kind.CHOICE,
        default="auto",
        text="Whether the dialog offers, under a first answer, to load the full encoder (about"
        " 18 MB, kept by the browser) and to answer with it from then on. `offer`: wherever the"
        " full encoder encoded the passages; `none`: nowhere; `auto`: where `encoder` is `full`."
        " The pages' policy must allow `'wasm-unsafe-eval'`, or the dialog says that it does not.",
        choices=("auto", "offer", "none"),
    )
    explorer: bool = declare(
        Kind.FLAG,
        default=False,
        text="Whether `askdocs/explorer.js` is built, which shows on a page of yours what each part"
        " of the ranking says to a question, with sliders to change it. No other page loads it.",
    )
    laboratory: str = declare(
        Kind.FOLDER,
        default="",
        text="Folder that `make lab` of a checkout made: Python cells for a page of yours that run"
        " in the reader's browser, about 13 MB, downloaded when the reader says so. Empty: none.",
    )
    site_url: str = declare(
        Kind.TEXT,
        default="",
        text="Address that the site is published at; the pages' own links do not need it, the 404"
        " page does, because it is shown at any depth. Empty: `site_url` of `mkdocs.yml`,"
        " else the server's root.",
        pattern=r"|https?://\S+|/\S*",
        advice="an address that begins with `https://`, `http://` or `/`",
    )
    cache_dir: str = declare(
        Kind.FOLDER,
        default=".cache/plugin/askdocs",
        text="Folder that keeps vectors and extracted pages between builds; keep it in CI, too."
        " It must not lie in the folder of the sources, which is watched, nor in that of the"
        " built site.",
        pattern=r".+",
    )
    jobs: int = declare(
        Kind.COUNT,
        default=0,
        text="Processes that read and embed pages side by side, where a build has many to read or"
        " embed. They change no byte of the index. 0: as many as the cores that the build may use;"
        " 1: everything in the build's own process.",
        low=0,
        high=1024,
    )
    scheduler: str = declare(
        Kind.TEXT,
        default="",
        text="Address of a `dask.distributed` scheduler (`tcp://host:8786`), whose workers read and"
        " embed pages in place of this machine's processes. They change no byte of the index. Needs"
        " `pip install 'askdocs[cluster]'` here and on the workers, in one version, and, with the"
        " full encoder, a cache folder at the same path on all of them.",
    )
    templates: str = declare(
        Kind.FOLDER,
        default="",
        text="Folder whose Jinja2 templates replace those of the same name that put Askdocs on a"
        " page (`head.html.j2`). Empty: Askdocs' own.",
    )


@dataclass(frozen=True, slots=True)
class Settings:
    """All options of one site; folders are absolute."""

    site: SiteOptions
    index: IndexOptions
    where: str  # the place they were read from, for messages

    @property
    def cache(self) -> Path:
        """The cache's folder."""
        return Path(self.site.cache_dir)


def all_options() -> tuple[Option, ...]:
    """Every option, those of the site first, in the order of the manual."""
    return options_of(SiteOptions) + options_of(IndexOptions)


def read_settings(values: Mapping[str, object], where: str, base: Path) -> Settings:
    """The settings that ``values`` make; relative folders start at ``base``.

    Raises InputError, whose text begins with ``where``, on an unknown option or a wrong value.
    """
    refuse_unknown(values, [option.name for option in all_options()], where)
    site = read_options(SiteOptions, only(values, SiteOptions), where)
    index = read_options(IndexOptions, only(values, IndexOptions), where)
    return Settings(
        site=replace(
            site,
            cache_dir=absolute(site.cache_dir, base),
            templates=absolute(site.templates, base),
            laboratory=absolute(site.laboratory, base),
        ),
        index=replace(index, weights=absolute(index.weights, base)),
        where=where,
    )


def only(values: Mapping[str, object], record: type) -> dict[str, object]:
    """The values of the options that the record declares."""
    return {option.name: values.get(option.name) for option in options_of(record)}


def absolute(folder: str, base: Path) -> str:
    """The folder as seen from ``base``; an empty one stays empty."""
    return str((base / folder).absolute()) if folder else ""
