"""Section MRR@10 of the fusion over a grid of its weights, on text that may be fitted on.

    python tools/fit_fusion.py EVALUATION PYTHON_HTML CACHE NAME=HTML …

EVALUATION holds squad2-a.json, of which every other article is used: a page an article, a section
a paragraph, 800 answerable questions. PYTHON_HTML is the folder of Debian's python3.11-doc: the
176 questions that its FAQ's headings ask, the headings themselves taken out. NAME is one of the
manuals of tools/questions, HTML its folder. All passages are ranked, so that cells play no part.
`fusion.ENGLISH`, `phrase.WEIGHT` and `assemble.HEADINGS` were chosen from the result.
"""

from __future__ import annotations

import html
import json
import random
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi
from selectolax.lexbor import LexborHTMLParser

from askdocs_index import assemble, wordpiece
from askdocs_index.artifact.table import load_table
from askdocs_index.bm25 import MAX_IMPACT
from askdocs_index.engine.phrase import READ, pairs
from askdocs_index.metrics import mean, reciprocal
from askdocs_index.model import PageSource
from askdocs_index.options import IndexOptions
from askdocs_index.prepare import Prepared, prepare
from askdocs_index.progress import Silence
from askdocs_index.source import read_site
from askdocs_index.stages.encode import choose_encoder
from askdocs_index.stages.extract import ContentSelectors
from askdocs_index.terms import Analyzer

ENGLISH = Analyzer("en")
WEIGHTS = ((1, 0, 0), (0.5, 0.1, 0.4), (0.45, 0.1, 0.45), (0.45, 0.05, 0.5), (0.4, 0.1, 0.5))
PHRASES = (0.0, 0.05, 0.1, 0.15)
HEADINGS = (0.0, 0.25, 0.5, 1.0)  # of the written questions only: the others' headings are hidden
SHIPPED = assemble.HEADINGS
USUAL = (0.45, 0.1, 0.45)
QUESTIONS_FOLDER = Path(__file__).parent / "questions"
DJANGO_FOLDERS = ("faq/", "howto/", "intro/", "topics/")
QUESTIONS = 800  # of SQuAD's, drawn with SEED
SEED = 1
FAQ_FOLDERS = ("faq", "tutorial", "howto", "using", "extending", "installing", "distributing")
LIBRARY_STEP = 6  # every sixth page of the library beside these


Place = tuple[str, str]  # page and anchor of a section


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the sections that answer it."""

    question: str
    golds: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of every passage for one question."""

    section: NDArray[np.float64]
    page: NDArray[np.float64]
    cosine: NDArray[np.float64]
    phrase: NDArray[np.float64]  # of the READ best only, filled in when they are known
    boost: NDArray[np.float64]
    sections: NDArray[np.intp]  # the number of each passage's section
    golds: tuple[int, ...]  # the numbers of the right sections; those that were left out have none


def squad(folder: Path) -> tuple[list[PageSource], list[Asked]]:
    """Every other article as a page, and a sample of its answerable questions."""
    pages, asked = [], []
    articles = json.loads((folder / "squad2-a.json").read_text("utf-8"))["data"]
    for number, article in enumerate(articles[::2]):
        path = f"{number}.html"
        body = f"<h1 id=top>{html.escape(article['title'].replace('_', ' '))}</h1>"
        for place, paragraph in enumerate(article["paragraphs"]):
            body += f"<h2 id=p{place}>{place}</h2><p>{html.escape(paragraph['context'])}</p>"
            answerable = (item for item in paragraph["qas"] if not item["is_impossible"])
            asked += [Asked(item["question"], ((path, f"p{place}"),)) for item in answerable]
        pages.append(PageSource(path, f"<html lang=en><main>{body}</main>".encode()))
    return pages, random.Random(SEED).sample(asked, QUESTIONS)


def python_faq(folder: Path) -> tuple[list[PageSource], list[Asked]]:
    """Pages of the Python documentation, and the questions that were the headings of its FAQ."""
    pages, asked = [], []
    library = sorted((folder / "library").glob("*.html"))[::LIBRARY_STEP]
    chapters = (path for name in FAQ_FOLDERS for path in sorted((folder / name).rglob("*.html")))
    for path in [*chapters, *library]:
        name = path.relative_to(folder).as_posix()
        tree = LexborHTMLParser(path.read_bytes())
        if name.startswith("faq/"):
            asked += [Asked(question, ((name, anchor),)) for anchor, question in _taken_out(tree)]
        pages.append(PageSource(name, (tree.html or "").encode()))
    return pages, asked


def _taken_out(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    for node in tree.css("nav.contents, div.sphinxsidebar, .topic"):
        node.decompose()
    for section in tree.css("section[id]"):
        heading = section.css_first("h2, h3")
        if heading and heading.parent == section and "?" in heading.text():
            question = re.sub(r"^\d[\d.]*\s*", "", heading.text().replace("¶", "").strip())
            yield section.attributes["id"] or "", question
            heading.inner_html = "Entry"


def written(name: str, folder: Path) -> tuple[list[PageSource], list[Asked]]:
    """The pages of one of the manuals of tools/questions, and its questions."""
    lines = (QUESTIONS_FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()
    asked = [
        Asked(entry["question"], tuple((gold["page"], gold["anchor"]) for gold in entry["gold"]))
        for entry in map(json.loads, lines)
    ]
    usual = IndexOptions()
    pages = (source for source in read_site(folder) if name != "django" or _of_django(source.path))
    return [replace(source, boost=usual.boost_of(source.path)) for source in pages], asked


def _of_django(path: str) -> bool:
    return path.startswith(DJANGO_FOLDERS)


def evidence(
    pages: Sequence[PageSource], asked: Sequence[Asked], cache: Path, headings: float
) -> list[Evidence]:
    """Everything but the phrases, for each question; ``headings``: as ``assemble.HEADINGS``."""
    prepared = [page for source in pages if (page := prepare(source, ContentSelectors(), ENGLISH))]
    passages = [passage for page in prepared for passage in page.passages]
    encoder = choose_encoder("full", "", cache, print)
    assemble.HEADINGS = headings
    vectors = assemble.passage_vectors(passages, encoder, cache, Silence()).rows
    by_passage = BM25Okapi([terms for page in prepared for terms in page.documents.passages])
    by_page = BM25Okapi([page.documents.page for page in prepared])
    page_of = [number for number, page in enumerate(prepared) for _ in page.passages]
    places = [(p.page.path, p.page.sections[p.section].anchor) for p in passages]
    numbers = {place: number for number, place in enumerate(dict.fromkeys(places))}
    sections = np.array([numbers[place] for place in places])
    boost = np.array([p.page.boost for p in passages])
    read = [_texts(page) for page in prepared]
    flat = [text for page in read for text in page]
    return [
        _with_phrases(
            Evidence(
                shares(by_passage, one.question),
                shares(by_page, one.question)[page_of],
                vectors @ question_vector(one.question),
                np.zeros(len(passages)),
                boost,
                sections,
                tuple(numbers[each] for each in alike(one.golds) if each in numbers),
            ),
            one.question,
            flat,
        )
        for one in asked
    ]


def alike(places: Sequence[Place]) -> Iterator[Place]:
    """A section of Sphinx may have two anchors, its own and one with "s-" before it."""
    for page, anchor in places:
        yield page, anchor
        yield page, f"s-{anchor}"


def _texts(page: Prepared) -> list[list[str]]:
    sections = page.passages[0].page.sections
    return [
        [sections[p.section].blocks[f.block].text[f.start : f.end] for f in p.fragments]
        + [sections[p.section].headings[-1]]
        for p in page.passages
    ]


def _with_phrases(found: Evidence, question: str, texts: Sequence[list[str]]) -> Evidence:
    wanted = pairs([question], ENGLISH)
    base = 0.45 * found.section + 0.1 * found.page + 0.45 * found.cosine
    for place in np.argsort(-base, kind="stable")[: 2 * READ] if wanted else ():
        found.phrase[place] = len(wanted & pairs(texts[place], ENGLISH)) / len(wanted)
    return found


def shares(okapi: BM25Okapi, question: str) -> NDArray[np.float64]:
    """The documents' scores as shares of what the question's terms could reach."""
    terms = ENGLISH.terms(question)
    unknown = np.log(okapi.corpus_size + 0.5) - np.log(0.5)
    attainable = sum(okapi.idf.get(term, unknown) for term in terms) * MAX_IMPACT
    return np.asarray(okapi.get_scores(terms) / max(attainable, 1e-9))


def question_vector(question: str) -> NDArray[np.float64]:
    """The unit sum of the question's words' rows."""
    table = load_table()
    words = [word for word in wordpiece.words(question) if not wordpiece.is_punctuation(word)]
    total = np.sum([table.word_row(word) for word in words], axis=0)
    return np.asarray(total / max(float(np.linalg.norm(total)), 1e-9))


def rank(found: Evidence, weights: tuple[float, ...], phrase: float) -> int:
    """The 1-based place of the best gold section, as the engine orders sections; 0 for none."""
    section, page, vectors = weights
    score = section * found.section + page * found.page + vectors * found.cosine
    score *= found.boost
    best = np.argsort(-score, kind="stable")[:READ]
    score[best] += phrase * (found.phrase * found.boost)[best]
    highest = np.full(found.sections.max() + 1, -np.inf)
    np.maximum.at(highest, found.sections, score)
    places = [int((highest > highest[gold]).sum()) + 1 for gold in found.golds]
    return min(places, default=0)


def main(evaluation: Path, python_html: Path, cache: Path, *manuals: str) -> None:
    """Prints the grid, and how far vectors should move to their headings."""
    named = [text.split("=", 1) for text in manuals]
    sites = {
        "SQuAD": squad(evaluation),
        "Python FAQ": python_faq(python_html),
        **{name: written(name, Path(folder)) for name, folder in named},
    }
    print("headings; section, page, vectors; phrase:", *sites, sep="\t")
    for share in HEADINGS:
        known = {
            name: evidence(*site, cache / name, share if name in dict(named) else 0.0)
            for name, site in sites.items()
        }
        every = share == SHIPPED
        for weights, phrase in product(WEIGHTS, PHRASES) if every else [(USUAL, 0.1)]:
            row = (
                mean([reciprocal(rank(one, weights, phrase)) for one in found])
                for found in known.values()
            )
            line = f"{share}; {weights}; {phrase}"
            print(line, *(f"{value:.3f}" for value in row), sep="\t", flush=True)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]), *sys.argv[4:])
