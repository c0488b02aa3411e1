"""The texts that table and projection are fitted on: from unpacked packages and SQuAD files.

Each text is one line; the result is sorted by a digest, so that a prefix of it is a fair sample.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

SENTENCES_PER_PACKAGE = 6000  # so that no package's subject and wording outweigh the others'
HEADINGS_PER_PACKAGE = 2500
PASSAGES_PER_PACKAGE = 250
PASSAGE_WORDS = 120
PAGE_BYTES = 3_000_000  # longer pages are generated indexes
HEADING_TEMPLATES = ("how do I {}", "how to {}", "what is {}", "{} does not work", "can I {}")
TEMPLATED_SHARE = 0.15  # of the headings become questions by a template

_BLOCKS = "h1, h2, h3, h4, p, dd, li"
_PROSE = frozenset({"p", "dd", "li"})
_DROPPED = (
    "script, style, nav, header, footer, pre, form, .sphinxsidebar, .related, .headerlink, .navbar"
)
_FOREIGN = re.compile(
    r"/(?:ar|cs|da|de|el|es|fa|fr|hr|hu|id|it|ja|ko|nb|nl|pl|pt|pt-br|ro|ru|sv|tr|uk|vi|zh)"
    r"(?:[-_][A-Za-z]+)?/|\.(?:da|de|es|fr|ja|ko|pt-br|ru|tr|zh-cn)\."
)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[\"'(]?[A-Z0-9])")
_WORD = re.compile(r"[A-Za-z]{2,}")


class Texts(NamedTuple):
    """What is fitted on; every list sorted by digest, without repeats."""

    sentences: list[str]
    headings: list[str]
    questions: list[str]
    passages: list[str]  # for the projection only


def collect(packages: Path, evaluation: Path) -> Texts:
    """Texts of the unpacked packages (one folder each) and of the SQuAD files in ``evaluation``."""
    sentences, headings, passages = [], [], []
    for folder in sorted(path for path in packages.iterdir() if path.is_dir()):
        found = list(_package(folder))
        sentences += _sample((t for kind, t in found if kind == "sentence"), SENTENCES_PER_PACKAGE)
        titles = _sample((t for kind, t in found if kind == "heading"), HEADINGS_PER_PACKAGE)
        headings += [_templated(title) for title in titles]
        passages += _sample((t for kind, t in found if kind == "passage"), PASSAGES_PER_PACKAGE)
    squad_sentences, squad_questions = _squad(evaluation)
    return Texts(
        sentences=_sample(sentences + squad_sentences),
        headings=_sample(headings),
        questions=_sample(squad_questions),
        passages=_sample(passages),
    )


def _package(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*.htm*")):
        name = f"/{path.relative_to(folder)}"
        if path.is_symlink() or not path.is_file() or _FOREIGN.search(name):
            continue
        if path.stat().st_size <= PAGE_BYTES:
            yield from _page(path.read_bytes())


def _page(html: bytes) -> Iterator[tuple[str, str]]:
    tree = LexborHTMLParser(html.decode("utf-8", errors="replace"))
    for node in tree.css(_DROPPED):
        node.decompose()
    running: list[str] = []
    title = ""
    for node in tree.css(_BLOCKS):
        text = _rendered(node)
        if node.tag in {"h1", "h2", "h3", "h4"}:
            title = title or text
            yield from _heading(text, title)
        elif node.tag in _PROSE and _innermost(node):
            sentences = [part for part in _SENTENCE_END.split(text) if _is_prose(part)]
            yield from (("sentence", sentence) for sentence in sentences)
            running += " ".join(sentences).split()
        while len(running) >= PASSAGE_WORDS:
            yield "passage", " ".join(running[:PASSAGE_WORDS])
            running = running[PASSAGE_WORDS:]


def _innermost(node: LexborNode) -> bool:
    return all(inner.mem_id == node.mem_id for inner in node.css("p, li, dd"))


def _rendered(node: LexborNode) -> str:
    return " ".join(node.text(separator="").replace("¶", "").split())


def _heading(text: str, title: str) -> Iterator[tuple[str, str]]:
    if 4 <= len(text) <= 100 and _WORD.search(text) and "(" not in text:
        yield "heading", text
        if text != title and len(title) <= 60:
            yield "heading", f"{title} {text}"


def _is_prose(sentence: str) -> bool:
    letters = sum(map(len, _WORD.findall(sentence)))
    return 20 <= len(sentence) <= 300 and letters >= 0.65 * len(sentence)


def _templated(heading: str) -> str:
    """The heading, or (a fixed, digest-chosen share of them) a question made of it."""
    chance = random.Random(heading)
    if chance.random() >= TEMPLATED_SHARE:
        return heading
    return chance.choice(HEADING_TEMPLATES).format(heading[0].lower() + heading[1:])


def _squad(folder: Path) -> tuple[list[str], list[str]]:
    articles = json.loads((folder / "squad2-a.json").read_text("utf-8"))["data"]
    paragraphs = [paragraph for article in articles for paragraph in article["paragraphs"]]
    questions = [item["question"] for paragraph in paragraphs for item in paragraph["qas"]]
    sentences = [
        part for paragraph in paragraphs for part in _SENTENCE_END.split(paragraph["context"])
    ]
    questions += (folder / "question-dev.txt").read_text("utf-8").splitlines()
    sentences += (folder / "sentence-dev.txt").read_text("utf-8").splitlines()
    return sentences, questions


def _sample(texts: Iterable[str], count: int | None = None) -> list[str]:
    """At most ``count`` different texts, by digest: the same ones in the same order every time."""
    distinct = {" ".join(text.split()) for text in texts} - {""}
    return sorted(distinct, key=lambda text: hashlib.sha256(text.encode()).digest())[:count]
