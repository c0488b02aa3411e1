"""What the word that a reader is typing may become: the site's terms that begin with it."""

from __future__ import annotations

from collections.abc import Mapping

from askdocs_index.artifact.postings import TermEntry
from askdocs_index.terms import fold

MAX_COMPLETIONS = 8
MIN_LETTERS = 2
MIN_STEM, MAX_ENDING = 4, 4  # letters of a stem, and those that a stemmer may have cut off it


def completions(word: str, entries: Mapping[str, TermEntry]) -> list[str]:
    """The terms among ``entries`` that ``word`` begins, those in most passages first; and the
    longest one that ``word`` is an inflection of: "configurati" is on its way to "configur".
    """
    typed = fold(word)
    if len(typed) < MIN_LETTERS:
        return []
    used = {term: len(entry.passages.ids) for term, entry in entries.items() if entry.passages.ids}
    begun = [term for term in used if term.startswith(typed) and term != typed]
    shortest = max(len(typed) - MAX_ENDING, MIN_STEM)
    stems = (typed[:end] for end in range(len(typed) - 1, shortest - 1, -1))
    often = sorted(begun, key=lambda term: (-used[term], term))[:MAX_COMPLETIONS]
    return often + [stem for stem in stems if stem in used][:1]
