"""Questions that nobody should ask, by call and in the dialog."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

MARKUP = '<img src=x onerror="window.hurt=1"> <script>window.hurt=1</script> berth fees'
STRANGE = {
    "10,000 characters": "berth fees " * 910,
    "one endless word": "x" * 10_000,
    "emoji": "🫖🐳 ⛵️👩‍👩‍👧 🏳️‍🌈",
    "markup": MARKUP,
    "Russian": "Как привязать лодку к причалу?",
    "Chinese": "怎么把船系在码头上？",
    "Arabic": "كيف أربط القارب؟",
    "half a character": "\ud83d berth",
    "control characters": "\x00\x07\x1b berth \u202e fees \ufeff",
    "punctuation": "??? -- !!! ... //",
    "names of an object's own": "constructor __proto__ toString hasOwnProperty",
}


@pytest.fixture(scope="module")
def tab(built_handbook, visit_once):
    return visit_once(built_handbook)


@pytest.fixture
def reader(tab):
    """The tab with a dialog in which nothing is asked yet."""
    return tab.at()


@pytest.mark.parametrize("question", ["", "   ", "\n\t"])
def test_an_empty_question_finds_nothing(reader, question):
    assert reader.call("search", question) == {"hits": []}


@pytest.mark.parametrize("question", ["", "   "])
def test_an_empty_question_is_not_answered(reader, question):
    answer = reader.call("ask", question)
    assert (answer["status"], answer["parts"], answer["hits"]) == ("not_found", [], [])


def test_an_empty_question_leaves_the_dialog_as_it_is(reader):
    reader.open().ask("  ")
    expect(reader.dialog).to_contain_text("Press Enter for an answer")


@pytest.mark.parametrize("question", STRANGE.values(), ids=STRANGE)
def test_any_question_has_an_answer(reader, question):
    assert reader.call("ask", question)["status"] in ("answered", "uncertain", "not_found")


@pytest.mark.parametrize("question", STRANGE.values(), ids=STRANGE)
def test_any_question_has_a_card_in_the_dialog(reader, question):
    reader.open().ask(question)
    expect(reader.card).to_be_visible()
    assert reader.complaints == []


def test_a_question_in_another_language_is_not_answered(reader):
    assert reader.call("ask", STRANGE["Russian"])["status"] == "not_found"


def test_what_follows_a_thousand_characters_does_not_count(reader):
    long = "berth fees " * 90 + "x" * 10
    assert reader.call("ask", long + " radio channel")["hits"] == reader.call("ask", long)["hits"]


def test_the_dialog_says_that_a_question_was_cut(reader):
    reader.open().ask(STRANGE["10,000 characters"])
    expect(reader.dialog).to_contain_text("cut to its first 1000 characters")


def test_markup_in_a_question_is_never_run(reader):
    reader.open().ask(MARKUP)
    expect(reader.card).to_be_visible()
    assert reader.page.evaluate(
        """() => [typeof window.hurt, document.querySelectorAll("askdocs-dialog img").length,
            document.querySelector("askdocs-dialog").shadowRoot.querySelectorAll("img").length]"""
    ) == ["undefined", 0, 0]


@pytest.mark.parametrize("options", [{"limit": 0}, {"limit": -3}])
def test_no_hits_are_given_where_none_are_wanted(reader, options):
    assert reader.call("search", "berth fees", options) == {"hits": []}
