"""The network cut after a first question."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

FIRST = "How does LoRA reduce the cost of training?"
SAME_WORDS = "How does the cost of training LoRA reduce?"
OTHER = "Which glossary entry explains hallucination and perplexity?"


@pytest.fixture
def reader(guide, visit):
    """The dialog on the guide, its first question answered and the server gone."""
    reader = visit(guide, csp=None, bare=True).open().ask(FIRST)
    expect(reader.card).to_contain_text("LoRA")
    reader.site.down = True
    return reader


def test_the_same_question_is_still_answered(reader):
    reader.ask("")
    reader.ask(FIRST)
    expect(reader.card).to_contain_text("LoRA")


def test_a_question_whose_shards_are_at_hand_is_answered(reader):
    reader.ask(SAME_WORDS)
    expect(reader.notice).to_have_count(0)
    expect(reader.card).to_contain_text("LoRA")
    assert "error" not in reader.call("ask", SAME_WORDS)


def test_another_question_says_what_is_missing(reader):
    reader.ask(OTHER)
    expect(reader.notice).to_contain_text("The server cannot be reached. Check your connection")


def test_a_call_rejects_with_offline(reader):
    assert reader.call("ask", OTHER) == {"error": ["AskdocsError", "offline"]}


def test_when_the_network_is_back_the_question_is_answered(reader):
    reader.ask(OTHER)
    expect(reader.notice).to_be_visible()
    reader.site.down = False
    reader.page.get_by_role("button", name="Try again").click()
    expect(reader.card).to_be_visible()
