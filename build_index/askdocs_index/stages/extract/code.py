"""A ``pre`` element → a code block."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from askdocs_index.model import Block, BlockKind
from askdocs_index.stages.extract.inline import backwards

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from selectolax.lexbor import LexborNode

WRAPPER_DEPTH = 3  # highlighters wrap the code in up to three elements and name it on any of them
NAMES_LANGUAGE = re.compile(r"(?:^|\s)(?:language|lang|highlight)-([\w+#.-]+)")
BRUSH = re.compile(r"(?:brush:\s*|(?:^|\s)sourceCode\s+)([\w+#.-]+)")  # SyntaxHighlighter, Pandoc
LOOKS_BLANK = re.compile(r"^\u00a0$", re.MULTILINE)  # how GeSHi writes an empty line
INDENTATION = re.compile(r"^[ \u00a0]+", re.MULTILINE)  # of rustdoc's: no compiler takes it
NOT_A_LANGUAGE = frozenset({"default", "none", "source", "plaintext", "notranslate"})


def code_block(pre: LexborNode, noise: AbstractSet[int]) -> Block:
    """The code as it is written, without the blank lines around it and without line numbers."""
    text = LOOKS_BLANK.sub("", _verbatim(pre, noise)).strip("\n")
    text = INDENTATION.sub(lambda spaces: " " * len(spaces[0]), text)
    last_line = text.rfind("\n") + 1
    text = text[:last_line] + text[last_line:].rstrip()
    return Block(BlockKind.CODE, text.rstrip("\n"), _filename(pre), code_language(pre))


def signature_block(node: LexborNode, noise: AbstractSet[int], language: str) -> Block:
    """A signature that is set as text: as code, with spaces that can be typed, and no indentation
    that the markup left.
    """
    cells = [child for child in node.iter() if child.tag == "td"]
    text = "  ".join(filter(None, (_signature(cell, noise) for cell in cells or [node])))
    return Block(BlockKind.CODE, text, "", language)


def _signature(node: LexborNode, noise: AbstractSet[int]) -> str:
    lines = _verbatim(node, noise).replace("\u00a0", " ").split("\n")
    return "\n".join(line.rstrip() for line in lines if line.strip()).strip()


def code_language(pre: LexborNode) -> str:
    """What the highlighter calls the language; empty where it does not say."""
    node: LexborNode | None = pre.css_first("code") or pre
    for _ in range(WRAPPER_DEPTH + 1):
        if node is None:
            return ""
        classes = node.attributes.get("class") or ""
        found = NAMES_LANGUAGE.search(classes) or BRUSH.search(classes)
        if found and found[1] not in NOT_A_LANGUAGE:
            return found[1].lower()
        node = node.parent
    return ""


def _filename(pre: LexborNode) -> str:
    """The title that pymdown's highlighter puts before the code."""
    before = pre.prev
    while before is not None and not before.is_element_node:
        before = before.prev
    if before is None or before.attributes.get("class") != "filename":
        return ""
    return " ".join(before.text().split())


def _verbatim(pre: LexborNode, noise: AbstractSet[int]) -> str:
    pieces: list[str] = []
    stack: list[LexborNode] = [pre]
    while stack:
        node = stack.pop()
        tag = node.tag
        if tag == "-text":
            pieces.append(node.text_content or "")
        elif tag == "br":
            pieces.append("\n")
        elif tag != "-comment" and node.mem_id not in noise:
            stack += backwards(node)
    return "".join(pieces)
