"""The words by which a mistyped one is recognised: the site's own, and right ones near to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from askdocs_index.engine.spelling import one_edit

SHORTEST = (
    3  # letters of a word that a mistyped one of engine.spelling.MIN_LETTERS can be meant for
)


def spelling_uses(forms: Mapping[str, Mapping[str, int]], right: Iterable[str]) -> dict[str, int]:
    """Word → how often the site uses it (``forms``: term → word → occurrences), letters alone.

    How often is told in doublings (1, 2 to 3, 4 to 7, …), so that an edit leaves most as they were.
    With 0 those of the ``right`` words that are one edit away from one of the site's: "like" is not
    a mistyped "line".
    """
    uses = {
        word: count.bit_length()
        for words in forms.values()
        for word, count in words.items()
        if word.isalpha() and len(word) >= SHORTEST
    }
    return uses | dict.fromkeys(near(right, uses), 0)


def near(words: Iterable[str], others: Mapping[str, int]) -> Iterator[str]:
    """Those of ``words`` that one edit makes one of the ``others``, themselves none of them.

    Two words one edit apart have a shorter form in common (Garbe 2012, "SymSpell").
    """
    by_form: defaultdict[str, list[str]] = defaultdict(list)
    for other in others:
        for form in shorter(other):
            by_form[form].append(other)
    for word in words:
        alike = (other for form in shorter(word) for other in by_form.get(form, ()))
        if word not in others and any(one_edit(word, other) for other in alike):
            yield word


def shorter(word: str) -> set[str]:
    """``word`` and what is left of it without one of its letters."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}
