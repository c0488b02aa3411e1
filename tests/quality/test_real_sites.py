"""Quality on three real sites, as `make bench` measures it, here without a browser.

The floors are what was reached, less one question: a fall below them is a regression. The goals
stand in the manual beside the figures.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from askdocs_index.engine.search import FILES
from askdocs_index.engine.session import Session, open_session
from askdocs_index.engine.shards import Shards
from askdocs_index.evaluate import Found, Reply, Verdict, judge, report
from askdocs_index.prepare import prepare
from askdocs_index.questions import Question, read_questions
from askdocs_index.source import read_site
from askdocs_index.stages.extract import ContentSelectors
from askdocs_index.terms import Analyzer
from support.corpora import CORPORA, Corpus
from support.exhaustive import open_exhaustive

pytestmark = pytest.mark.quality
TOP = 10
ALWAYS_READ = 3  # the manifest, the rows of the stop words, the centroids

FLOORS = {
    ("written", "section MRR@10"): 0.73,
    ("written", "section hit@5"): 0.89,
    ("real", "page hit@5"): 0.81,
    ("real", "snippet shown"): 0.33,
    ("real", "AUROC"): 0.60,
}
verdicts: defaultdict[str, list[Verdict]] = defaultdict(list)


def test_every_part_stands_verbatim_in_the_section_that_it_cites(
    corpus: Corpus, shared: Path
) -> None:
    session = open_session(corpus.index)
    sections = section_texts(corpus.site)
    for question in read_questions(shared / "eval/questions.jsonl", corpus.name):
        hits, answer = session.search(question.question, 50), session.ask(question.question)
        found = tuple(Found(hit.page, hit.anchor, hit.headings) for hit in hits)
        texts = tuple(part.text for part in answer.parts)
        reply = Reply(found, texts, answer.status.value, answer.confidence)
        verdicts[corpus.name].append(judge(question, reply))
        for part in answer.parts:
            cited = answer.hits[part.citation]
            where = sections[cited.page, cited.anchor, cited.headings]
            assert all(squeezed(line) in where for line in part.text.split("\n")), question.id


def test_no_gold_is_lost_where_only_some_cells_are_read(corpus: Corpus, shared: Path) -> None:
    session, oracle = open_session(corpus.index), open_exhaustive(corpus.index)
    lost = [
        question.id
        for question in read_questions(shared / "eval/questions.jsonl", corpus.name)
        if question.answerable and 0 < gold_rank(oracle, question) <= TOP
        if not 0 < gold_rank(session, question) <= TOP
    ]
    assert lost == []


def test_a_question_reads_no_more_files_than_the_manual_says(
    corpus: Corpus, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: set[str] = set()
    note = Shards._bytes
    monkeypatch.setattr(Shards, "_bytes", lambda s, name: read.add(name) or note(s, name))
    for question in read_questions(shared / "eval/questions.jsonl"):
        read.clear()
        open_session(corpus.index).ask(question.question)
        assert len(read) <= ALWAYS_READ + FILES, question.id


def gold_rank(session: Session, question: Question) -> int:
    """The rank of the first section of a gold."""
    found = [Found(hit.page, hit.anchor, hit.headings) for hit in session.search(question.question)]
    return judge(question, Reply(tuple(found), (), "", 0.0)).section_rank


@pytest.mark.parametrize(("kind", "figure"), FLOORS)
def test_quality_has_not_fallen(kind: str, figure: str, shared: Path) -> None:
    assert shared.is_dir()
    assert set(verdicts) == set(CORPORA), "needs the test above, on all corpora"
    reached = report([verdict for name in CORPORA for verdict in verdicts[name]])
    assert reached[kind][figure].value >= FLOORS[kind, figure]


def section_texts(site: Path) -> dict[tuple[str, str, tuple[str, ...]], str]:
    """(page, anchor, headings) → the section's text without white space."""
    analyzer = Analyzer("en")
    texts: defaultdict[tuple[str, str, tuple[str, ...]], str] = defaultdict(str)
    for source in read_site(site):
        prepared = prepare(source, ContentSelectors(), analyzer)
        for section in prepared.passages[0].page.sections if prepared else ():
            key = (source.path, section.anchor, section.headings)
            texts[key] += "".join(squeezed(block.text) for block in section.blocks)
    return texts


def squeezed(text: str) -> str:
    """``text`` without white space."""
    return "".join(text.split())
