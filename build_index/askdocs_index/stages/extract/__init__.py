"""Built HTML → ``Page``: a page as its reader sees it, in sections with their real anchors."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from selectolax.lexbor import LexborHTMLParser

from askdocs_index.model import Page, PageSource
from askdocs_index.stages.extract.anchors import Anchors
from askdocs_index.stages.extract.content import (
    Content,
    ContentSelectors,
    find_content,
    headings,
)
from askdocs_index.stages.extract.decoding import decode
from askdocs_index.stages.extract.flow import Flow
from askdocs_index.stages.extract.generators import HEAD_CHARS, generator_of, is_listing
from askdocs_index.stages.extract.inline import collapse, heading_text
from askdocs_index.stages.extract.writer import Writer

__all__ = ["ContentSelectors", "extract_page"]

SITE_NAME = re.compile(
    r"\s+(?:[-–—|·•»]|::)\s+(?!.*\s(?:[-–—|·•»]|::)\s)\S.*$"
)  # after the last one
NO_SELECTORS = ContentSelectors()


def extract_page(
    source: PageSource,
    selectors: ContentSelectors = NO_SELECTORS,
    default_language: str = "en",
) -> Page | None:
    """The page, or None where there is nothing to find on it: it redirects, is excluded as a whole
    (``data-search-exclude`` on html, body, the content's root or the h1), only lists other pages
    and ``selectors.listings`` is not set, or has no text. Raises InputError for a selector that is
    not CSS.
    """
    text = decode(source.html)
    tree = LexborHTMLParser(text)
    if _redirects(tree):
        return None
    generator = generator_of(tree, text[:HEAD_CHARS])
    if not selectors.listings and is_listing(tree, generator, source.path):
        return None
    content = find_content(tree, selectors, generator)
    if content is None:
        return None
    title = _title(tree, content, source.path)
    writer = Writer(title)
    flow = Flow(writer, Anchors(tree), content.noise, generator)
    for root in content.roots:
        flow.read(root)
    sections = writer.finish()
    if not sections:
        return None
    language = source.language or _language(tree) or default_language
    return Page(source.path, title, language, source.boost, sections)


def _redirects(tree: LexborHTMLParser) -> bool:
    refresh = tree.css_first('meta[http-equiv="refresh" i]')
    return refresh is not None and "url" in (refresh.attributes.get("content") or "").lower()


def _title(tree: LexborHTMLParser, content: Content, path: str) -> str:
    for heading in headings(content.roots, "h1"):
        if heading.mem_id not in content.noise and (text := heading_text(heading, content.noise)):
            return text
    element = tree.css_first("head > title")
    title = collapse(element.text()) if element else ""
    name = PurePosixPath(path)
    fallback = name.parent.name if name.stem == "index" and name.parent.name else name.stem
    return SITE_NAME.sub("", title) or title or fallback


def _language(tree: LexborHTMLParser) -> str:
    root = tree.css_first("html")
    return (root.attributes.get("lang") or "") if root else ""
