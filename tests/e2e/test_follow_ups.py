"""A question after another one, in the dialog and by call."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

FIRST = "How thick is a mooring line?"
TOGETHER = f"Read together with “{FIRST}”."


@pytest.fixture(scope="module")
def tab(built_handbook, visit_once):
    return visit_once(built_handbook)


@pytest.fixture
def reader(tab):
    """A dialog in which the first question was asked."""
    reader = tab.at().open().ask(FIRST)
    expect(reader.card).to_contain_text("one millimetre")
    return reader


def test_a_follow_up_is_read_together_with_the_question_before_and_says_so(reader):
    reader.ask("and how do I tie it?")
    expect(reader.dialog).to_contain_text(TOGETHER)
    expect(reader.dialog.get_by_role("option").first).to_contain_text("Tying up")


def test_it_can_be_asked_by_itself_with_the_keyboard(reader):
    reader.ask("and how do I tie it?")
    alone = reader.dialog.get_by_role("button", name="Ask it by itself")
    alone.focus()
    reader.page.keyboard.press("Enter")
    expect(alone).to_have_count(0)
    expect(reader.dialog).not_to_contain_text("Read together")


def test_a_question_that_stands_alone_is_not_mixed_with_another(reader):
    reader.ask("berth fees")
    expect(reader.dialog.get_by_role("option").first).to_contain_text("Berth fees")
    expect(reader.dialog).not_to_contain_text("Read together")


def test_an_answer_says_what_it_was_read_together_with(reader):
    context = {"context": [{"question": FIRST}]}
    assert reader.call("ask", "and the knot?", context)["context"] == FIRST
    assert "context" not in reader.call("ask", FIRST)
