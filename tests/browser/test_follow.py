"""Following a citation: the page opens at its heading, the passage shown and marked."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

UNDER_CLEARING = """() => {
    const [{ startContainer }] = CSS.highlights.get("askdocs");
    const order = document.getElementById("clearing").compareDocumentPosition(startContainer);
    return (order & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}"""
MARKED = """() => {
    const ranges = [...(CSS.highlights.get("askdocs") ?? [])];
    return ranges.map(String).join("|").replace(/\\s+/g, " ");
}"""

QUOTED = "The|cache directory|is chosen in this order:|A temporary one, with|--no-cache|The one of|TOOL_CACHE_DIR"


def marked(tab):
    """The words that are marked, once any are."""
    for _ in range(50):
        words = tab.page.evaluate(MARKED)
        if words:
            return words
        tab.page.wait_for_timeout(50)
    return ""


def follow(tab, name):
    tab.page.get_by_role("option", name=name).click()
    return tab


def test_a_citation_opens_its_page_with_the_passage_marked(fake):
    tab = fake().at().open().ask("cache")
    tab.page.get_by_role("link", name="Source 1").first.click()
    tab.page.wait_for_url("**/concepts/cache.html#directory*")
    assert marked(tab) == QUOTED
    expect(tab.page.locator("ol")).to_be_in_viewport()


def test_the_passage_is_sought_under_its_own_heading_first(fake):
    tab = follow_to_clearing(fake)
    assert tab.page.evaluate(UNDER_CLEARING)


def follow_to_clearing(fake):
    tab = fake().at().open()
    tab.field.fill("cache")
    follow(tab, "Clearing the cache")
    tab.page.wait_for_url("**/concepts/cache.html#clearing*")
    assert marked(tab).startswith("To clear the cache")
    return tab


def test_a_passage_on_the_page_that_is_open_needs_no_load(fake):
    tab = fake().at("concepts/cache.html").open()
    tab.field.fill("cache")
    expect(tab.page.get_by_role("option")).to_have_count(4)
    tab.page.evaluate("window.same = true")
    follow(tab, "Cache directory")
    assert marked(tab).startswith("The|cache directory")
    assert tab.page.evaluate("window.same")
    expect(tab.dialog).not_to_be_visible()
    expect(tab.page.locator("#directory")).to_be_in_viewport()


def test_a_passage_in_closed_details_is_opened(fake):
    tab = fake().at().open()
    tab.field.fill("cache")
    follow(tab, "Folded")
    assert marked(tab) == "A passage inside closed details."
    expect(tab.page.get_by_text("A passage inside")).to_be_in_viewport()


def test_a_passage_in_a_tab_in_the_back_is_brought_forward(fake):
    tab = fake().at().open()
    tab.field.fill("cache")
    follow(tab, "Tabs")
    assert marked(tab) == "Use the winget package on Windows."
    expect(tab.page.get_by_text("winget")).to_be_in_viewport()


def test_a_browser_without_custom_highlights_marks_with_elements(fake):
    tab = fake()
    tab.page.add_init_script("delete CSS.highlights")
    tab.at().open().ask("cache")
    tab.page.get_by_role("link", name="Source 1").first.click()
    expect(tab.page.locator("mark").last).to_have_text("TOOL_CACHE_DIR")


def test_what_was_followed_is_shown_once(fake):
    tab = follow_to_clearing(fake)
    tab.page.reload()
    tab.page.wait_for_timeout(200)
    assert tab.page.evaluate(MARKED) == ""


@pytest.mark.parametrize(
    "stored", ["", "{", "null", '{"url": 1}', '{"url": "http://[", "quoted": "x"}']
)
def test_damaged_storage_does_no_harm(fake, stored):
    tab = fake()
    errors = []
    tab.page.on("pageerror", lambda error: errors.append(str(error)))
    tab.at()
    tab.page.evaluate("(value) => sessionStorage.setItem('askdocs:follow', value)", stored)
    tab.page.reload()
    tab.page.wait_for_timeout(300)
    assert errors == []


def test_a_click_with_ctrl_leaves_this_tab_as_it_is(fake):
    tab = fake().at().open().ask("cache")
    tab.page.get_by_role("link", name="Source 1").first.click(modifiers=["Control"])
    expect(tab.dialog).to_be_visible()
    assert tab.page.evaluate("sessionStorage.length") == 0
