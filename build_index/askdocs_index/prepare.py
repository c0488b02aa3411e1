"""One page on its way to the index, and how it is kept for the next build."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from sys import intern
from typing import Any

from askdocs_index.model import Block, BlockKind, Fragment, Page, PageSource, Passage, Section
from askdocs_index.stages.extract import ContentSelectors, extract_page
from askdocs_index.stages.passages import cut
from askdocs_index.stages.statistics import Documents, documents
from askdocs_index.terms import Analyzer


@dataclass(frozen=True, slots=True)
class Prepared:
    """A page, its passages and its terms; what is excluded has no page."""

    passages: tuple[Passage, ...]
    documents: Documents


def prepare(source: PageSource, selectors: ContentSelectors, analyzer: Analyzer) -> Prepared | None:
    """Extracts, cuts and analyses a page; None where nothing of it belongs into the index."""
    page = extract_page(source, selectors, analyzer.language)
    if page is None:
        return None
    passages = cut(page)
    return Prepared(passages, documents(page, passages, analyzer)) if passages else None


@dataclass(frozen=True, slots=True)
class Reading:
    """How pages are read. Can be called in another process."""

    selectors: ContentSelectors
    language: str  # of the site

    def __call__(self, sources: Sequence[PageSource]) -> list[bytes]:
        """Each page as ``dump`` gives it."""
        analyzer = _analyzer(self.language)
        return [dump(prepare(source, self.selectors, analyzer)) for source in sources]


@cache
def _analyzer(language: str) -> Analyzer:
    return Analyzer(language)


def dump(prepared: Prepared | None) -> bytes:
    """``prepared`` as bytes, equal for equal content."""
    if prepared is None:
        return b"null"
    page = prepared.passages[0].page
    found = prepared.documents
    plain = {
        "page": [page.path, page.title, page.language, page.boost],
        "sections": [[s.anchor, s.headings, [_block(b) for b in s.blocks]] for s in page.sections],
        "passages": [
            [p.section, p.ordinal, [[f.block, f.start, f.end] for f in p.fragments]]
            for p in prepared.passages
        ],
        "documents": [" ".join(terms) for terms in found.passages],
        "page_document": " ".join(found.page),
        "words": [[term, word, count] for (term, word), count in found.words.items()],
    }
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()


def load(data: bytes) -> Prepared | None:
    """What ``dump`` was given."""
    plain = json.loads(data)
    if plain is None:
        return None
    path, title, language, boost = plain["page"]
    sections = tuple(_section(*row) for row in plain["sections"])
    page = Page(path, title, language, boost, sections)
    return Prepared(
        tuple(
            Passage(page, section, ordinal, tuple(Fragment(*f) for f in fragments))
            for section, ordinal, fragments in plain["passages"]
        ),
        Documents(
            tuple(_terms(terms) for terms in plain["documents"]),
            _terms(plain["page_document"]),
            {(intern(term), intern(word)): count for term, word, count in plain["words"]},
        ),
    )


def _terms(joined: str) -> tuple[str, ...]:
    """Terms of which every one is kept once, however often the site says it."""
    return tuple(map(intern, joined.split()))


def _block(block: Block) -> list[Any]:
    return [block.kind, block.text, block.label, block.language, block.header_rows]


def _section(anchor: str, headings: Sequence[str], blocks: Sequence[Sequence[Any]]) -> Section:
    made = tuple(Block(BlockKind(kind), *rest) for kind, *rest in blocks)
    return Section(anchor, tuple(headings), made)
