"""Writes the manual's page of the index format from the docstrings of the modules that write it.

    python tools/write_format_page.py            # docs/manual/format.md
    python tools/write_format_page.py --check    # exit code 1 if the page is not current

The docstrings are read, not imported: only the standard library is needed.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "build_index" / "askdocs_index"
PAGE = ROOT / "docs" / "manual" / "format.md"

INTRODUCTION = """\
# Index format

<!-- Written by tools/write_format_page.py from the modules' docstrings: change those. -->

This page is the normative description of what Askdocs writes into `SITE/askdocs/`: format {FORMAT}.
Each section is the docstring of the module that writes and reads that part, so that page and code
cannot differ; a module's `…` stands for `askdocs_index`. The module of the same name in the
widget's engine reads the same bytes.

Two files have fixed names: `manifest.json` and the loader `askdocs.js`. Every other file has the
first {HASH_DIGITS} hexadecimal digits of its SHA-256 in its name, and a file with that name never
changes. Index and widget leave the same build, so a reader meets its own format or refuses what it
met and says so. Nothing is migrated from one format to another: the site is built again.
"""

# Heading → module, in the order in which a reader of the format meets them.
SECTIONS = {
    "The manifest": "artifact/manifest.py",
    "The envelope of a file": "artifact/container.py",
    "Term shards": "artifact/postings.py",
    "Rows of the question table": "artifact/rows.py",
    "Rows of the stop words": "artifact/stops.py",
    "Names": "artifact/names.py",
    "Cells": "artifact/cells.py",
    "Centroids": "artifact/centroids.py",
    "Spelling shards": "artifact/spelling.py",
    "The second gear": "artifact/encoder.py",
    "Terms": "terms.py",
    "BM25 and impacts": "bm25.py",
}
# Numbers that the sections speak of, where they are defined.
CONSTANTS = {
    "artifact/container.py": ("FORMAT", "HASH_DIGITS", "MAX_BYTES"),
    "artifact/cells.py": ("CAPACITY", "VECTOR_STEP"),
    "artifact/centroids.py": ("KEPT", "STEPS", "LIMIT"),
    "artifact/rows.py": ("DIMENSIONS",),
    "terms.py": ("MAX_TERM_CHARACTERS", "MAX_HUMPS"),
    "bm25.py": ("K1", "B", "EPSILON", "MIN_IDF", "MAX_IMPACT", "IMPACT_STEP"),
}
RULE = re.compile(r"=+( +=+)+")
ITEM = re.compile(r"\d+\. ")


def page() -> str:
    """The whole page."""
    introduction = INTRODUCTION
    for name in ("FORMAT", "HASH_DIGITS"):
        introduction = introduction.replace(f"{{{name}}}", values_of("artifact/container.py")[name])
    sections = [section(heading, module) for heading, module in SECTIONS.items()]
    return "\n".join([introduction, *sections, constants()])


def section(heading: str, module: str) -> str:
    """The docstring of a module as Markdown, under a heading."""
    docstring = ast.get_docstring(parsed(module)) or ""
    return f"## {heading}\n\nModule `…/{module}`.\n\n{markdown(docstring)}\n"


def constants() -> str:
    """A table of the numbers, as the code defines them."""
    rows = [
        f"| `{name}` | `{values_of(module)[name]}` | `…/{module}` |"
        for module, names in CONSTANTS.items()
        for name in names
    ]
    return "\n".join(["## Constants", "", "| Name | Value | Module |", "|---|---|---|", *rows, ""])


def values_of(module: str) -> dict[str, str]:
    """Name → source of the value of a module's plain assignments."""
    return {
        target.id: ast.unparse(statement.value)
        for statement in parsed(module).body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name)
    }


def parsed(module: str) -> ast.Module:
    """The module's syntax tree."""
    return ast.parse((PACKAGE / module).read_text(encoding="utf-8"))


def markdown(docstring: str) -> str:
    """A docstring as Markdown: ruled tables become tables, other indented lines code."""
    lines = docstring.replace("``", "`").split("\n")
    blocks = [
        list(block) for blank, block in groupby(lines, key=lambda line: not line) if not blank
    ]
    return "\n\n".join("\n".join(block_lines(block)) for block in blocks)


def block_lines(block: Sequence[str]) -> Iterator[str]:
    """The lines of one block; a run of indented ones that are not a list's is set apart."""
    in_list = bool(ITEM.match(block[0]))
    runs = groupby(block, key=lambda line: line.startswith("    ") and not in_list)
    for number, (indented, run) in enumerate(runs):
        lines = list(run)
        if number:
            yield ""
        if not indented:
            yield from lines
        elif any(RULE.fullmatch(line.strip()) for line in lines):
            yield from table([line[4:] for line in lines])
        else:
            yield from ["```text", *(line[4:] for line in lines), "```"]


def table(lines: Sequence[str]) -> Iterator[str]:
    """A table between rules of "=" as a Markdown table; a row without a first cell goes on."""
    starts = [found.start() for found in re.finditer(r"=+", lines[0])]
    rows: list[list[str]] = []
    for line in lines:
        if RULE.fullmatch(line.strip()):
            continue
        cells = cells_of(line, starts)
        if cells[0] or not any(rows):
            rows.append(cells)
        else:
            rows[-1] = [
                f"{cell} {more}".strip() for cell, more in zip(rows[-1], cells, strict=True)
            ]
    head, *body = rows
    for row in [head, ["---"] * len(head), *body]:
        yield f"| {' | '.join(row)} |"


def cells_of(line: str, starts: Sequence[int]) -> list[str]:
    """The cells of a row that begin at the columns ``starts``."""
    ends = [*starts[1:], len(line)]
    return [line[start:end].strip() for start, end in zip(starts, ends, strict=True)]


def main() -> int:
    """Writes the page, or with --check only compares it."""
    made = page()
    if "--check" not in sys.argv[1:]:
        PAGE.write_text(made, encoding="utf-8")
    elif PAGE.read_text(encoding="utf-8") != made:
        print(f"{PAGE}: not current. Run `python tools/write_format_page.py`.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
