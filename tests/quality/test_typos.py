"""One typing error in each question's rarest word, on the three real sites."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from askdocs_index.engine.session import Session, open_session
from askdocs_index.evaluate import page_key
from askdocs_index.questions import Question, read_questions
from support.corpora import CORPORA, Corpus
from support.typos import mistyped

pytestmark = pytest.mark.quality

MOST_LOST = 0.05  # of page hit@5
found: defaultdict[str, list[tuple[bool, bool, bool]]] = defaultdict(list)


def test_mistyped_questions_are_asked(corpus: Corpus, shared: Path) -> None:
    session = open_session(corpus.index)
    for question in read_questions(shared / "eval/questions.jsonl", corpus.name):
        if question.answerable:
            wrong = mistyped(question.question, session)
            found[corpus.name].append(
                (
                    hit(question, question.question, session),
                    hit(question, wrong, session),
                    hit(question, wrong, session, verbatim=True),
                )
            )


def test_a_typing_error_costs_little() -> None:
    assert set(found) == set(CORPORA), "needs the test above, on all corpora"
    rows = [row for name in CORPORA for row in found[name]]
    right, wrong, uncorrected = (sum(column) / len(rows) for column in zip(*rows, strict=True))
    print(f"page hit@5: {right:.3f} as written, {wrong:.3f} mistyped, {uncorrected:.3f} verbatim")
    assert wrong >= right - MOST_LOST


def hit(question: Question, text: str, session: Session, *, verbatim: bool = False) -> bool:
    """Whether a gold page is among the first five pages."""
    golds = {page_key(gold.page) for gold in question.gold}
    pages = dict.fromkeys(page_key(h.page) for h in session.search(text, 50, verbatim=verbatim))
    return bool(golds & set(list(pages)[:5]))
