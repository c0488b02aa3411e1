"""Which id leads to a heading: its own, its wrapper's, one in or before it, else one above."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

WRAPPERS = frozenset({"section", "div", "article", "header", "hgroup"})
UNANCHORED = frozenset({"input", "label", "option", "form", "button", "pre", "code"})
# Ids that generators number through: they lead somewhere else after the next build.
GENERATED = ("__", "fnref")


class Anchors:
    """Told of a page's elements in document order, knows the id for each heading.

    A browser goes to the first element that has an id, so that a second one leads nowhere.
    """

    def __init__(self, tree: LexborHTMLParser) -> None:
        nodes = tree.css("[id], a[name]")
        counts = Counter(_id(node) for node in nodes)
        self._taken: dict[str, int] = {}  # of ids that occur more than once: where the first is
        for node in nodes:
            if counts[_id(node)] > 1:
                self._taken.setdefault(_id(node), node.mem_id)
        self._known = counts.keys()
        self.above = ""  # the nearest id so far
        self._wrapper = ""  # of a wrapper in which nothing has been read yet

    def pass_by(self, node: LexborNode) -> None:
        """An element opens; from here on its id is the nearest above."""
        anchor = self._usable(node)
        if not anchor:
            return
        self.above = anchor
        if node.tag in WRAPPERS:
            self._wrapper = anchor

    def pass_text(self) -> None:
        """Something to read has come: the open wrappers do not begin with the next heading."""
        self._wrapper = ""

    def of_heading(self, heading: LexborNode) -> str:
        """The id that leads to the heading; empty where the page has none up to here."""
        self.above = self._own(heading) or self._wrapper or self.above
        self._wrapper = ""
        return self.above

    def _own(self, heading: LexborNode) -> str:
        if anchor := self._usable(heading):
            return anchor
        for link in heading.css("a[href^='#']"):  # a permalink names what it leads to
            target = (link.attributes.get("href") or "")[1:]
            if target in self._known and target == self._wrapper:
                return target
        inside = (self._usable(node) for node in heading.css("[id], a[name]"))
        return next((anchor for anchor in inside if anchor), "")

    def _usable(self, node: LexborNode) -> str:
        anchor = _id(node)
        if not anchor or node.tag in UNANCHORED or anchor.startswith(GENERATED):
            return ""
        return anchor if self._taken.get(anchor, node.mem_id) == node.mem_id else ""


def _id(node: LexborNode) -> str:
    attributes = node.attributes
    anchor = attributes.get("id")
    if not anchor and node.tag == "a":
        anchor = attributes.get("name")
    return anchor or ""
