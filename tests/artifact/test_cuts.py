"""Where the terms are cut into files."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from askdocs_index.stages.layout import between, cut

LIMIT = 10
keys = st.sets(st.text(min_size=1, max_size=4), min_size=1, max_size=40).map(sorted)


def cuts(names: list[str], before: list[str]) -> list[list[str]]:
    return cut(names, lambda _: 3, LIMIT, before)


def starts(groups: list[list[str]]) -> list[str]:
    return ["", *(between(a[-1], b[0]) for a, b in pairwise(groups))]


@given(keys)
def test_every_key_is_in_one_run_and_the_starts_lead_to_it(names: list[str]) -> None:
    groups = cuts(names, [])
    assert [key for group in groups for key in group] == names
    assert cuts(names, starts(groups)) == groups


@given(keys, st.text(min_size=1, max_size=4))
def test_one_more_key_changes_one_run(names: list[str], added: str) -> None:
    before = cuts(names, [])
    after = cuts(sorted({*names, added}), starts(before))
    assert sum(group not in after for group in before) <= 1


def test_a_run_that_has_doubled_is_cut() -> None:
    names = [chr(ord("a") + place) for place in range(20)]
    assert len(cuts(names, [""])) > 1


def test_a_key_that_costs_more_is_alone() -> None:
    costs = {"a": 1, "b": 50, "c": 1}
    assert cut(list(costs), costs.__getitem__, LIMIT, []) == [["a"], ["b"], ["c"]]
    assert cut(list(costs), costs.__getitem__, LIMIT, [""]) == [["a"], ["b"], ["c"]]


def test_a_start_is_as_short_as_may_be() -> None:
    assert between("cabin", "cache") == "cac"
    assert between("cab", "cabin") == "cabi"
