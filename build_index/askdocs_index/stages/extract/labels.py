"""What blocks stand under: titles of admonitions and details, labels of tabs, captions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from askdocs_index.stages.extract.inline import inline_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from selectolax.lexbor import LexborNode

TITLED = {  # selector of the labelled elements → tag or class of the title, a child of each
    ".admonition": "admonition-title",
    "details": "summary",
    "figure": "figcaption",
    ".literal-block-wrapper": "code-block-caption",
}
# Titles that only name the kind of an admonition, which is not worth quoting.
_KINDS = """
    abstract attention bug caution check danger details error example failure hint important info
    note question quote seealso success summary tip todo warning
"""
KINDS = frozenset(_KINDS.split())


@dataclass(frozen=True, slots=True)
class Label:
    """``text`` is what the blocks inside stand under; ``title`` is the same if it says something
    that a reader may be shown, else empty.
    """

    text: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Labels:
    """By ``mem_id``: the labelled elements, and the elements that were read as their labels."""

    of: dict[int, Label] = field(default_factory=dict)
    spent: set[int] = field(default_factory=set)


def find_labels(
    root: LexborNode, noise: AbstractSet[int], titled: Iterable[tuple[str, str]] = ()
) -> Labels:
    """The labels of everything in ``root``; ``titled`` has those of the page's generator."""
    labels = Labels()
    for selector, name in TITLED.items():
        for node in root.css(selector):
            _titled(labels, node, name, noise, may_be_heading=False)
    for selector, name in titled:
        for node in root.css(selector):
            _titled(labels, node, name, noise, may_be_heading=True)
    tabbed = [*_tab_sets(root), *_tab_lists(root)]
    tabs_of = Counter(panel.mem_id for panel, _ in tabbed)
    for panel, tab in tabbed:
        labels.spent.add(tab.mem_id)
        if tabs_of[panel.mem_id] == 1:  # else the tabs choose what of one panel is seen
            labels.of[panel.mem_id] = Label(inline_text(tab, noise - {tab.mem_id}))
    labels.spent.update(node.mem_id for node in root.css("[role=tablist], .highlight > .filename"))
    return labels


def _titled(
    labels: Labels, node: LexborNode, name: str, noise: AbstractSet[int], *, may_be_heading: bool
) -> None:
    children = (child for child in node.iter() if child.tag == name or name in _classes(child))
    child = next(children, None)
    if child is None or child.mem_id in noise:
        return
    if not may_be_heading and child.css_first("h1, h2, h3, h4, h5, h6"):
        return  # without a title, or one that begins a section of its own
    title = inline_text(child, noise)
    kinds = KINDS.union(_classes(node))
    plain = title.lower().replace(" ", "") in kinds
    labels.of[node.mem_id] = Label(title, "" if plain else title)
    labels.spent.add(child.mem_id)


def _tab_sets(root: LexborNode) -> Iterator[tuple[LexborNode, LexborNode]]:
    """(panel, tab) of pymdown's tabs, old and new, and of sphinx-design's."""
    for tab_set in root.css(".tabbed-set, .sd-tab-set"):
        tabs = [tab for box in _boxes(tab_set, "tabbed-labels") for tab in _named(box, "label")]
        panels = [
            panel
            for box in _boxes(tab_set, "tabbed-content")
            for panel in _classed(box, "tabbed-block", "tabbed-content", "sd-tab-content")
        ]
        if len(tabs) == len(panels):
            yield from zip(panels, tabs, strict=True)


def _boxes(tab_set: LexborNode, name: str) -> list[LexborNode]:
    """The new layout has a box for the tabs and one for the panels, the old one has neither."""
    boxes = list(_classed(tab_set, name))
    return (
        boxes if len(boxes) == 1 and next(_classed(tab_set, "tabbed-labels"), None) else [tab_set]
    )


def _tab_lists(root: LexborNode) -> Iterator[tuple[LexborNode, LexborNode]]:
    """(panel, tab) of tabs marked up with ARIA roles: by reference, else by their order."""
    for tab_list in root.css("[role=tablist]"):
        tabs = tab_list.css("[role=tab]")
        box = tab_list.parent
        panels = box.css("[role=tabpanel]") if box is not None else []
        by_id = {panel.attributes.get("id"): panel for panel in panels}
        by_tab = {panel.attributes.get("aria-labelledby"): panel for panel in panels}
        for place, tab in enumerate(tabs):
            panel = by_id.get(tab.attributes.get("aria-controls") or "-")
            panel = panel or by_tab.get(tab.attributes.get("id") or "-")
            if panel is None and len(panels) == len(tabs):
                panel = panels[place]
            if panel is not None:
                yield panel, tab


def _named(box: LexborNode, tag: str) -> Iterable[LexborNode]:
    return (child for child in box.iter() if child.tag == tag)


def _classed(box: LexborNode, *names: str) -> Iterator[LexborNode]:
    for child in box.iter():
        if not set(names).isdisjoint(_classes(child)):
            yield child


def _classes(node: LexborNode) -> list[str]:
    return (node.attributes.get("class") or "").split()
