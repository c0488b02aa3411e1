"""A ``table`` element → a table block, where it is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from askdocs_index.model import Block, BlockKind
from askdocs_index.stages.extract.inline import inline_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from selectolax.lexbor import LexborNode

# Of highlighters: the line numbers in one cell, the code in another.
CODE_TABLES = frozenset({"highlighttable", "rouge-table", "lntable", "hljs-ln", "codehilitetable"})


def is_layout(table: LexborNode) -> bool:
    """Whether the table only arranges its contents, which are then read one after the other."""
    attributes = table.attributes
    if attributes.get("role") in ("presentation", "none"):
        return True
    if not CODE_TABLES.isdisjoint((attributes.get("class") or "").split()):
        return True
    if table.css_first("table table, h1, h2, h3, h4, h5, h6"):
        return True
    return table.css_first("pre") is not None and len(table.css("tr")) == 1


def table_blocks(table: LexborNode, noise: AbstractSet[int]) -> Iterator[Block]:
    """The caption as text, then the table under it: a row a line, its cells separated by tabs."""
    caption = table.css_first("caption")
    label = inline_text(caption, noise) if caption else ""
    if label:
        yield Block(BlockKind.TEXT, label)
    lines: list[str] = []
    header_rows = 0
    for row in table.css("tr"):
        cells = [cell for cell in row.iter() if cell.tag in ("td", "th")]
        texts = [inline_text(cell, noise) for cell in cells if cell.mem_id not in noise]
        if row.mem_id in noise or not any(texts):
            continue
        if header_rows == len(lines) and _is_header(row, cells):
            header_rows += 1
        lines.append("\t".join(texts))
    if lines:
        yield Block(BlockKind.TABLE, "\n".join(lines), label, header_rows=header_rows)


def rows_block(first: LexborNode, rows: AbstractSet[int], noise: AbstractSet[int]) -> Block:
    """The table of a row and of the rows that follow it without anything between."""
    lines = []
    row: LexborNode | None = first
    while row is not None and (not row.is_element_node or row.mem_id in rows):
        if row.is_element_node and row.mem_id not in noise:
            lines.append("\t".join(_cells(row, noise)))
        row = row.next
    return Block(BlockKind.TABLE, "\n".join(line for line in lines if line.strip()))


def grid_block(grid: LexborNode, first: str, noise: AbstractSet[int]) -> Block:
    """The table of a grid of cells, in which those of the class ``first`` begin a row. The cells of
    the class ``table-header`` are its headings.
    """
    rows: list[list[str]] = []
    header_rows = 0
    for cell in grid.iter():
        names = (cell.attributes.get("class") or "").split()
        if first in names or not rows:
            rows.append([])
            header_rows += "table-header" in names
        rows[-1].append(inline_text(cell, noise))
    lines = ("\t".join(row) for row in rows)
    return Block(BlockKind.TABLE, "\n".join(lines), header_rows=header_rows)


def _cells(row: LexborNode, noise: AbstractSet[int]) -> list[str]:
    return [inline_text(cell, noise) for cell in row.iter() if cell.mem_id not in noise]


def _is_header(row: LexborNode, cells: list[LexborNode]) -> bool:
    group = row.parent
    if group is not None and group.tag == "thead":
        return True
    return all(cell.tag == "th" for cell in cells)
