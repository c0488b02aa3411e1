"""Everyone can use it, and it keeps to itself: axe-core, phones, colours, CSP, other origins."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "plugin" / "widget" / "node_modules" / "axe-core" / "axe.min.js"
DARK = "body { background: #14161c; color: #eee }"
RUN_AXE = """async () => {
    const { violations } = await axe.run(document, { resultTypes: ["violations"] });
    return violations.filter(({ impact }) => impact === "serious" || impact === "critical")
        .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}"""


def findings(tab):
    tab.page.wait_for_timeout(300)  # a fading colour has not its final contrast
    tab.page.evaluate(AXE.read_text("utf-8"))
    return tab.page.evaluate(RUN_AXE)


@pytest.mark.parametrize("style", ["", DARK], ids=["light", "dark"])
@pytest.mark.parametrize("question", ["", "cache", "perhaps", "unknown", "corrupt"])
def test_axe_has_no_serious_finding(fake, question, style):
    tab = fake(style=style).at().open()
    if question:
        tab.ask(question)
        expect(tab.page.locator("askdocs-dialog .card, askdocs-dialog .notice")).to_be_visible()
    assert findings(tab) == []


def test_axe_has_no_serious_finding_while_a_hit_is_chosen(fake):
    tab = fake().at().open()
    tab.field.fill("cache")
    expect(tab.page.get_by_role("option")).to_have_count(4)
    tab.field.press("ArrowDown")
    assert findings(tab) == []


@pytest.mark.parametrize(("style", "scheme"), [("", "light"), (DARK, "dark")])
def test_the_dialog_is_as_dark_as_the_page(fake, style, scheme):
    tab = fake(style=style)
    tab.page.emulate_media(color_scheme="dark")  # the page says nothing of it, so it does not count
    tab.at().open()
    expect(tab.page.locator("askdocs-dialog")).to_have_attribute("data-scheme", scheme)


def test_on_a_phone_the_dialog_is_a_sheet_of_full_height(fake):
    tab = fake()
    tab.page.set_viewport_size({"width": 390, "height": 844})
    tab.at().open().ask("cache")
    expect(tab.page.locator("askdocs-dialog .card")).to_be_visible()
    assert tab.dialog.bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 844}
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_nothing_moves_for_a_reader_who_asks_for_that(fake):
    tab = fake()
    tab.page.emulate_media(reduced_motion="reduce")
    tab.at().open().ask("slow cache")
    tab.page.wait_for_timeout(200)
    assert tab.page.evaluate("document.getAnimations().length") == 0


def test_tab_reaches_everything_and_stays_in_the_dialog(fake):
    tab = fake().at().open().ask("cache")
    expect(tab.page.locator("askdocs-dialog .card")).to_be_visible()
    names = set()
    for _ in range(30):
        tab.page.keyboard.press("Tab")
        names.add(tab.page.evaluate(ACTIVE))
    wanted = {"Ask", "Close", "Source 1: Caching › Cache directory", "Copy answer", "Yes", "No"}
    assert wanted <= names
    assert "Before" not in names


ACTIVE = """() => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    return active?.ariaLabel ?? active?.textContent ?? "";
}"""


def test_it_runs_under_default_src_self_and_asks_no_other_origin(fake):
    tab = fake()
    foreign, complaints = [], []
    tab.page.on("request", lambda request: foreign.append(request.url))
    tab.page.on("console", lambda message: complaints.append(message.text))
    tab.at("concepts/cache.html").open().ask("cache")
    tab.page.get_by_role("link", name="Source 2").first.click()
    tab.page.wait_for_timeout(300)
    assert [url for url in foreign if not url.startswith(tab.site.url)] == []
    assert [text for text in complaints if "Content Security Policy" in text] == []


def test_right_to_left_pages_have_their_dialog_the_same_way(fake):
    tab = fake().at("rtl.html").open()
    close = tab.page.get_by_role("button", name="Close").bounding_box()
    assert close["x"] < tab.field.bounding_box()["x"]
