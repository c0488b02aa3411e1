"""BERT's uncased tokeniser: text → words → WordPiece pieces. ``wordpiece.ts`` is its twin.

It agrees with the ``tokenizers`` library (BertNormalizer, BertPreTokenizer, WordPiece), set up as
for bert-base-uncased, without the special tokens, except for characters newer than one's Unicode
tables. Pure Python, so that it also runs in a reader's browser.

1. Control characters go, every white space becomes a space, Chinese characters become words.
2. Canonical decomposition without non-spacing marks, then lower case, character by character.
3. Words are split at white space; each punctuation character is a word.
4. A word is cut into the longest known pieces from its start on; those after the first begin "##".
   A word that cannot be cut, or has over 100 characters, is "[UNK]".

Method: Devlin et al. 2019, https://arxiv.org/abs/1810.04805; greedy longest match: Wu et al. 2016.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from functools import cache

UNKNOWN = "[UNK]"
CONTINUED = "##"  # begins a piece that continues a word
MAX_WORD_CHARACTERS = 100

_CHINESE = (
    (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F),
    (0x2B920, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F),
)  # fmt: skip
_ASCII_CONTROLS = {code: None for code in [*range(32), 127] if chr(code) not in "\t\n\r"}
_ASCII_WORD = re.compile(r"[a-z0-9]+|[^\sa-z0-9]")


def words(text: str) -> list[str]:
    """Words and punctuation characters of ``text`` in order, lower case and without accents."""
    if text.isascii():
        return _ASCII_WORD.findall(text.translate(_ASCII_CONTROLS).lower())
    spaced = "".join(map(_cleaned, text))
    plain = "".join(map(_lowered, unicodedata.normalize("NFD", spaced)))
    return "".join(map(_separated, plain)).split()


def pieces(word: str, vocabulary: Container[str]) -> list[str]:
    """One word of ``words`` as pieces of ``vocabulary``, or ``[UNKNOWN]``."""
    if len(word) > MAX_WORD_CHARACTERS:
        return [UNKNOWN]
    found, start = [], 0
    while start < len(word):
        prefix = CONTINUED if start else ""
        ends = range(len(word), start, -1)
        end = next((end for end in ends if prefix + word[start:end] in vocabulary), start)
        if end == start:
            return [UNKNOWN]
        found.append(prefix + word[start:end])
        start = end
    return found


def tokenise(text: str, vocabulary: Container[str]) -> list[str]:
    """All pieces of ``text``, in order."""
    return [piece for word in words(text) for piece in pieces(word, vocabulary)]


def is_punctuation(word: str) -> bool:
    """Whether a word of ``words`` is one of the punctuation characters."""
    return len(word) == 1 and _is_punctuation(word)


@cache
def _cleaned(character: str) -> str:
    if character in "\t\n\r":
        return " "
    if character == "\ufffd" or unicodedata.category(character) in {"Cc", "Cf", "Co", "Cs"}:
        return ""
    if character.isspace():
        return " "
    code = ord(character)
    chinese = any(low <= code <= high for low, high in _CHINESE)
    return f" {character} " if chinese else character


@cache
def _lowered(character: str) -> str:
    return "" if unicodedata.category(character) == "Mn" else character.lower()


@cache
def _separated(character: str) -> str:
    return f" {character} " if _is_punctuation(character) else character


def _is_punctuation(character: str) -> bool:
    # BERT also counts ASCII's symbols, such as "$" and "~", which Unicode does not.
    ascii_symbol = "!" <= character <= "~" and not character.isalnum()
    return ascii_symbol or unicodedata.category(character).startswith("P")
