"""Markdown source made comparable with the text that a browser renders of it."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

CODE = re.compile(r"(?P<ticks>`+)(?:#![\w.+-]+ )?(?P<code>.+?)(?<!`)(?P=ticks)(?!`)", re.DOTALL)
FENCE = re.compile(r"^[ \t]*(?:> ?)*[ \t]*(?P<fence>```+|~~~+)(?P<info>[^\n]*)$", re.MULTILINE)
KEPT = re.compile("\ue000(\\d+)\ue001")  # private use: a place that holds a piece of code

# In this order: what a line is as a whole, then what stands in it.
MARKUP: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"<!--.*?-->", re.DOTALL), " "),
    (
        re.compile(r"\{%.*?%\}|\{#.*?#\}|\{\{.*?\}\}|\{\*.*?\*\}", re.DOTALL),
        " ",
    ),  # macros, includes
    (re.compile(r"^[ \t]*(?:-+8<-+|;--8<--).*$", re.MULTILINE), " "),  # pymdownx.snippets
    (re.compile(r"^[ \t]*(?:!!!|\?\?\?\+?|===[!+]*|///+|:::+)(?=[ \t\n]|$).*$", re.MULTILINE), " "),
    (re.compile(r"^[ \t]*\*\[[^\]\n]+\]:.*$", re.MULTILINE), " "),  # abbreviation
    (re.compile(r"^[ \t]*\[\^[^\]\n]+\]:[ \t]*", re.MULTILINE), " "),  # footnote's own mark
    (re.compile(r"^[ \t]*\[[^\]\n]+\]:[ \t]*\S+.*$", re.MULTILINE), " "),  # link's target
    (re.compile(r"^[ \t]*(?:> ?)*[ \t]*\d+[.)][ \t]+", re.MULTILINE), " "),  # ordered list
    (re.compile(r"^[ \t]*(?:> ?)*[ \t]*[-*+][ \t]+\[[ xX]\][ \t]", re.MULTILINE), " "),  # task
    (re.compile(r"\[\^[^\]\n]+\]"), " "),  # reference to a footnote
    (re.compile(r"<((?:https?://|mailto:)[^>\s]+)>"), r"\1"),
    (re.compile(r"</?[A-Za-z][^<>]*>"), " "),
    (re.compile(r"!\[[^\]]*\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\]]*\])"), " "),  # image
    (re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\([^()]*(?:\([^()]*\)[^()]*)*\)"), r"\1"),
    (re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])+)\]\n?\[[^\]]*\]"), r"\1"),
    (re.compile(r"\{:?[ \t]*[.#][^{}\n]*\}|\{:[^{}\n]*\}|\{[ \t]*[\w-]+=[^{}\n]*\}"), " "),
    (re.compile(r"(?<![\w:]):[a-z][a-z0-9_+]*(?:-[a-z0-9_+-]+)*:(?![\w:])"), " "),  # :icon:
    (re.compile(r"\+\+([a-z0-9\"_-]+(?:\+[a-z0-9\"_-]+)*)\+\+"), r"\1"),  # ++ctrl+k++
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)


def plain(markdown: str) -> str:
    """The words that a page shows for a piece of its Markdown source, marks of emphasis included.

    Links, images, footnote references, attribute lists, admonition and tab lines, macros, HTML
    tags and list numbers go; code stays as it is, without its ticks and the fence's info.
    """
    kept: list[str] = []

    def keep(code: str) -> str:
        kept.append(code)
        return f"\ue000{len(kept) - 1}\ue001"

    text = CODE.sub(lambda found: keep(found["code"]), keep_fenced(markdown, keep))
    for pattern, replacement in MARKUP:
        text = pattern.sub(replacement, text)
    return KEPT.sub(lambda found: kept[int(found[1])], html.unescape(text))


def keep_fenced(markdown: str, keep: Callable[[str], str]) -> str:
    """The source with each fenced block handed to ``keep``; a block without end goes to the end."""
    parts: list[str] = []
    position = 0
    while opening := FENCE.search(markdown, position):
        parts.append(markdown[position : opening.start()])
        mark = re.escape(opening["fence"])
        closing = re.compile(rf"^[ \t]*(?:> ?)*[ \t]*{mark}[ \t]*$", re.MULTILINE).search(
            markdown, opening.end()
        )
        end = closing.start() if closing else len(markdown)
        parts.append(keep(markdown[opening.end() : end]))
        position = closing.end() if closing else len(markdown)
    return "".join([*parts, markdown[position:]])


def squeezed(text: str) -> str:
    """Letters, marks and digits alone, folded in case: what two renderings of a text share."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in folded if unicodedata.category(letter)[0] in "LMN")
