"""Where sentences end, the same in the builder and in the widget (``sentences.ts``).

A line end always ends a sentence. Within a line one ends

1. after ``.``, ``!``, ``?``, ``…`` or their like of other scripts, with the quotes and brackets
   that close there, before white space; but not

   a. after a letter (``J. Smith``), letters and dots (``e.g.``, ``U.S.``) or an abbreviation,
   b. before a small letter, after anything but a full stop: "``uv`` works. pip does too." are two
      sentences, since names of commands are small, but "Yahoo! is" and "wait… what" go on,
   c. after a number of one or two digits before a month or century (German dates),
   d. where a dot stands alone (``the . directory``);

2. after the full stops of Chinese and Japanese, which no space follows.
"""

from __future__ import annotations

import regex

# Every character of white space, by name: Python's and JavaScript's \s are not the same.
SPACE = " \t\n\r\f\v\u00a0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    chr(code) for code in range(0x2000, 0x200B)
)
CLOSERS = r"\"'”’»)\]」』）】》"
OPENERS = r"\"'“‘«(\[¿¡"
NOT_IN_WORDS = "\"'“‘«([¿¡"  # OPENERS as they are
ENDERS = r".!?…؟۔։।॥።"
CJK_ENDERS = "。！？｡"

END = regex.compile(
    rf"\n|[{CJK_ENDERS}]+[{CLOSERS}]*|[{ENDERS}]+[{CLOSERS}]*(?=[{SPACE}])", regex.V0
)
WORD_BEFORE = regex.compile(rf"[^{SPACE}]*\Z")
LETTERS_AND_DOTS = regex.compile(r"\p{L}(?:\.\p{L})*")
SMALL_LETTER_NEXT = regex.compile(rf"[{SPACE}]+[{OPENERS}]*\p{{Ll}}")
ORDINAL_NEXT = regex.compile(
    rf"[{SPACE}]+(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez|Jahrhundert|Jh)"
)
ONE_OR_TWO_DIGITS = regex.compile(r"[0-9]{1,2}")
LOOK_BACK = 40  # characters: longer than any abbreviation, and no search is quadratic
_ABBREVIATIONS = """
    al approx bzw ca cf cfg co corp dept dr ed eds eg esp etc evtl excl fig figs ggf ie inc incl
    jr ltd max min misc mr mrs ms nr num op orig pp prof resp sec sr st tab usw vgl viz vol vs zb
    им напр пр рис руб см стр табл тыс ул
"""
ABBREVIATIONS = frozenset(_ABBREVIATIONS.split())
# These end a sentence often enough; only a small letter after them says that they did not.
MAYBE_LAST = frozenset({"etc", "usw", "пр", "co", "corp", "inc", "ltd", "max", "min", "tab", "sec"})


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences' (start, end) in ``text``, in order, without the white space between them."""
    spans: list[tuple[int, int]] = []
    start = 0
    for found in END.finditer(text):
        if not _goes_on(text, start, found.start(), found.end()):
            _add(spans, text, start, found.end())
            start = found.end()
    _add(spans, text, start, len(text))
    return spans


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    begun = text[start:end].lstrip(SPACE)
    if begun:
        start = end - len(begun)
        spans.append((start, start + len(begun.rstrip(SPACE))))


def _goes_on(text: str, start: int, ender: int, end: int) -> bool:
    """Whether the sentence that began at ``start`` goes on after the mark at ``ender:end``."""
    mark = text[ender]
    if mark == "\n" or mark in CJK_ENDERS:
        return False
    before = WORD_BEFORE.search(text[max(start, ender - LOOK_BACK) : ender])
    word = (before[0] if before else "").lstrip(NOT_IN_WORDS)
    if not word:
        return True
    small = SMALL_LETTER_NEXT.match(text, end) is not None
    if mark != ".":
        return small
    if ender + 1 < end and text[ender + 1] == ".":  # an ellipsis of dots
        return small
    plain = word.lower()
    if LETTERS_AND_DOTS.fullmatch(plain):
        return True
    if plain in ABBREVIATIONS:
        return small or plain not in MAYBE_LAST
    return bool(ONE_OR_TWO_DIGITS.fullmatch(plain) and ORDINAL_NEXT.match(text, end))
