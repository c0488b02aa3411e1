"""Sites to fit on, each with questions and the place that answers them.

Three kinds: an article of SQuAD 2.0 as a site of one paragraph a page; folders of a manual's built
HTML, where headings are hidden and then asked; and whole manuals with the questions of
tools/questions.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from askdocs_index.artifact.manifest import NAME, encode_manifest
from askdocs_index.engine.session import Session, open_session
from askdocs_index.options import IndexOptions
from askdocs_index.pipeline import build_index
from askdocs_index.progress import Silence
from askdocs_index.questions import read_questions
from askdocs_index.source import read_site

PAGE = "<!doctype html><html lang=en><title>{0}</title><main><h1 id=t>{0}</h1><p>{1}</p></main>"
ASKS = re.compile(
    r"(how|why|what|when|which|where|who|can|is|are|does|do|should|will|i|my)\b", re.IGNORECASE
)
QUESTIONS = Path(__file__).parents[1] / "questions"
MIN_HEADING_WORDS = 5  # of a heading that only begins like a question
MIN_TOPIC_WORDS = 3  # of another heading
EVERY_TOPIC = 4


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer stands: on a page, under an anchor and in one of the texts, if named."""

    page: str
    anchor: str = ""
    spans: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """A question and the places that answer it; none where nothing does."""

    text: str
    places: tuple[Place, ...] = ()

    @property
    def pages(self) -> frozenset[str]:
        """The pages that answer."""
        return frozenset(place.page for place in self.places)


@dataclass(frozen=True, slots=True)
class Site:
    """A site's name, its folder of HTML and its questions by kind."""

    name: str
    folder: Path
    asks: Mapping[str, Sequence[Ask]]


def articles(file: Path, target: Path) -> Iterator[Site]:
    """The articles of a SQuAD 2.0 file as sites with "answered" and "impossible" questions."""
    for number, article in enumerate(json.loads(file.read_text("utf-8"))["data"]):
        folder = target / f"article-{number:02d}"
        folder.mkdir(parents=True, exist_ok=True)
        title = article["title"].replace("_", " ")
        asks: dict[str, list[Ask]] = {"answered": [], "impossible": []}
        for place, paragraph in enumerate(article["paragraphs"]):
            page = f"p{place:03d}.html"
            text = PAGE.format(html.escape(title), html.escape(paragraph["context"]))
            (folder / page).write_text(text, encoding="utf-8")
            for entry in paragraph["qas"]:
                spans = tuple({" ".join(answer["text"].split()) for answer in entry["answers"]})
                if entry["is_impossible"]:
                    asks["impossible"].append(Ask(entry["question"]))
                else:
                    asks["answered"].append(Ask(entry["question"], (Place(page, "", spans),)))
        yield Site(folder.name, folder, asks)


def whole(name: str, folder: Path) -> Site:
    """One of the manuals of tools/questions as it is, with its questions of three kinds.

    "written" and "real" as the file says, and "beyond": those that the manual does not answer.
    """
    asks: dict[str, list[Ask]] = {"written": [], "real": [], "beyond": []}
    for question in read_questions(QUESTIONS / f"{name}.jsonl"):
        places = tuple(
            Place(gold.page, gold.anchor, (gold.snippet,) if gold.snippet else ())
            for gold in question.gold
        )
        style = "real" if question.kind == "real" else "written"
        asks[style if question.answerable else "beyond"].append(Ask(question.question, places))
    return Site(f"whole-{name}", folder, asks)


def manual(name: str, source: Path, folders: Sequence[str], target: Path) -> Site:
    """The pages in ``folders`` of a manual as a site with "heading" and "topic" questions."""
    asks: dict[str, list[Ask]] = {"heading": [], "topic": []}
    for folder in folders:
        for file in sorted((source / folder).rglob("*.html")):
            page = file.relative_to(source).as_posix()
            tree = LexborHTMLParser(file.read_text("utf-8", errors="replace"))
            for kind, ask in hide_headings(tree, page):
                asks[kind].append(ask)
            written = target / name / page
            written.parent.mkdir(parents=True, exist_ok=True)
            written.write_text(tree.html or "", encoding="utf-8")
    return Site(name, target / name, asks)


def hide_headings(tree: LexborHTMLParser, page: str) -> Iterator[tuple[str, Ask]]:
    """The kind and question of each hidden heading; in the tree "Entry n" stands in its place.

    Hidden are all headings that are questions and every ``EVERY_TOPIC``-th of the others.
    """
    for number, (heading, anchor) in enumerate(headings(tree)):
        text = " ".join(heading.text().replace("¶", "").split())
        words = len(text.split())
        asks = text.endswith("?") or (ASKS.match(text) and words >= MIN_HEADING_WORDS)
        if asks or (number % EVERY_TOPIC == 0 and words >= MIN_TOPIC_WORDS):
            heading.inner_html = f"Entry {number}"
            yield "heading" if asks else "topic", Ask(text, (Place(page, anchor),))


def headings(tree: LexborHTMLParser) -> list[tuple[LexborNode, str]]:
    """The headings below the page's title that have an anchor, with it."""
    found = []
    for heading in tree.css("h2, h3, h4, h5"):
        link = heading.css_first("a.headerlink")
        if link is not None and (anchor := (link.attributes.get("href") or "").removeprefix("#")):
            found.append((heading, anchor))
    return found


def indexed(site: Site, weights: str, cache: Path) -> Session:
    """The index of ``site``, opened."""
    built = build_index(
        read_site(site.folder), IndexOptions(weights=weights), cache / site.name, Silence()
    )
    folder = cache / f"{site.name}.index"
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in {**built.files, NAME: encode_manifest(built.manifest)}.items():
        (folder / name).write_bytes(data)
    return open_session(folder)
