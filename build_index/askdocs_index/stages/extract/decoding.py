"""A built page's bytes as text, the way a browser reads them from a disk."""

from __future__ import annotations

import codecs
import re

PRESCAN_BYTES = 1024  # where the HTML Standard stops looking for a declaration
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
DECLARATION = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
# Labels that browsers read as a superset of what they say (WHATWG Encoding Standard, section 4.2).
SUPERSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "utf-16": "utf-8",  # a page whose declaration could be read as ASCII is not UTF-16
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
}
# Codecs of Python that transform bytes and are no encodings of text.
NOT_TEXT = {"base64", "bz2", "hex", "quopri", "rot13", "uu", "zlib", "idna", "punycode", "mbcs"}


def decode(html: bytes) -> str:
    """The page's text, with ``\\n`` line ends: by its byte-order mark, else by what it declares,
    else as UTF-8, else as windows-1252. Never fails: what cannot be read becomes U+FFFD.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if html.startswith(mark):
            return _lines(html[len(mark) :].decode(encoding, "replace"))
    declared = _declared(html)
    if declared:
        return _lines(html.decode(declared, "replace"))
    try:
        return _lines(html.decode("utf-8"))
    except UnicodeDecodeError:
        return _lines(html.decode("cp1252", "replace"))


def _declared(html: bytes) -> str:
    found = DECLARATION.search(html, 0, PRESCAN_BYTES)
    if not found:
        return ""
    try:
        name = codecs.lookup(found[1].decode("ascii", "replace")).name
    except LookupError:
        return ""
    return "" if name in NOT_TEXT or "escape" in name else SUPERSETS.get(name, name)


def _lines(text: str) -> str:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}") if "\0" in text else text
