"""A mistyped word → the word of the site that was meant: one letter too many, too few, another one,
or two that changed places.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import regex

from askdocs_index.artifact.manifest import Manifest

MIN_LETTERS = 4  # of a word that is looked up: shorter ones are near to too many
MAX_LOOKED_UP = 2  # words of a question, the longest of those that the site does not know
MAX_SHARDS = 2  # of each direction, read for one word

# A word with what makes it a name: --option, module.name, a/path, call().
_WORD = regex.compile(r"-*[\p{L}\p{M}\p{N}_]+(?:[-.:/@#]+[\p{L}\p{M}\p{N}_]+)*(?:\(|\+\+)?")

Uses = Mapping[str, int]  # word → how often the site uses it; 0 for a right word of others


def doubtful(words: Iterable[str], is_known: Callable[[str], bool]) -> list[str]:
    """The words that may be mistyped, the longest first: plain ones that the site does not know."""
    unknown = [w for w in words if len(w) >= MIN_LETTERS and w.isalpha() and not is_known(w)]
    return sorted(unknown, key=lambda word: (-len(word), word))[:MAX_LOOKED_UP]


def shards_for(word: str, manifest: Manifest) -> tuple[Sequence[str], Sequence[str]]:
    """The hashes of the spelling shards that hold what is near ``word``: forwards, backwards."""
    half = len(word) // 2
    first, last = word[: max(half - 1, 1)], word[::-1][: max(len(word) - half - 1, 1)]
    forwards = manifest.spelling.find_all(first, MAX_SHARDS)
    return forwards, manifest.backwards.find_all(last, MAX_SHARDS)


def meant(word: str, forwards: Iterable[Uses], backwards: Iterable[Uses]) -> str:
    """The word one edit away that the site uses most; empty where there is none.

    So it is where ``word`` itself stands in the shards, which know the right words near the site's.
    """
    found: dict[str, int] = {}
    for shard in forwards:
        if word in shard:
            return ""
        found |= {each: uses for each, uses in shard.items() if one_edit(word, each)}
    reverse = word[::-1]
    for shard in backwards:
        found |= {each[::-1]: uses for each, uses in shard.items() if one_edit(reverse, each)}
    used = [each for each, uses in found.items() if uses]
    return min(used, key=lambda each: (-found[each], each), default="")


def one_edit(a: str, b: str) -> bool:
    """Whether one letter, added, left out, replaced or changed with its neighbour, makes b of a."""
    if abs(len(a) - len(b)) > 1 or a == b:
        return False
    same = 0
    while same < min(len(a), len(b)) and a[same] == b[same]:
        same += 1
    rest_a, rest_b = a[same:], b[same:]
    if len(a) == len(b):
        swapped = rest_a[:2] == rest_b[:2][::-1] and rest_a[2:] == rest_b[2:]
        return rest_a[1:] == rest_b[1:] or swapped
    return rest_a[1:] == rest_b if len(a) > len(b) else rest_a == rest_b[1:]


def replaced(text: str, words: Mapping[str, str]) -> str:
    """``text`` with some of its words, given in lower case, replaced; names stay as they are."""
    return _WORD.sub(lambda found: words.get(found[0].lower(), found[0]), text)
