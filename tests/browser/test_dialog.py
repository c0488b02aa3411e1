"""The dialog: hits while typing, the answer on Enter, and everything by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

RECORD = """(name) => {
    window.told = [];
    document.addEventListener(name, ({ detail }) => told.push(detail));
}"""
RECORD_SPEECH = """() => {
    window.said = [];
    const { shadowRoot } = document.querySelector("askdocs-dialog");
    const region = shadowRoot.querySelector("[role=status]");
    const options = { childList: true, characterData: true, subtree: true };
    new MutationObserver(() => said.push(region.textContent)).observe(region, options);
}"""
QUESTION = "where is the cache directory"
TYPIST_MS = 200  # five keys a second


def recorded(tab, name):
    """Collects the details of an event from now on; gives the function that reads them."""
    tab.page.evaluate(RECORD, name)
    return lambda: tab.page.evaluate("window.told")


def card(tab):
    return tab.page.locator("askdocs-dialog .card")


def options(tab):
    return tab.page.get_by_role("option")


def status(tab):
    return tab.page.locator("askdocs-dialog [role=status]")


def test_an_empty_field_offers_questions_that_the_pages_answer(fake):
    tab = fake().at().open()
    tab.page.get_by_role("button", name="How do I clear the cache?").click()
    expect(card(tab)).to_contain_text("Answer")
    expect(tab.field).to_have_value("How do I clear the cache?")


def test_typing_shows_hits_with_the_questions_words_emphasised(fake):
    tab = fake().at().open()
    tab.field.fill("clearing cache")
    expect(options(tab)).to_have_count(4)
    expect(options(tab).nth(1).locator("mark").first).to_have_text("Clearing")
    assert card(tab).count() == 0


def test_a_typist_triggers_no_fetch_before_the_pause(fake):
    tab = fake().at().open()
    tab.field.press_sequentially("cache dir", delay=TYPIST_MS)
    assert tab.shards() == []
    expect(options(tab)).to_have_count(4)
    assert tab.shards() == ["askdocs/shard-cache_dir.bin"]


def test_what_is_cached_is_searched_within_a_moment(fake):
    tab = fake().at().open()
    tab.field.fill("cache")
    expect(options(tab)).to_have_count(4)
    tab.field.fill("nothing")
    expect(options(tab)).to_have_count(0)
    tab.field.fill("cache")
    tab.page.wait_for_timeout(60)
    assert options(tab).count() == 4


def test_a_late_answer_does_not_replace_a_newer_one(fake):
    tab = fake().at().open().ask("slow unknown")
    tab.ask("cache")
    tab.page.wait_for_timeout(1000)
    expect(card(tab).locator("h2")).to_have_text("Answer")


def test_the_hits_of_one_page_stand_together(fake):
    tab = fake().at().open()
    tab.field.fill("cache")
    group = tab.page.get_by_role("group", name="Caching")
    expect(group.get_by_role("option")).to_have_count(2)


def test_arrow_keys_choose_and_enter_follows(fake):
    tab = fake().at().open()
    tab.field.fill("cache")
    expect(tab.field).to_have_attribute("aria-expanded", "true")
    tab.field.press("ArrowDown")
    tab.field.press("ArrowDown")
    expect(options(tab).nth(1)).to_have_attribute("aria-selected", "true")
    active = tab.field.get_attribute("aria-activedescendant")
    assert active == options(tab).nth(1).get_attribute("id")
    tab.field.press("Enter")
    tab.page.wait_for_url("**/concepts/cache.html#clearing*")


def test_the_arrow_keys_come_back_to_the_field(fake):
    tab = fake().at().open()
    tab.field.fill("cache")
    expect(options(tab)).to_have_count(4)
    tab.field.press("ArrowUp")
    expect(options(tab).nth(3)).to_have_attribute("aria-selected", "true")
    tab.field.press("ArrowDown")
    assert tab.field.get_attribute("aria-activedescendant") is None


def test_an_answer_shows_each_part_as_what_it_is_and_cites_it(fake):
    tab = fake().at().open().ask(QUESTION)
    expect(card(tab).locator("li").first).to_have_text("A temporary one, with --no-cache")
    expect(card(tab).get_by_role("columnheader")).to_have_text(["Name", "Default"])
    expect(card(tab).locator("pre")).to_have_text("tool cache clean\ntool cache prune")
    expect(card(tab).locator(".chip")).to_have_text(["1", "2"])
    chip = tab.page.get_by_role("link", name="Source 1: Caching › Cache directory")
    assert chip.get_attribute("href").startswith(
        f"{tab.site.url}concepts/cache.html#directory:~:text="
    )


def test_a_citation_previews_its_section(fake):
    tab = fake().at().open().ask(QUESTION)
    card(tab).locator(".chip").first.hover()
    expect(card(tab).locator(".preview").first).to_contain_text("Caching › Cache directory")
    expect(card(tab).locator(".preview").first).to_be_visible()


def test_a_question_outside_the_docs_is_told_so_with_a_way_out(fake):
    tab = fake().at().open()
    told = recorded(tab, "askdocs:notfound")
    tab.ask("unknown matter")
    expect(card(tab)).to_contain_text("Not in these docs")
    expect(tab.page.get_by_role("link", name="Ask elsewhere")).to_have_attribute(
        "href", "https://example.org/issues"
    )
    expect(options(tab)).to_have_count(4)
    assert [detail["question"] for detail in told()] == ["unknown matter"]


def test_an_uncertain_answer_is_marked_as_such(fake):
    tab = fake().at().open().ask("perhaps the cache")
    expect(card(tab)).to_contain_text("Likeliest passage")


def test_suggestions_are_asked_by_a_click(fake):
    tab = fake().at().open().ask("unknown")
    tab.page.get_by_role("button", name="Where is the cache directory?").click()
    expect(card(tab).locator("h2")).to_have_text("Answer")


def test_the_answer_is_copied_as_markdown_with_its_links(fake):
    tab = fake().at()
    tab.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.open().ask(QUESTION)
    tab.page.get_by_role("button", name="Copy answer").click()
    expect(tab.page.get_by_role("button", name="Copied")).to_be_visible()
    copied = tab.page.evaluate("navigator.clipboard.readText()")
    assert (
        f"1. [Caching › Cache directory](<{tab.site.url}concepts/cache.html#directory>)" in copied
    )


def test_feedback_is_an_event_and_a_reason_follows_it(fake):
    tab = fake().at().open().ask(QUESTION)
    told = recorded(tab, "askdocs:feedback")
    tab.page.get_by_role("button", name="No", exact=True).click()
    tab.page.get_by_placeholder("What was missing?").fill("Windows")
    tab.page.keyboard.press("Enter")
    expect(card(tab)).to_contain_text("Thank you.")
    refused = {"question": QUESTION, "helpful": False}
    assert told() == [refused, {**refused, "reason": "Windows"}]


def test_a_screen_reader_is_told_once_a_result_not_once_a_key(fake):
    tab = fake().at().open()
    tab.page.evaluate(RECORD_SPEECH)
    tab.field.press_sequentially("cache", delay=50)
    expect(status(tab)).to_have_text("4 results")
    assert tab.page.evaluate("said") == ["4 results"]
    tab.field.press("Enter")
    expect(status(tab)).to_contain_text("Answer: The cache directory is chosen in this order:")
    assert len(tab.page.evaluate("said")) == 2


def test_a_question_over_the_limit_is_cut_and_that_is_said(fake):
    tab = fake().at().open().ask("x" * 1500)
    expect(tab.dialog).to_contain_text("cut to its first 1000 characters")


@pytest.mark.parametrize(
    ("code", "sentence", "act"),
    [
        ("missing", "not on the server", "Reload the page"),
        ("corrupt", "arrived damaged", "Reload the page"),
        ("format", "was updated while the page was open", "Reload the page"),
        ("offline", "cannot be reached", "Try again"),
    ],
)
def test_an_error_is_a_plain_sentence_with_something_to_do(fake, code, sentence, act):
    tab = fake().at().open().ask(code)
    expect(tab.page.locator("askdocs-dialog .notice")).to_contain_text(sentence)
    expect(tab.page.get_by_role("button", name=act)).to_be_visible()


def test_what_is_found_without_a_part_of_the_index_is_shown_and_that_is_said(fake):
    tab = fake().at().open().ask("half of the cache")
    expect(card(tab)).to_be_visible()
    expect(tab.dialog).to_contain_text("something may be missing here")


def test_with_the_network_cut_what_is_cached_still_answers(fake):
    tab = fake().at().open().ask("cache")
    expect(card(tab)).to_be_visible()
    tab.site.down = True
    tab.ask("another one")
    expect(tab.page.locator("askdocs-dialog .notice")).to_contain_text("cannot be reached")
    tab.ask("cache")
    expect(card(tab)).to_be_visible()
    tab.ask("another one")
    expect(tab.page.locator("askdocs-dialog .notice")).to_contain_text("cannot be reached")
    tab.site.down = False
    tab.page.get_by_role("button", name="Try again").click()
    expect(card(tab)).to_be_visible()


def test_escape_closes_and_the_focus_returns(fake):
    tab = fake().at()
    tab.page.locator("#before").focus()
    tab.page.keyboard.press("Control+i")
    expect(tab.field).to_be_focused()
    tab.page.keyboard.press("Escape")
    expect(tab.dialog).not_to_be_visible()
    expect(tab.page.locator("#before")).to_be_focused()


def test_a_click_on_the_backdrop_closes_but_a_selection_that_ends_there_does_not(fake):
    tab = fake().at().open()
    tab.field.fill("cache")
    box = tab.field.bounding_box()
    tab.page.mouse.move(box["x"] + 60, box["y"] + 20)
    tab.page.mouse.down()
    tab.page.mouse.move(5, 5)
    tab.page.mouse.up()
    expect(tab.dialog).to_be_visible()
    tab.page.mouse.click(5, 5)
    expect(tab.dialog).not_to_be_visible()


def test_what_was_found_is_still_there_when_the_dialog_opens_again(fake):
    tab = fake().at().open().ask(QUESTION)
    expect(card(tab)).to_be_visible()
    tab.page.keyboard.press("Escape")
    tab.open()
    expect(card(tab)).to_be_visible()
    expect(tab.field).to_have_value(QUESTION)


def test_a_themes_bare_key_shortcuts_do_not_hear_the_dialog(fake):
    tab = fake().at()
    tab.page.evaluate(
        "window.heard = []; document.addEventListener('keydown', (e) => heard.push(e.key))"
    )
    tab.open().field.press_sequentially("sf/")
    assert tab.page.evaluate("heard") == []


def test_the_sites_own_search_keeps_its_shortcut(fake):
    tab = fake().at().open()
    tab.page.evaluate(
        "window.heard = []; document.addEventListener('keydown', (e) => heard.push(e.key))"
    )
    tab.page.keyboard.press("Control+k")
    expect(tab.dialog).not_to_be_visible()
    assert "k" in tab.page.evaluate("heard")


def test_the_author_s_texts_replace_the_english_ones(fake):
    ui = {"texts": {"placeholder": "Frag etwas", "count": "{count} Treffer", "said_answer": 7}}
    tab = fake(manifest={"ui": ui, "language": "de"}).at().open()
    expect(tab.field).to_have_attribute("placeholder", "Frag etwas")
    expect(tab.page.locator("askdocs-dialog")).to_have_attribute("lang", "de")


def test_markup_in_hits_and_answers_stays_text(fake):
    evil = "<img src=x onerror=alert(1)><b>bold</b>"
    hit = {
        "url": "a.html#x",
        "page": "a.html",
        "anchor": "x",
        "title": evil,
        "headings": [evil],
        "excerpt": evil,
        "score": 1,
    }
    parts = [{"kind": "text", "text": evil, "citation": 0}]
    tab = fake(manifest={"hits": [hit], "parts": parts}).at().open().ask("cache <b>")
    expect(card(tab).locator("p")).to_contain_text(evil)
    assert tab.page.locator("askdocs-dialog img, askdocs-dialog .hit b").count() == 0


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://example.com/", "data:text/html,x"])
def test_a_hit_of_another_origin_is_no_link(fake, url):
    hit = {
        "url": url,
        "page": "a",
        "anchor": "",
        "title": "A",
        "headings": ["A"],
        "excerpt": "a",
        "score": 1,
    }
    tab = fake(manifest={"hits": [hit], "parts": []}).at().open()
    tab.field.fill("cache")
    expect(options(tab)).to_have_count(1)
    assert options(tab).get_attribute("href") is None
