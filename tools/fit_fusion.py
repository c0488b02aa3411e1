"""Section MRR@10 of the fusion over a grid of its weights, on text that may be fitted on.

    python tools/fit_fusion.py EVALUATION PYTHON_HTML CACHE

EVALUATION holds squad2-a.json, of which every other article is used: a page an article, a section
a paragraph, 800 answerable questions. PYTHON_HTML is the folder of Debian's python3.11-doc: the
176 questions that its FAQ's headings ask, the headings themselves taken out. All passages are
ranked, so that cells play no part. `fusion.ENGLISH`, `phrase.WEIGHT` were chosen from the result.
"""

from __future__ import annotations

import html
import json
import random
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi
from selectolax.lexbor import LexborHTMLParser

from askdocs_index import wordpiece
from askdocs_index.artifact.table import load_table
from askdocs_index.assemble import embedding_text
from askdocs_index.bm25 import MAX_IMPACT
from askdocs_index.engine.phrase import READ, pairs
from askdocs_index.metrics import mean, reciprocal
from askdocs_index.model import PageSource
from askdocs_index.prepare import Prepared, prepare
from askdocs_index.progress import Silence
from askdocs_index.stages.encode import choose_encoder, encode_texts
from askdocs_index.stages.extract import ContentSelectors
from askdocs_index.terms import Analyzer

ENGLISH = Analyzer("en")
WEIGHTS = ((1, 0, 0), (0.5, 0.1, 0.4), (0.45, 0.1, 0.45), (0.45, 0.05, 0.5), (0.4, 0.1, 0.5))
PHRASES = (0.0, 0.05, 0.1, 0.15)
QUESTIONS = 800  # of SQuAD's, drawn with SEED
SEED = 1
FAQ_FOLDERS = ("faq", "tutorial", "howto", "using", "extending", "installing", "distributing")
LIBRARY_STEP = 6  # every sixth page of the library beside these


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the section that answers it."""

    question: str
    page: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of every passage for one question."""

    section: NDArray[np.float64]
    page: NDArray[np.float64]
    cosine: NDArray[np.float64]
    phrase: NDArray[np.float64]  # of the READ best only, filled in when they are known
    sections: NDArray[np.intp]  # the number of each passage's section
    gold: int  # the number of the right section, -1 where extraction left it out


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
            asked += [Asked(item["question"], path, f"p{place}") for item in answerable]
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
            asked += [Asked(question, name, anchor) for anchor, question in _taken_out(tree)]
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


def evidence(pages: Sequence[PageSource], asked: Sequence[Asked], cache: Path) -> list[Evidence]:
    """Everything but the phrases, for each question."""
    prepared = [page for source in pages if (page := prepare(source, ContentSelectors(), ENGLISH))]
    passages = [passage for page in prepared for passage in page.passages]
    encoder = choose_encoder("full", "", cache, print)
    texts = [embedding_text(passage) for passage in passages]
    vectors = encode_texts(texts, encoder, cache, Silence()).vectors
    by_passage = BM25Okapi([terms for page in prepared for terms in page.documents.passages])
    by_page = BM25Okapi([page.documents.page for page in prepared])
    page_of = [number for number, page in enumerate(prepared) for _ in page.passages]
    places = [(p.page.path, p.page.sections[p.section].anchor) for p in passages]
    numbers = {place: number for number, place in enumerate(dict.fromkeys(places))}
    sections = np.array([numbers[place] for place in places])
    read = [_texts(page) for page in prepared]
    flat = [text for page in read for text in page]
    return [
        _with_phrases(
            Evidence(
                shares(by_passage, one.question),
                shares(by_page, one.question)[page_of],
                vectors @ question_vector(one.question),
                np.zeros(len(passages)),
                sections,
                numbers.get((one.page, one.anchor), -1),
            ),
            one.question,
            flat,
        )
        for one in asked
    ]


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
    """The 1-based place of the gold section, as the engine orders sections; 0 for none."""
    section, page, vectors = weights
    score = section * found.section + page * found.page + vectors * found.cosine
    best = np.argsort(-score, kind="stable")[:READ]
    score[best] += phrase * found.phrase[best]
    highest = np.full(found.sections.max() + 1, -np.inf)
    np.maximum.at(highest, found.sections, score)
    return int((highest > highest[found.gold]).sum()) + 1 if found.gold >= 0 else 0


def main(evaluation: Path, python_html: Path, cache: Path) -> None:
    """Prints the grid."""
    sites = {"SQuAD": squad(evaluation), "Python FAQ": python_faq(python_html)}
    known = {name: evidence(*site, cache / name) for name, site in sites.items()}
    print("section, page, vectors; phrase:", *known, sep="\t")
    for weights, phrase in product(WEIGHTS, PHRASES):
        row = (
            mean([reciprocal(rank(one, weights, phrase)) for one in found])
            for found in known.values()
        )
        print(f"{weights}; {phrase}", *(f"{value:.3f}" for value in row), sep="\t")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
