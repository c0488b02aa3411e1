from __future__ import annotations

from pathlib import Path

import pytest

from askdocs_index.terms import Analyzer
from support.twin import twin


@pytest.mark.quality
@pytest.mark.parametrize("corpus", ["uv", "fastapi", "material"])
def test_every_text_of_a_corpus_has_the_same_tokens_in_both_languages(
    shared: Path, corpus: str
) -> None:
    pages = sorted((shared / "corpora" / corpus).rglob("*.md"))
    texts = [page.read_text("utf-8") for page in pages]
    assert texts
    analyzer = Analyzer("en")
    for page, text, tokens in zip(pages, texts, twin("terms", "en", given=texts), strict=True):
        assert [list(token) for token in analyzer.tokens(text)] == tokens, page
