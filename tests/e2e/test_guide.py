"""This project's own site: a question, its answer, its citation; anywhere, by keyboard, for all."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "plugin" / "widget" / "node_modules" / "axe-core" / "axe.min.js"
RUN_AXE = """async () => {
    const { violations } = await axe.run("askdocs-launcher, askdocs-dialog");
    return violations.filter(({ impact }) => impact === "serious" || impact === "critical")
        .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}"""
# The theme's own inline scripts and styles need as much; nothing may come from elsewhere.
GUIDES_CSP = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:"
)
QUESTION = "How does LoRA reduce the cost of training a large model?"
NONSENSE = "Who won the football match between Brazil and Norway yesterday evening?"
ACTIVE = """() => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    return active?.ariaLabel ?? active?.textContent ?? "";
}"""


def packed(text):
    return "".join(text.split())


def anchor_of(url):
    return unquote(urlsplit(url).fragment.partition(":~:")[0])


def test_an_answer_is_quoted_from_the_guide(guide, visit):
    reader = visit(guide, csp=GUIDES_CSP).open().ask(QUESTION)
    expect(reader.card).to_contain_text("LoRA")
    expect(reader.card.locator(".chip").first).to_be_visible()


@pytest.mark.parametrize("mount", ["/", "/some/docs/"])
def test_a_citation_leads_to_its_heading_with_the_passage_marked(guide, visit, mount):
    reader = visit(guide, mount, GUIDES_CSP).open().ask(QUESTION)
    chip = reader.card.locator(".chip").first
    href = chip.get_attribute("href")
    answer = reader.call("ask", QUESTION)
    cited = answer["parts"][0]["citation"]
    quoted = [part["text"] for part in answer["parts"] if part["citation"] == cited]
    chip.click()
    reader.page.wait_for_url(lambda url: urlsplit(url).path == urlsplit(href).path)
    expect(reader.page.locator(f"[id='{anchor_of(href)}']")).to_be_attached()
    marked = reader.marked()
    assert marked
    assert marked in packed("".join(quoted))


def test_every_address_of_a_sub_path_begins_with_it(guide, visit):
    reader = visit(guide, "/some/docs/", GUIDES_CSP).at("guide/cost/")
    hits = reader.call("search", QUESTION)["hits"]
    assert {hit["url"].startswith(f"{reader.site.url}") for hit in hits} == {True}


def test_the_404_page_answers_too(guide, visit):
    reader = visit(guide, "/askdocs/", GUIDES_CSP).at("no/such/page/").open().ask(QUESTION)
    expect(reader.card).to_contain_text("LoRA")


def test_a_question_is_asked_and_its_citation_followed_by_keyboard_alone(guide, visit):
    reader = visit(guide, csp=GUIDES_CSP)
    keyboard = reader.page.keyboard
    keyboard.press("Control+i")
    expect(reader.field).to_be_focused()
    keyboard.type(QUESTION)
    keyboard.press("Enter")
    expect(reader.card).to_be_visible()
    for _ in range(30):
        keyboard.press("Tab")
        if reader.page.evaluate(ACTIVE).startswith("Source 1"):
            break
    keyboard.press("Enter")
    reader.page.wait_for_url("**#*")
    assert reader.marked()


def test_a_question_outside_the_guide_is_told_so(guide, visit):
    reader = visit(guide, csp=GUIDES_CSP).open().ask(NONSENSE)
    expect(reader.card).to_contain_text("Not in these docs")


@pytest.mark.parametrize(
    ("question", "scheme"),
    [("", "light"), (QUESTION, "light"), (QUESTION, "dark"), (NONSENSE, "dark")],
    ids=["empty in light", "answer in light", "answer in dark", "none in dark"],
)
def test_axe_has_no_serious_finding_of_ours(guide, visit, question, scheme):
    reader = visit(guide, csp=GUIDES_CSP)
    reader.page.emulate_media(color_scheme=scheme)
    reader.open()
    if question:
        reader.ask(question)
        expect(reader.card).to_be_visible()
    reader.page.wait_for_timeout(300)  # a fading colour has not its final contrast
    reader.page.evaluate(AXE.read_text("utf-8"))
    assert reader.page.evaluate(RUN_AXE) == []


def test_nothing_is_asked_of_another_origin(guide, visit):
    reader = visit(guide, csp=None).open().ask(QUESTION)
    reader.card.locator(".chip").first.click()
    assert reader.marked()
    own = (reader.site.url, "data:", "blob:")
    assert [url for url in reader.asked if not url.startswith(own)] == []


def test_the_guide_keeps_to_its_policy(guide, visit):
    reader = visit(guide, csp=GUIDES_CSP).open().ask(QUESTION)
    reader.card.locator(".chip").first.click()
    assert reader.marked()
    assert reader.complaints == []
