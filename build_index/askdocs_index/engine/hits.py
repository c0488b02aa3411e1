"""Ranked passages → ranked sections: a section stands where its best passage stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from askdocs_index.artifact.cells import CellPassage, CellSection
from askdocs_index.engine.excerpt import excerpt
from askdocs_index.engine.records import Hit, Piece, RankedPassage, RankedSection
from askdocs_index.engine.search import Ranked
from askdocs_index.terms import Analyzer

MAX_HITS = 50
_UNRESERVED = "!*'()"  # what encodeURIComponent leaves, beyond what quote does


def rank_sections(
    ranked: Sequence[Ranked],
    limit: int,
    weights: Mapping[str, float],
    analyzer: Analyzer,
    base: str,
) -> list[RankedSection]:
    """The best ``limit`` sections (MAX_HITS at most) with their passages at hand, in page order.

    ``weights``: term → idf, by which excerpts are chosen; ``base``: the site's root URL.
    """
    groups: dict[tuple[str, int], list[Ranked]] = {}
    for item in ranked:
        section = item.passage.section
        groups.setdefault((section.page.path, section.number), []).append(item)
    best = list(groups.values())[: min(max(limit, 0), MAX_HITS)]
    return [_section(group, weights, analyzer, base) for group in best]


def _section(
    group: Sequence[Ranked], weights: Mapping[str, float], analyzer: Analyzer, base: str
) -> RankedSection:
    top = group[0]
    section = top.passage.section
    hit = Hit(
        url=section_url(base, section),
        page=section.page.path,
        anchor=section.anchor,
        title=section.page.title,
        headings=section.headings,
        excerpt=excerpt([f.text for f in top.passage.fragments], weights, analyzer),
        score=top.score,
    )
    ordered = sorted(group, key=lambda item: item.passage.ordinal)
    return RankedSection(hit, tuple(_passage(item) for item in ordered), section.question)


def _passage(item: Ranked) -> RankedPassage:
    return RankedPassage(item.passage.ordinal, item.score, pieces(item.passage))


def pieces(passage: CellPassage) -> tuple[Piece, ...]:
    """The fragments of a passage as the answer takes them."""
    return tuple(
        Piece(f.block, f.kind, f.text, f.label, f.language, f.header_rows)
        for f in passage.fragments
    )


def section_url(base: str, section: CellSection) -> str:
    """The address of a section; a folder's index.html is left out, as hosts serve it so."""
    parts = [quote(part, safe=_UNRESERVED) for part in section.page.path.split("/")]
    if parts[-1] == "index.html":
        parts[-1] = ""
    anchor = quote(section.anchor, safe=_UNRESERVED)
    return base + "/".join(parts) + (f"#{anchor}" if anchor else "")
