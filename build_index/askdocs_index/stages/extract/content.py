"""Where a page's own text is, and what in it is not text: the selectors that know the themes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from askdocs_index.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from askdocs_index.stages.extract.generators import Generator

# The first selector that matches something with words in it wins.
ROOTS = (
    "article.md-content__inner",  # Material for MkDocs
    "[itemprop=articleBody]",  # readthedocs, of MkDocs and of Sphinx
    "div[role=main]",  # mkdocs, and Sphinx' classic themes
    "article[role=main]",  # Furo
    "article.bd-article",  # PyData
    "div.body",  # Sphinx before roles
    "main article",
    "main, [role=main]",
    "article",
    "#mw-content-text, #content",
)
WIDER = {"main article": "main", "#mw-content-text, #content": ":not(header)"}
# What surrounds the text where the root is a guess.
FRAME = "nav, header, footer, aside, [role=banner], [role=contentinfo], [role=complementary]"
SIDEBARS = ".sidebar, #sidebar, .sphinxsidebar, .navheader, .navfooter, .navbar, .related, #footer"

NEVER_TEXT = """
    script, style, template, noscript, svg, iframe, object, canvas, video, audio, dialog, head,
    button, select, textarea, input, datalist, nav, footer, annotation-xml
"""
HIDDEN = """
    [hidden]:not([role=tabpanel]):not([hidden=until-found]), [aria-hidden=true],
    [style*="display:none" i]:not([role=tabpanel]), [style*="display: none" i]:not([role=tabpanel]),
    .sr-only, .visually-hidden, .screen-reader-text, .md-skip, .skip-link, .skip-to-content
"""
EXCLUDED = "[data-search-exclude], [data-askdocs]"
# These take the whole section with them, and are still met by the walk.
EXCLUDED_HEADINGS = ",".join(f"h{level}[data-search-exclude]" for level in range(1, 7))
LINE_NUMBERS = """
    .linenos, .linenodiv, .lineno, .lineno-container, .linenumber, .line-numbers-rows, .lnt,
    td.gutter, .src-line-numbers
"""
PERMALINKS = """
    a.headerlink, a.permalink, a.anchor, a.anchorjs-link, a.hash-link, a.header-anchor,
    a.heading-anchor, a.doc-anchor, a.footnote-backref, a.viewcode-link, .viewcode-link,
    .viewcode-back
"""
FURNITURE = """
    [role=navigation], [role=search], .md-content__button, .md-source-file, .md-source-date,
    .md-feedback, .md-path, .md-tags, .git-revision-date-localized-plugin, .breadcrumb,
    .breadcrumbs, .wy-breadcrumbs, .rst-footer-buttons, .rst-breadcrumbs-buttons, .prev-next-area,
    .pagination, .edit-this-page, .theme-edit-this-page, .editsection, .mw-editsection, a[rel=edit],
    .copybtn, .clipboard, .copy-button, .md-clipboard, .toctree-wrapper, div.toc, ul.toc, div#toc,
    .table-of-contents, div.contents.topic, div.contents.local, .navheader, .navfooter,
    .sphinxsidebar, .sub-nav, .top-nav, .t-navbar, .printfooter, #catlinks, #siteSub,
    #jump-to-nav, .subpages, .out-of-band, .srclink, a.src, #copy-path, #toggle-all-docs,
    #render-detail, .sub-logo-container, .test-arrow, .rightside, summary.hideme
"""
NOISE = ",".join((NEVER_TEXT, HIDDEN, EXCLUDED, LINE_NUMBERS, PERMALINKS, FURNITURE))

# In the content, of listings by several generators; the results also stand in frames of pages.
LISTINGS = ".genindextable, .modindextable, #search-results, #mkdocs-search-results"


@dataclass(frozen=True, slots=True)
class ContentSelectors:
    """The author's CSS selectors. ``content``: where a page's text is, tried in order before the
    selectors for the known themes; ``ignore``: what in it is left out; ``listings``: whether pages
    that a generator made only to lead to others are read.
    """

    content: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    listings: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """The page's own part of the tree: its roots, none inside another, in document order, and the
    ``mem_id`` of every element that is left out.
    """

    roots: tuple[LexborNode, ...]
    noise: frozenset[int]


def find_content(
    tree: LexborHTMLParser, selectors: ContentSelectors, generator: Generator
) -> Content | None:
    """The content, or None where there is none or it is excluded as a whole.

    Raises InputError for a selector that is not CSS.
    """
    roots, guessed = _roots(tree, selectors.content)
    roots = tuple(root for root in roots if not _excluded(root))
    lists = any(root.css_first(LISTINGS) for root in roots)
    if not roots or (lists and not selectors.listings):
        return None
    title = next(iter(headings(roots, "h1")), None)
    if title is not None and "data-search-exclude" in title.attributes:
        return None
    noise = {node.mem_id for root in roots for node in root.css(NOISE)}
    if generator.noise:
        noise |= {node.mem_id for root in roots for node in root.css(generator.noise)}
    noise -= {node.mem_id for root in roots for node in root.css(EXCLUDED_HEADINGS)}
    for root in roots:
        if guessed:
            noise.update(_frame(root))
        for selector in selectors.ignore:
            noise.update(node.mem_id for node in _css(root, selector))
    return Content(roots, frozenset(noise))


def headings(roots: Iterable[LexborNode], tags: str) -> Iterator[LexborNode]:
    """The headings in ``roots`` with one of these tags ("h1" or "h1, h2"), in document order."""
    for root in roots:
        yield from root.css(tags)


def _roots(tree: LexborHTMLParser, own: tuple[str, ...]) -> tuple[tuple[LexborNode, ...], bool]:
    """The roots, and whether they are a guess that may hold the site's frame."""
    if tree.body is None:
        return (), True
    for selector in own:
        found = tuple(_outermost(_css(tree.body, selector)))
        if found:
            return found, False
    for selector in ROOTS:
        matches = [node for node in tree.body.css(selector) if _has_words(node)]
        if selector.endswith("article") and len(matches) != 1:
            continue  # cards of an overview, none of them the page
        if matches and _holds_title(tree.body, selector, matches[0]):
            return (matches[0],), False
    return (tree.body,), True


def _holds_title(body: LexborNode, selector: str, root: LexborNode) -> bool:
    """Whether the choice would not lose the page's only h1, where a wider one is to be had."""
    wider = WIDER.get(selector)
    if wider is None or root.css_first("h1"):
        return True
    return body.css_first(f"{wider} h1") is None


def _css(node: LexborNode, selector: str) -> list[LexborNode]:
    try:
        return node.css(selector)
    except SelectolaxError as error:
        raise InputError(
            f"content selector {selector!r}: not a CSS selector ({error}). "
            "Expected something like 'main .content'."
        ) from error


def _outermost(nodes: list[LexborNode]) -> Iterator[LexborNode]:
    chosen = {node.mem_id for node in nodes}
    for node in nodes:
        if not any(parent.mem_id in chosen for parent in _ancestors(node)):
            yield node


def _ancestors(node: LexborNode) -> Iterator[LexborNode]:
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent


def _excluded(root: LexborNode) -> bool:
    """Whether the author excluded the root, or anything that it stands in."""
    if "data-search-exclude" in root.attributes:
        return True
    return any("data-search-exclude" in node.attributes for node in _ancestors(root))


def _has_words(node: LexborNode) -> bool:
    return bool(node.text(strip=True))


def _frame(root: LexborNode) -> Iterator[int]:
    for node in root.css(f"{FRAME}, {SIDEBARS}"):
        if not node.css_first("h1"):  # a header may hold the page's title
            yield node.mem_id
