"""What differs from language to language: the Snowball stemmer and the stop words.

A language without either still works: its words are matched as they are written. Stemmers and stop
words are Snowball 3.0.1's (https://snowballstem.org, BSD-3-Clause), the same in the widget, which
reads the stop words from the index and ships the one stemmer of the site's language.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.resources import files

STEMMERS = {
    "da": "danish", "de": "german", "en": "english", "es": "spanish", "fi": "finnish",
    "fr": "french", "hu": "hungarian", "it": "italian", "nl": "dutch", "no": "norwegian",
    "pt": "portuguese", "ru": "russian", "sv": "swedish",
}  # fmt: skip
ALIASES = {"nb": "no", "nn": "no"}  # Snowball has one stemmer for both written Norwegians


def base_language(tag: str) -> str:
    """A BCP 47 tag's language without region and script: "de-AT" → "de"; empty stays empty."""
    code = tag.lower().replace("_", "-").split("-")[0]
    return ALIASES.get(code, code)


@cache
def stopwords(language: str) -> frozenset[str]:
    """The words of ``language`` (a base code) that carry no meaning of their own; may be empty."""
    if language not in STEMMERS:
        return frozenset()
    text = files(__package__).joinpath(f"data/stopwords/{language}.txt").read_text("utf-8")
    return frozenset(text.split())


@cache
def stemmer(language: str) -> Callable[[str], str]:
    """The stemmer of ``language`` (a base code), remembering what it stemmed; else the identity."""
    name = STEMMERS.get(language)
    if name is None:
        return str
    # Not snowballstemmer.stemmer(): it prefers PyStemmer where that is installed, which may be
    # another release of Snowball than the widget's.
    module = import_module(f"snowballstemmer.{name}_stemmer")
    stem: Callable[[str], str] = getattr(module, f"{name.capitalize()}Stemmer")().stemWord
    return cache(stem)
