"""Globs over the paths of a site's pages, the same on every system."""

from __future__ import annotations

import re
from functools import cache

TOKENS = re.compile(r"\*\*/|\*\*|\*|\?|[^*?]+")
MEANING = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def matches(path: str, pattern: str) -> bool:
    """Whether the whole path ("a/b/index.html", no leading slash) matches the pattern.

    ``*`` and ``?`` stay within a folder, ``**`` crosses folders, a trailing ``/`` means everything
    below; a leading ``/`` says nothing. Letters match exactly.
    """
    return compiled(pattern).fullmatch(path) is not None


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The regular expression of a pattern."""
    whole = pattern.removeprefix("/")
    whole += "**" if whole.endswith("/") else ""
    parts = (MEANING.get(token, re.escape(token)) for token in TOKENS.findall(whole))
    return re.compile("".join(parts))
