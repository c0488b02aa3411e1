"""Pages as generators write them, and what a reader sees on each.

    python tests/extract/test_golden_pages.py

writes what comes out today to the ``.json`` beside each page: read the difference before
committing.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from askdocs_index.model import PageSource
from askdocs_index.stages.extract import extract_page

PAGES = sorted(Path(__file__).with_name("pages").glob("*.html"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_reads_as_written_beside_it(page: Path) -> None:
    assert extracted(page) == json.loads(page.with_suffix(".json").read_text("utf-8"))


def extracted(page: Path) -> object:
    """The page as plain values: text kinds and empty fields left out."""
    found = extract_page(PageSource(page.name, page.read_bytes()))
    assert found
    return {
        "title": found.title,
        "language": found.language,
        "sections": [
            {
                "anchor": section.anchor,
                "headings": list(section.headings),
                "blocks": [
                    {key: value for key, value in asdict(block).items() if value}
                    for block in section.blocks
                ],
            }
            for section in found.sections
        ],
    }


if __name__ == "__main__":
    for page in PAGES:
        text = json.dumps(extracted(page), ensure_ascii=False, indent=1)
        page.with_suffix(".json").write_text(f"{text}\n", "utf-8")
