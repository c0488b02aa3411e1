"""A question after another one, understood with it: two turns on the three real sites."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest

from askdocs_index.engine.follow_up import is_follow_up
from askdocs_index.engine.session import Session, open_session
from askdocs_index.evaluate import page_key
from support.corpora import CORPORA, Corpus

pytestmark = pytest.mark.quality

LEAST = 0.8
CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "followups.jsonl").read_text("utf-8").splitlines()
]
found: defaultdict[str, list[tuple[str, bool, bool]]] = defaultdict(list)


def test_two_turns_are_asked(corpus: Corpus) -> None:
    session = open_session(corpus.index)
    for case in CASES:
        if case["corpus"] == corpus.name:
            before = [case["before"]] if is_follow_up(case["question"]) else []
            found[corpus.name].append(
                (case["id"], hit(case, session, before), hit(case, session, []))
            )


def test_the_page_is_among_the_first_five() -> None:
    assert set(found) == set(CORPORA), "needs the test above, on all corpora"
    rows = [row for name in CORPORA for row in found[name]]
    together, alone = (sum(row[place] for row in rows) / len(rows) for place in (1, 2))
    lost = [name for name, right, _ in rows if not right]
    print(f"page hit@5 of {len(rows)}: {together:.3f} together, {alone:.3f} alone; lost: {lost}")
    assert len(rows) >= 30
    assert together >= LEAST


def hit(case: dict, session: Session, before: list[str]) -> bool:
    """Whether a gold page is among the first five pages of the answer's hits."""
    golds = {page_key(page) for page in case["pages"]}
    pages = dict.fromkeys(page_key(h.page) for h in session.ask(case["question"], before).hits)
    return bool(golds & set(list(pages)[:5]))
