"""Elements as they read: which are blocks, and the text of what is read in one go."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from selectolax.lexbor import LexborNode

# Elements that a browser sets apart from the text around them (HTML Standard, 15.3 Rendering).
_BLOCK_TAGS = """
    address article aside blockquote body center dd details dialog div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol optgroup option
    p pre search section summary table caption colgroup tbody td tfoot th thead tr ul
"""
BLOCK_TAGS = frozenset(_BLOCK_TAGS.split())
NOT_IN_HEADINGS = "p, ul, ol, dl, pre, table, blockquote, section"
PERMALINK_MARKS = frozenset({"", "#", "¶", "§", "🔗", "\uf0c1", "link"})
SPACE = re.compile(r"[ \t\n\r\f]+")  # what CSS collapses: a no-break space is not among it


def collapse(text: str) -> str:
    """``text`` with each run of white space as one space, and none at its ends."""
    return SPACE.sub(" ", text).strip(" \u00a0")


def backwards(node: LexborNode) -> list[LexborNode]:
    """The children of ``node``, texts included, last first: as a stack wants them."""
    return list(node.iter(include_text=True))[::-1]


def inline_text(node: LexborNode, noise: AbstractSet[int]) -> str:
    """What ``node`` reads as on one line. Nothing stands between inline elements; blocks and line
    breaks are set apart by a space.
    """
    pieces: list[str] = []
    stack: list[LexborNode | str] = [*backwards(node)]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            pieces.append(item)
            continue
        tag = item.tag
        if item.mem_id in noise:
            continue
        if tag == "-text":
            pieces.append(item.text_content or "")
        elif tag == "br":
            pieces.append(" ")
        elif tag != "-comment":
            if tag == "math" and (tex := tex_source(item)):
                pieces.append(tex)
                continue
            edge = [" "] if tag in BLOCK_TAGS else []
            stack += [*edge, *backwards(item), *edge]
    return collapse("".join(pieces))


def heading_text(node: LexborNode, noise: AbstractSet[int]) -> str:
    """A heading's words, or what its image stands for, without the link to itself."""
    marks = {
        link.mem_id
        for link in node.css("a[href^='#']")
        if (link.text(strip=True) or "").lower() in PERMALINK_MARKS
    }
    left_out = marks | overflow(node)
    text = inline_text(node, noise | left_out if left_out else noise)
    if text:
        return text
    return collapse(" ".join(image.attributes.get("alt") or "" for image in node.css("img")))


def overflow(heading: LexborNode) -> set[int]:
    """The ``mem_id`` of the children that are no heading's: where its end tag is missing, a browser
    puts what follows into it. Empty for a heading as it should be.
    """
    if not heading.css_first(NOT_IN_HEADINGS):
        return set()
    rest: set[int] = set()
    for child in heading.iter(include_text=True):
        if rest or child.tag in BLOCK_TAGS or child.tag == "pre":
            rest.add(child.mem_id)
    return rest


def tex_source(math: LexborNode) -> str:
    """The source of a formula that KaTeX set: it holds each formula three times over, and this is
    the copy that can be searched for. Empty for any other formula.
    """
    parent = math.parent
    if parent is None or "katex" not in (parent.attributes.get("class") or ""):
        return ""
    note = math.css_first("annotation")
    return note.text() if note else ""
