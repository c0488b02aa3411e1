"""A folder of plain HTML, indexed by the command, under `default-src 'self'`."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

QUESTION = "How thick is a mooring line?"


@pytest.mark.browser
def test_a_question_is_answered(built_handbook, visit):
    reader = visit(built_handbook).open().ask(QUESTION)
    expect(reader.card).to_contain_text("as thick as one millimetre for every metre of the boat")


@pytest.mark.browser
def test_a_citation_leads_to_a_page_with_spaces_and_an_anchor_beyond_ascii(built_handbook, visit):
    reader = visit(built_handbook).open().ask(QUESTION)
    reader.card.locator(".chip").first.click()
    reader.page.wait_for_url("**/boats/mooring%20lines.html#*")
    assert "Amooringlineisasthickasonemillimetre" in reader.marked()


@pytest.mark.browser
def test_the_policy_is_kept_from_the_question_to_the_passage(built_handbook, visit):
    reader = visit(built_handbook).at("crew/radio.html").open().ask(QUESTION)
    reader.card.locator(".chip").first.click()
    assert reader.marked()
    assert reader.complaints == []


@pytest.mark.browser
def test_a_sub_path_is_served_from_the_same_folder(built_handbook, visit):
    reader = visit(built_handbook, "/some/docs/").at("boats/fees/").open().ask(QUESTION)
    reader.card.locator(".chip").first.click()
    reader.page.wait_for_url("**/some/docs/boats/mooring%20lines.html#*")
    assert reader.marked()


def test_removing_leaves_the_folder_as_it_was_written(
    held, handbook, askdocs, pages, write_pages, tmp_path
):
    askdocs("remove", handbook, cwd=tmp_path)
    assert held(handbook) == held(write_pages(tmp_path / "untouched", pages))


def test_building_again_changes_no_byte(held, handbook, askdocs, tmp_path):
    before = held(handbook)
    askdocs("build", handbook, "--encoder", "fast", cwd=tmp_path)
    assert held(handbook) == before


def test_building_again_embeds_nothing(handbook, askdocs, tmp_path):
    said = askdocs("build", handbook, "--encoder", "fast", cwd=tmp_path).stdout
    assert "(0 passages embedded" in said
