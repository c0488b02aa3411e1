"""The plan: what was there stays where it was, what is new finds a place, what drifts is fitted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from askdocs_index.artifact.cells import CAPACITY
from askdocs_index.facets import NONE
from askdocs_index.model import Block, BlockKind, Fragment, Page, Passage, Section
from askdocs_index.plan import Plan, dump_plan, load_plan, next_plan
from askdocs_index.stages.cluster import LIMIT

LENGTHS = (50.0, 400.0)


def site(count: int, changed: tuple[int, ...] = ()) -> list[Passage]:
    """``count`` pages of a passage each; those of the numbers ``changed`` say something else."""
    passages = []
    for number in range(count):
        text = f"It is {number}{' now' if number in changed else ''}."
        section = Section("top", (f"Page {number}",), (Block(BlockKind.TEXT, text),))
        page = Page(f"{number:04}.html", f"Page {number}", "en", 1.0, (section,))
        passages.append(Passage(page, 0, 0, (Fragment(0, 0, len(text)),)))
    return passages


def unit(count: int) -> np.ndarray:
    """Unit vectors, the same for the same number."""
    rows = np.random.default_rng(7).normal(size=(count, 8)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def planned(before: Plan | None, passages: list[Passage], lengths=LENGTHS, encoder="e") -> Plan:
    return next_plan(
        before, passages, [NONE] * len(passages), unit(len(passages)), encoder, lengths
    )


@pytest.fixture(scope="module")
def first() -> Plan:
    return planned(None, site(200))


def test_a_plan_comes_back(first: Plan) -> None:
    read = load_plan(dump_plan(first))
    assert dump_plan(read) == dump_plan(first)
    assert np.array_equal(read.centroids, first.centroids)


def test_of_an_edited_site_only_the_changed_passage_moves(first: Plan) -> None:
    after = planned(first, site(200, changed=(7,)))
    moved = set(after.passages.items()) - set(first.passages.items())
    assert len(moved) == 1
    assert np.array_equal(after.centroids, first.centroids)
    assert after.pages == first.pages


def test_ids_stay_different_and_within_their_cells(first: Plan) -> None:
    after = planned(first, site(215))
    ids = list(after.passages.values())
    assert len(set(ids)) == 215
    assert max(ids) < len(after.centroids) * CAPACITY
    cells = [number // CAPACITY for number in ids]
    assert max(map(cells.count, cells)) <= LIMIT
    assert sorted(after.pages.values()) == list(range(215))


def test_a_new_page_takes_the_number_that_is_free(first: Plan) -> None:
    fewer = planned(first, site(200)[1:])
    assert "0000.html" not in fewer.pages
    again = planned(fewer, site(200))
    assert again.pages["0000.html"] == first.pages["0000.html"]


def test_many_edits_one_after_the_other_make_a_new_plan(first: Plan) -> None:
    plan = first
    for number in range(200):
        plan = planned(plan, site(200, changed=tuple(range(number + 1))))
        if plan.changed == 0:
            break
    assert 10 <= number <= 40


@pytest.mark.parametrize(
    ("lengths", "encoder"), [((60.0, 400.0), "e"), ((50.0, 300.0), "e"), (LENGTHS, "another")]
)
def test_another_length_or_encoder_makes_a_new_plan(
    first: Plan, lengths: tuple[float, float], encoder: str
) -> None:
    old = replace(first, starts=["", "m"])
    assert planned(old, site(200)).starts == ["", "m"]
    assert planned(old, site(200), lengths, encoder).starts == ()


def test_without_vectors_neighbours_share_a_cell() -> None:
    plan = next_plan(None, site(200), [NONE] * 200, np.zeros((200, 0), np.float32), "", LENGTHS)
    cells = [number // CAPACITY for number in plan.passages.values()]
    assert cells == sorted(cells)
    after = next_plan(plan, site(205), [NONE] * 205, np.zeros((205, 0), np.float32), "", LENGTHS)
    assert len(set(after.passages.values())) == 205
