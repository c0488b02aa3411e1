"""Writes a tiny index and what the Python engine finds in it, for the engines of both languages.

    python tests/golden/make_site.py

Texts, vectors and the question table's rows are made up, so that every part of the format is there
and no encoder is needed: more cells than a question fetches, boosts, odd paths, several scripts.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import asdict
from itertools import product
from math import sqrt
from pathlib import Path

import numpy as np

from askdocs_index.artifact.container import content_hash
from askdocs_index.artifact.manifest import (
    NAME,
    Collection,
    Manifest,
    Ranges,
    encode_manifest,
    file_name,
)
from askdocs_index.artifact.rows import DIMENSIONS, encode_row
from askdocs_index.artifact.stops import encode_stops
from askdocs_index.engine.session import open_session
from askdocs_index.fusion import Weights
from askdocs_index.language import stopwords
from askdocs_index.model import Block, BlockKind, Fragment, Page, Passage, Section
from askdocs_index.plan import passage_ids
from askdocs_index.stages.layout import (
    Shard,
    cell_files,
    centroid_file,
    spelling_shards,
    term_shards,
)
from askdocs_index.stages.statistics import collect, documents
from askdocs_index.terms import Analyzer

HERE = Path(__file__).parent
SITE = HERE / "site"
EXPECTED = HERE / "site.json"
BASE = "https://example.org/docs/"
VOCABULARY = (
    "cache directory uv_cache_dir --no-sync install package Größe 缓存目录 résumé python 3.11 C++"
    " configuration file server 😀 environment variable 𐐷𐐨 ﬁle MyClass.do_x proxy certificate"
)
WORDS = VOCABULARY.split()
PATHS = (
    "index.html", "guide/index.html", "guide/a b.html", "guide/Größe (1)!.html",
    "api/缓存/index.html", "reference/index.htm", "404.html", "index.html/odd.html",
)  # fmt: skip
QUESTIONS = (
    "", "the", "nosuchword", "cache directory", "How do I set uv_cache_dir in Python 3.11?",
    "python python python cache", "缓存", "--no-sync", "résumé Größe", "😀 C++", "𐐷𐐨 ﬁle",
    "proxy certificate nosuchword", "Configuration Files & servers!", "x" * 1200,
    " ".join(WORDS), "install", "do_x", "environment variable cache python install proxy",
    "laptop", "cahce direcotry", "Instalation of vairable", "resume xcache", "--no-snyc cach", "notebooks and laptops in the cache", "zebra notebook", "laptopzebra python",
)  # fmt: skip
OTHER_WORDS = (
    "café",
    "directories",
    "installed",
    "laptop",
    "notebooks",
    "zebra",
)  # not in the texts
SPELLED = (  # enough for shards in both directions
    "cache", "directory", "installation", "configuration", "variable", "résumé",
    *("".join(letters) for letters in product("abcdefghijklmnop", repeat=3)),
)  # fmt: skip
CELLS, PROBES = 12, 3
GROUPS = ((("Guides", "1", ""), 4), (("Guides", "2", ""), 5), (("", "2", ""), 3))
FILTER = {"section": "Guides", "version": "2"}


def main() -> None:
    SITE.mkdir(exist_ok=True)
    for old in SITE.iterdir():
        old.unlink()
    for name, data in site_files().items():
        (SITE / name).write_bytes(data)
    EXPECTED.write_text(expected(SITE), encoding="utf-8")
    print(f"{SITE}: {len(list(SITE.iterdir()))} files")


def expected(folder: Path) -> str:
    """``[[question, [hit, …], [hit while it is typed, …], corrected, [hit under FILTER, …]], …]``:
    what Python finds.
    """
    session = open_session(folder, BASE)
    found = [
        [
            question,
            [asdict(hit) for hit in session.search(question)],
            [asdict(hit) for hit in session.search(question, typing=True)],
            session.ask(question).corrected,
            [asdict(hit) for hit in session.search(question, wanted=FILTER)],
        ]
        for question in QUESTIONS
    ]
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def site_files() -> dict[str, bytes]:
    """All files of the index, the manifest among them."""
    chance = random.Random("askdocs: site")
    analyzer = Analyzer("en")
    pages = [made_page(chance, path) for path in PATHS]
    passages = {page.path: cut(page) for page in pages}
    every = [passage for page in pages for passage in passages[page.path]]
    read = [documents(page, passages[page.path], analyzer) for page in pages]
    by_passage = collect([terms for each in read for terms in each.passages])
    by_page = collect([each.page for each in read])
    ids = passage_ids(np.arange(len(every)) % CELLS)
    keys = [*sorted(by_passage.postings)[::2], *OTHER_WORDS]
    rows = {key: encode_row(unit_vector(chance)) for key in keys}
    vectors = np.array([unit_vector(chance) for _ in every], dtype=np.float32)
    centroids = np.array([unit_vector(chance) for _ in range(CELLS)], dtype=np.float32)
    stops = encode_stops({word: encode_row(unit_vector(chance)) for word in ("do", "how", "the")})
    numbers = {page.path: number for number, page in enumerate(pages)}
    page_ids = list(numbers.values())
    terms = term_shards(by_passage.postings, by_page.postings, ids, page_ids, rows)
    questions = {(page.path, 0): f"What is {page.title}?" for page in pages[::2]}
    cells = cell_files(every, ids, numbers, vectors, CELLS, questions)
    forwards, backwards = spelling_shards({word: len(word) for word in SPELLED})
    spelling = [*forwards, *backwards]
    centroid = centroid_file(np.rint(centroids * 127))
    manifest = Manifest(
        generator="golden",
        language="en",
        stopwords=sorted(stopwords("en")),
        counts={"pages": len(pages), "passages": len(every)},
        passages=Collection(by_passage.documents, by_passage.mean_idf),
        mean_length=by_passage.mean_length,
        pages=Collection(by_page.documents, by_page.mean_idf),
        weights=Weights(section=0.3, page=0.2, vectors=0.5),
        probes=PROBES,
        encoder="made up",
        terms=shard_ranges(terms),
        stops=content_hash(stops),
        cells=[content_hash(cell) for cell in cells],
        centroids=content_hash(centroid),
        spelling=shard_ranges(forwards),
        backwards=shard_ranges(backwards),
        groups=GROUPS,
        filters={"section": [("guide/", "Guides")], "version": [("v1/", "1"), ("**", "2")]},
        starters={"": ("How do I set the cache directory?",), "guide/": ("What is a cache?",)},
        calibration=-0.15,
        ui={"title": "Ask"},
    )
    named = [("terms", t.data) for t in terms] + [("cell", cell) for cell in cells]
    named += [("stops", stops)]
    files = {file_name(kind, content_hash(data)): data for kind, data in named}
    files[file_name("centroids", content_hash(centroid))] = centroid
    files |= {file_name("spelling", content_hash(s.data)): s.data for s in spelling}
    return {**files, NAME: encode_manifest(manifest)}


def shard_ranges(shards: Sequence[Shard]) -> Ranges:
    return Ranges([s.start for s in shards], [content_hash(s.data) for s in shards])


def made_page(chance: random.Random, path: str) -> Page:
    title = prose(chance, 2)
    sections = tuple(made_section(chance, number, title) for number in range(3))
    return Page(path, title, "en", chance.choice([0.5, 1.0, 1.0, 2.0]), sections)


def made_section(chance: random.Random, number: int, title: str) -> Section:
    headings = (title,) if number == 0 else (title, prose(chance, 3))
    long_text = prose(chance, 12) + ". " + prose(chance, 60) + "."
    rows = "\n".join(f"{prose(chance, 1)}\t{prose(chance, 2)}" for _ in range(3))
    blocks = (
        Block(BlockKind.TEXT, long_text),
        Block(BlockKind.CODE, f"{prose(chance, 2)}\n    {prose(chance, 2)}", "Tab", "python"),
        Block(BlockKind.LIST, "\n".join(prose(chance, 4) for _ in range(3))),
        Block(BlockKind.TABLE, rows, "Caption", header_rows=1),
    )
    return Section("" if number == 0 else f"ä-{number}", headings, blocks)


def cut(page: Page) -> list[Passage]:
    """Two passages a section: its text, then all other blocks."""
    passages = []
    for number, section in enumerate(page.sections):
        whole = tuple(Fragment(i, 0, len(block.text)) for i, block in enumerate(section.blocks))
        passages += [Passage(page, number, 0, whole[:1]), Passage(page, number, 1, whole[1:])]
    return passages


def prose(chance: random.Random, words: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(words))


def unit_vector(chance: random.Random) -> list[float]:
    row = [chance.uniform(-1, 1) for _ in range(DIMENSIONS)]
    length = sqrt(sum(value * value for value in row))
    return [value / length for value in row]


if __name__ == "__main__":
    main()
