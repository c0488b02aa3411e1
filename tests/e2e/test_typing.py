"""What a reader sees before the last key, and after a wrong one."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def tab(built_handbook, visit_once):
    return visit_once(built_handbook)


@pytest.fixture
def reader(tab):
    """The tab with the dialog open."""
    return tab.at().open()


def hits(reader):
    return reader.dialog.get_by_role("option")


def test_the_beginning_of_a_word_finds_it(reader):
    reader.field.press_sequentially("disc")
    expect(hits(reader).first).to_contain_text("Discounts")


def test_a_space_ends_the_word(reader):
    reader.field.press_sequentially("disc ")
    expect(reader.dialog).to_contain_text("Nothing here matches these words.")


def test_a_mistyped_question_is_answered_as_it_was_meant_and_says_so(reader):
    reader.ask("What do moorign lines look like?")
    expect(reader.dialog).to_contain_text("Read as “What do mooring lines look like?”.")
    expect(hits(reader).first).to_contain_text("Mooring")
    status = reader.page.locator("askdocs-dialog [role=status]")
    expect(status).to_contain_text("Read as “What do mooring lines look like?”.")


def test_the_way_back_to_what_was_typed_is_a_button_away(reader):
    reader.ask("moorign")
    back = reader.dialog.get_by_role("button", name=re.compile("^Search for “moorign” instead"))
    back.focus()
    reader.page.keyboard.press("Enter")
    expect(back).to_have_count(0)
    expect(reader.card).to_contain_text("Not in these docs")


def test_a_word_of_the_site_is_never_corrected(reader):
    assert "corrected" not in reader.call("ask", "berth fees and the office")


def test_a_name_from_code_is_never_corrected(reader):
    assert "corrected" not in reader.call("search", "mooring_lime --chanel")


def test_a_script_can_have_its_words_taken_as_they_are(reader):
    assert reader.call("search", "moorign")["corrected"] == "mooring"
    assert reader.call("search", "moorign", {"verbatim": True}) == {"hits": []}
