"""rank_bm25 alone over the same passages: what plain keyword search would have found."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rank_bm25 import BM25Okapi

from askdocs_index.evaluate import DEPTH, Found, Reply
from askdocs_index.prepare import prepare
from askdocs_index.questions import Question
from askdocs_index.source import read_site
from askdocs_index.stages.extract import ContentSelectors
from askdocs_index.terms import Analyzer


def rank_bm25_replies(
    site: Path, questions: Sequence[Question], language: str = "en"
) -> list[Reply]:
    """The best sections by BM25Okapi, without an answer."""
    analyzer = Analyzer(language)
    prepared = [prepare(source, ContentSelectors(), analyzer) for source in read_site(site, ())]
    pages = [page for page in prepared if page]
    passages = [passage for page in pages for passage in page.passages]
    okapi = BM25Okapi([terms for page in pages for terms in page.documents.passages])
    replies = []
    for question in questions:
        scores = okapi.get_scores(analyzer.terms(question.question))
        best = sorted(range(len(passages)), key=lambda i: (-scores[i], i))[: 4 * DEPTH]
        hits = []
        for place in best:
            page = passages[place].page
            section = page.sections[passages[place].section]
            hits.append(Found(page.path, section.anchor, section.headings))
        replies.append(
            Reply(tuple(dict.fromkeys(hits))[:DEPTH], (), "uncertain", float(max(scores)))
        )
    return replies
