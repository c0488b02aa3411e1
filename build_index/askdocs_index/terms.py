"""Text → terms, the same in the builder and in the widget (``terms.ts``).

1. NFKC; typographic apostrophes become "'", soft hyphens go.
2. A *chunk* is words joined by ``.`` ``:`` ``::`` ``-`` or underscores, with leading dashes or a
   final ``++``/``#``: ``uv_cache_dir``, ``--no-sync``, ``MyClass.__init__``, ``3.11``, ``C++``.
3. A chunk of one word gives that word's term: lower case, stop words dropped, stemmed, folded
   (Latin letters lose their marks). A word of several humps (``HTTPException``) gives these too,
   where the plural of an acronym (``URLs``) is one hump.
4. A chunk of more gives itself as it is written, each component between dots and colons that is not
   yet a plain word, and its words: ``--no-sync`` → ``--no-sync``, ``no-sync``, ``sync``.
5. Runs of scripts written without spaces (Chinese, Japanese, Korean, Thai …) give their bigrams.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

import regex

from askdocs_index import language

MAX_TERM_CHARACTERS = 64  # longer ones are digests and encoded data, which no one asks for
MAX_HUMPS = 6
_REMEMBERED_CHUNKS = 65_536  # most words of a text have been read before

_UNSPACED = (
    r"\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}"
    r"\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー"
)
_INNER = r"\p{L}\p{N}\p{M}_"
_LETTER = rf"[[\p{{L}}\p{{N}}\p{{M}}]--[{_UNSPACED}]]"
_WORD = rf"{_LETTER}+(?:'{_LETTER}+)*"
_CHUNK = regex.compile(
    rf"(?P<unspaced>[{_UNSPACED}]+)"
    rf"|(?P<dashes>(?<![{_INNER}\-])--?(?=\p{{L}}))?"
    # (?<!_): a line of n underscores is looked at once, not from each of its n places
    rf"(?P<body>(?:(?<!_)_+)?{_WORD}(?:(?:_*(?:::|[.:\-])_*|_+){_WORD})*_*)"
    rf"(?P<suffix>\+\+|#(?![{_INNER}]))?",
    regex.VERSION1,
)
_COMPONENT = regex.compile(r"::|[.:]")
_WORDS = regex.compile(r"[.:\-_]+")
_HUMP = regex.compile(r"\p{Lu}{2,}s(?!\p{Ll})|\p{Lu}+(?!\p{Ll})[\p{N}\p{M}]*|\p{Lu}?[^\p{Lu}]+")
_LATIN = regex.compile(r"[\p{Script=Latin}\p{Script=Inherited}\p{Script=Common}]+")
_TYPOGRAPHY = str.maketrans({"\u2019": "'", "\u00ad": None})  # apostrophe, soft hyphen
_MARKS = regex.compile(r"\p{M}+")


class Token(NamedTuple):
    """One term of a text: no ``term`` for a stop word, no ``word`` for what is not a plain word."""

    term: str  # what the postings are kept under
    word: str  # the plain word, lower case: what the question table knows


@dataclass(frozen=True, slots=True)
class Analyzer:
    """Cuts the texts of one language (a base code such as "en") into tokens."""

    language: str

    def terms(self, text: str) -> list[str]:
        """The terms of ``text`` in order, repeats kept, stop words left out."""
        return [token.term for token in self.tokens(text) if token.term]

    def tokens(self, text: str) -> list[Token]:
        """All tokens of ``text`` in order; stop words have an empty term."""
        normal = unicodedata.normalize("NFKC", text).translate(_TYPOGRAPHY)
        return [token for chunk in _CHUNK.finditer(normal) for token in self._chunk(chunk)]

    def _chunk(self, chunk: regex.Match[str]) -> Iterable[Token]:
        unspaced, dashes, body, suffix = chunk.groups("")
        if unspaced:
            return (Token(gram, "") for gram in bigrams(unspaced))
        return _joined(dashes, body, suffix, self.language)


@lru_cache(_REMEMBERED_CHUNKS)
def _joined(dashes: str, body: str, suffix: str, code: str) -> tuple[Token, ...]:
    """The tokens of a chunk in language ``code``: itself, if it is no plain word, and its parts."""
    words = [word for word in _WORDS.split(body) if word]
    tokens: list[Token] = []
    if dashes or suffix or body != words[0]:
        tokens += _literal(dashes + body + suffix)
        tokens += _components(body, whole=not (dashes or suffix))
    for word in words:
        tokens += _word(word, code)
    return tuple(tokens)


def _components(body: str, *, whole: bool) -> Iterator[Token]:
    """The parts between dots and colons that are neither the chunk itself nor plain words."""
    for component in _COMPONENT.split(body):
        compound = len(_WORDS.split(component)) > 1
        if compound and not (whole and component == body):
            yield from _literal(component)


def _word(word: str, code: str) -> Iterator[Token]:
    if len(word) > MAX_TERM_CHARACTERS:
        return
    yield plain_word(word.lower(), code)
    humps = _HUMP.findall(word)
    if 2 <= len(humps) <= MAX_HUMPS:
        parts = (plain_word(hump.lower(), code) for hump in humps if len(hump) > 1)
        yield from (Token(part.term, "") for part in parts if part.term)


@cache
def plain_word(word: str, code: str) -> Token:
    """The token of one lower-case word in language ``code``."""
    if word in language.stopwords(code):
        return Token("", word)
    # Snowball counts characters, of which a browser sees two where one lies beyond U+FFFF
    stem = word if max(word) > "\uffff" else language.stemmer(code)(word)
    return Token(fold(stem), word)


def bigrams(run: str) -> list[str]:
    """The overlapping pairs of characters of a run; a run of one is its own."""
    return [run] if len(run) == 1 else [run[i : i + 2] for i in range(len(run) - 1)]


def fold(term: str) -> str:
    """``term`` without the marks on its Latin letters (é → e); other scripts stay as they are."""
    if term.isascii() or not _LATIN.fullmatch(unicodedata.normalize("NFD", term)):
        return term
    return _MARKS.sub("", unicodedata.normalize("NFD", term))


def _literal(text: str) -> Iterator[Token]:
    if len(text) <= MAX_TERM_CHARACTERS:
        yield Token(text.lower(), "")
