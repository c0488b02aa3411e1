"""The walk through a page's content, in document order and without recursion: however deeply
broken HTML is nested, the stack is a list.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborNode

from askdocs_index.model import Block, BlockKind
from askdocs_index.stages.extract.code import code_block, signature_block
from askdocs_index.stages.extract.inline import (
    BLOCK_TAGS,
    backwards,
    heading_text,
    overflow,
    tex_source,
)
from askdocs_index.stages.extract.labels import find_labels
from askdocs_index.stages.extract.tables import (
    grid_block,
    is_layout,
    rows_block,
    table_blocks,
)
from askdocs_index.stages.extract.writer import TOP

if TYPE_CHECKING:
    from askdocs_index.stages.extract.anchors import Anchors
    from askdocs_index.stages.extract.generators import Generator
    from askdocs_index.stages.extract.writer import Writer

EMOJI = frozenset({"emoji", "twemoji", "emojione", "gemoji"})
Close = Callable[[], None]


class Flow:
    """Reads roots into a ``Writer``."""

    def __init__(
        self, writer: Writer, anchors: Anchors, noise: frozenset[int], generator: Generator
    ) -> None:
        self._writer = writer
        self._generator = generator
        self._anchors = anchors
        self._noise = noise
        self._leaves: dict[str, Callable[[LexborNode], bool]] = {
            "pre": self._code,
            "table": self._table,
            "img": self._image,
            "br": self._line_break,
            "math": self._formula,
            **{f"h{level}": self._heading for level in range(1, 7)},
        }
        self._containers: dict[str, Callable[[LexborNode], Close]] = {
            "ul": self._list,
            "ol": self._list,
            "menu": self._list,
            "dl": self._definitions,
            "li": self._item,
            "dt": self._term,
        }

    def read(self, root: LexborNode) -> None:
        """Everything below ``root``."""
        self._labels = find_labels(root, self._noise, self._generator.titled)
        self._skipped = {*self._noise, *self._labels.spent}
        self._signatures = {
            term.parent.mem_id
            for term in root.css("dl > dt.sig, dl > dt.sig-object")
            if term.parent
        }
        self._layout = _lists_for_layout(root)
        self._special = self._marked(root)
        stack: list[LexborNode | Close] = [*backwards(root)]
        while stack:
            item = stack.pop()
            if isinstance(item, LexborNode):
                self._enter(item, stack)
            else:
                item()
        self._writer.end_line()

    def _enter(self, node: LexborNode, stack: list[LexborNode | Close]) -> None:
        tag = node.tag or "-"
        if node.mem_id in self._skipped:
            if tag == "a":
                self._anchors.pass_by(node)
        elif tag == "-text":
            self._text(node.text_content or "")
        elif tag.startswith(("-", "!")):
            return
        elif not (
            (node.mem_id in self._special and self._special[node.mem_id](node))
            or (tag in self._leaves and self._leaves[tag](node))
        ):
            self._anchors.pass_by(node)
            close = self._begin(node, tag)
            if close:
                stack.append(close)
            stack += backwards(node)

    def _begin(self, node: LexborNode, tag: str) -> Close | None:
        """Opens what can hold blocks; gives what to do at its end."""
        label = self._labels.of.get(node.mem_id)
        if label:
            if label.title:
                self._anchors.pass_text()
                self._writer.block(Block(BlockKind.TEXT, label.title))
            self._writer.open_label(label.text)
            return self._writer.close_label
        if tag in self._containers and node.mem_id not in self._layout:
            return self._containers[tag](node)
        if tag not in BLOCK_TAGS:
            return None
        self._writer.end_line()
        return self._writer.end_line

    def _text(self, piece: str) -> None:
        if not piece.isspace():
            self._writer.lead_anchor(self._anchors.above)
            self._anchors.pass_text()
        self._writer.text(piece)

    def _heading(self, node: LexborNode) -> bool:
        name = node.css_first(self._generator.names) if self._generator.names else None
        text = heading_text(name or node, self._heading_noise)
        anchor = self._anchors.of_heading(node)
        excluded = "data-search-exclude" in node.attributes
        if text:
            self._writer.heading(int((node.tag or "h6")[1]), text, anchor, excluded=excluded)
        if name is not None:
            self._signature(node)
        rest = overflow(node)
        if rest:
            self._skipped |= {child.mem_id for child in backwards(node)} - rest
        return not rest

    def _code(self, node: LexborNode) -> bool:
        block = code_block(node, self._noise)
        self._leaf(node, block)
        return True

    def _table(self, node: LexborNode) -> bool:
        if is_layout(node) or any(row.mem_id in self._special for row in node.css("tr")):
            return False
        for block in table_blocks(node, self._noise):
            self._leaf(node, block)
        for inner in node.css("[id], a[name]"):
            self._anchors.pass_by(inner)
        for image in node.css("img"):
            self._image(image)
        return True

    def _leaf(self, node: LexborNode, block: Block) -> None:
        self._anchors.pass_by(node)
        self._writer.lead_anchor(self._anchors.above)
        self._anchors.pass_text()
        self._writer.block(block)

    def _marked(self, root: LexborNode) -> dict[int, Callable[[LexborNode], bool]]:
        """By ``mem_id``: how what the generator alone explains is read."""
        generator = self._generator
        readers: dict[str, Callable[[LexborNode], bool]] = {
            generator.code: self._signature,
            generator.items: self._item_heading,
            generator.rows: self._rows,
            generator.grids: self._grid,
            generator.captions: self._item_term,
            generator.groups: self._group,
            generator.group_headings: self._group,
        }
        marked = {
            node.mem_id: read
            for selector, read in readers.items()
            if selector
            for node in root.css(selector)
        }
        self._row_ids = {id_ for id_, read in marked.items() if read == self._rows}
        clauses = root.css(generator.clauses) if generator.clauses else []
        self._heading_noise = self._noise.union(node.mem_id for node in clauses)
        lists = _item_lists(root, generator.terms)
        self._item_lists = {node.mem_id for node in lists}
        terms = (term for node in lists for term in node.iter() if term.tag == "dt")
        return marked | {term.mem_id: self._item_term for term in terms}

    def _signature(self, node: LexborNode) -> bool:
        self._leaf(node, signature_block(node, self._noise, self._generator.language))
        return True

    def _item_heading(self, node: LexborNode) -> bool:
        """A field or the like: its signature is its name, up to the type."""
        if node.css_first("h1, h2, h3, h4, h5, h6"):
            return False
        anchor = self._anchors.of_heading(node)
        self._writer.item(heading_text(node, self._noise).partition(":")[0], anchor)
        return self._signature(node)

    def _item_term(self, node: LexborNode) -> bool:
        anchor = self._anchors.of_heading(node)
        self._writer.item(heading_text(node, self._noise), anchor)
        return True

    def _group(self, node: LexborNode) -> bool:
        """What is below the title begins anew; of a heading that is all."""
        self._writer.leave(TOP + 1)
        if node.tag != "h2":
            return False
        self._anchors.of_heading(node)
        return True

    def _rows(self, node: LexborNode) -> bool:
        block = rows_block(node, self._row_ids, self._noise)
        row = node.next
        while row is not None and (not row.is_element_node or row.mem_id in self._row_ids):
            self._skipped.add(row.mem_id)
            row = row.next
        self._leaf(node, block)
        return True

    def _grid(self, node: LexborNode) -> bool:
        self._leaf(node, grid_block(node, self._generator.grid_rows, self._noise))
        return True

    def _image(self, node: LexborNode) -> bool:
        attributes = node.attributes
        if node.mem_id not in self._noise and EMOJI.isdisjoint(
            (attributes.get("class") or "").split()
        ):
            self._writer.image(attributes.get("alt") or "")
        return True

    def _line_break(self, _: LexborNode) -> bool:
        self._writer.text(" ")
        return True

    def _formula(self, node: LexborNode) -> bool:
        tex = tex_source(node)
        self._writer.text(tex)
        return bool(tex)

    def _list(self, _: LexborNode) -> Close:
        self._writer.open_list()
        return self._writer.close_list

    def _definitions(self, node: LexborNode) -> Close:
        """A list of terms; but signatures of an API stand as text, with their documentation as
        blocks of every kind after them.
        """
        if node.mem_id in self._item_lists:
            self._writer.open_items()
            return self._writer.close_items
        if node.mem_id in self._signatures:
            self._writer.end_line()
            return self._writer.end_line
        return self._list(node)

    def _item(self, _: LexborNode) -> Close:
        self._writer.end_item()
        return self._writer.end_item

    def _term(self, node: LexborNode) -> Close:
        """Several terms of one definition share its line."""
        before = node.prev
        while before is not None and not before.is_element_node:
            before = before.prev
        if before is None or before.tag != "dt":
            self._writer.end_item()
        else:
            self._writer.end_line()
        return self._writer.end_line


def _item_lists(root: LexborNode, terms: str) -> list[LexborNode]:
    """The definition lists whose every term has an id, so that the author can link to it."""
    lists = root.css(terms) if terms else []
    return [
        node
        for node in lists
        if all(child.attributes.get("id") for child in node.iter() if child.tag == "dt")
    ]


def _lists_for_layout(root: LexborNode) -> set[int]:
    """The lists, and their items, that hold headings: they arrange sections, as Javadoc does."""
    layout: set[int] = set()
    for heading in root.css("li h1, li h2, li h3, li h4, li h5, li h6"):
        parent = heading.parent
        while parent is not None and parent.mem_id not in layout and parent.mem_id != root.mem_id:
            if parent.tag in ("ul", "ol", "li"):
                layout.add(parent.mem_id)
            parent = parent.parent
    return layout
