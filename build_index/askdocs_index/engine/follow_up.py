"""Whether a question leans on the one before it. Most readers search: one that stands alone is not
mixed with another.
"""

from __future__ import annotations

import re

BEGINS = re.compile(
    r"^(and|but|or|also|so|then|why not|what if|(how|what) about)\b|^why\W*$",
    re.IGNORECASE,
)
POINTS = re.compile(
    r"\b(it|its|they|them|their|theirs|those|these|there|instead|again)\b", re.IGNORECASE
)
EMPTY = re.compile(  # these words point at nothing
    r"\b((is|are|was|were) there|there (is|are)|(is|was|make) it (possible|easy|safe)|it is)\b",
    re.IGNORECASE,
)


def is_follow_up(question: str) -> bool:
    """By its English words: "and in Docker?", "how do I turn it off?"."""
    text = " ".join(question.replace("\u2019", "'").split())
    return bool(BEGINS.search(text) or POINTS.search(EMPTY.sub("", text)))
