from __future__ import annotations

from pathlib import Path

import pytest

from askdocs_index.model import PageSource
from askdocs_index.options import IndexOptions
from askdocs_index.pipeline import Index, build_index
from askdocs_index.progress import Silence

FAST = IndexOptions(encoder="fast")


def page(name: str, text: str) -> PageSource:
    html = f"<html lang=en><body><main><h1 id=top>{name}</h1><p>{text}</p></main></body></html>"
    return PageSource(f"{name}.html", html.encode())


PAGES = [page(f"page{number}", f"The lamp number {number} is switched on.") for number in range(9)]


def built(pages: list[PageSource], cache: Path, options: IndexOptions = FAST) -> Index:
    return build_index(pages, options, cache, Silence())


def test_an_unchanged_site_embeds_nothing_and_changes_no_byte(tmp_path: Path) -> None:
    first, second = built(PAGES, tmp_path), built(PAGES, tmp_path)
    assert (first.summary.embedded, second.summary.embedded) == (9, 0)
    assert second.files == first.files
    assert second.manifest == first.manifest


def test_an_incremental_build_gives_the_bytes_of_a_cold_one(tmp_path: Path) -> None:
    changed = [*PAGES[:4], page("page4", "This lamp hangs in the cellar."), *PAGES[6:]]
    built(PAGES, tmp_path / "warm")
    warm, cold = built(changed, tmp_path / "warm"), built(changed, tmp_path / "cold")
    assert (warm.summary.embedded, cold.summary.embedded) == (1, 8)
    assert warm.files == cold.files


def test_refit_makes_the_index_anew_and_embeds_nothing(tmp_path: Path) -> None:
    first = built(PAGES, tmp_path)
    again = built(PAGES, tmp_path, IndexOptions(encoder="fast", refit=True))
    assert again.summary.embedded == 0
    assert again.files == first.files


@pytest.mark.parametrize("keep", [0, 100, 4096, 9000])
def test_a_cache_damaged_anywhere_is_begun_anew(tmp_path: Path, keep: int) -> None:
    first = built(PAGES, tmp_path)
    file = tmp_path / "pages.sqlite"
    data = file.read_bytes()
    file.write_bytes(data[:keep] + b"Z" * (len(data) - keep))
    assert built(PAGES, tmp_path).files == first.files
