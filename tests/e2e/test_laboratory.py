"""The explorer and the Python cells on the built guide."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from askdocs_index.questions import read_questions
from support.laboratory import run_cell
from support.shared import ROOT
from support.twin import twin

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "plugin" / "widget" / "node_modules" / "axe-core" / "axe.min.js"
RUN_AXE = """async () => (await axe.run(".askdocs-lab")).violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)"""
PAGE = "guide/look-inside/"
STRICT = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:"
)
CSP = STRICT.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
QUESTION = "How do I keep answers up to date?"
READY_MS = 90_000
RANK_ALL = """
import json
from askdocs_lab import search
print(json.dumps([[hit.page + "#" + hit.anchor for hit in search(q, 5)] for q in json.loads({})]))
"""


def guide_questions():
    files = sorted((ROOT / "tests/guide").glob("*.jsonl"))
    return [question.question for file in files for question in read_questions(file)]


def ranked_by_the_widget(index):
    found = twin("search", str(index), given=guide_questions())
    return [[f"{hit['page']}#{hit['anchor']}" for hit in hits[:5]] for hits in found]


def explored(reader, question):
    reader.page.get_by_label("Question", exact=True).fill(question)
    reader.page.get_by_role("button", name="Look inside").click()
    table = reader.page.get_by_role("region", name="Ranking")
    expect(table).to_be_visible()
    return table


def sections(table):
    return [link.get_attribute("href").split("#")[0] for link in table.get_by_role("link").all()]


def slide(reader, label, value):
    reader.page.get_by_label(label).fill(str(value))


def findings(reader):
    reader.page.evaluate(AXE.read_text("utf-8"))
    return reader.page.evaluate(RUN_AXE)


@pytest.fixture
def explorer(guide, visit):
    return visit(guide, "/some/docs/", csp=STRICT).at(PAGE)


def test_the_explorer_ranks_as_the_search_does(explorer):
    table = explored(explorer, QUESTION)
    hits = explorer.call("search", QUESTION)["hits"]
    links = [link.get_attribute("href") for link in table.get_by_role("link").all()]
    assert links == [hit["url"] for hit in hits]
    expect(explorer.page.locator(".askdocs-lab-status").first).to_contain_text(
        "were fetched for it"
    )
    assert explorer.complaints == []


def test_a_slider_ranks_anew_and_the_button_puts_it_back(explorer):
    table = explored(explorer, QUESTION)
    usual = sections(table)
    slide(explorer, "Weight of the vectors", 1)
    parts = [bar.get_attribute("aria-label") for bar in table.get_by_role("img").all()]
    assert not any("BM25" in part for part in parts)
    slide(explorer, "BM25 k1", 0)
    explorer.page.get_by_role("button", name="As this site has them").click()
    assert sections(table) == usual


def test_the_explorer_costs_no_other_page_a_request(guide, visit):
    reader = visit(guide, csp=STRICT).at("faq/").open().ask(QUESTION)
    expect(reader.card).to_be_visible()
    assert not any("explorer" in url or "/lab/" in url for url in reader.asked)


def test_the_explorer_comes_with_instant_navigation(guide, visit):
    reader = visit(guide, csp=STRICT).at("guide/this-site/")
    reader.page.get_by_role("link", name="Look inside the retriever").first.click()
    expect(explored(reader, QUESTION)).to_be_visible()


def test_a_lost_index_is_told(explorer, guide):
    for path in guide.glob("askdocs/terms-*"):
        explorer.site.broken[f"askdocs/{path.name}"] = None
    explorer.page.get_by_role("button", name="Look inside").click()
    expect(explorer.page.locator(".askdocs-lab-status").first).to_contain_text("404")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_the_explorer(explorer, scheme):
    explorer.page.emulate_media(color_scheme=scheme)
    explored(explorer, QUESTION)
    assert findings(explorer) == []


def test_the_explorer_counts_what_the_index_holds(guide):
    for rows in twin("explore", str(guide / "askdocs"), given=guide_questions()):
        for stored, counted in rows:
            assert counted == pytest.approx(stored, abs=0.5 / 255)  # an impact has eight bits


@pytest.mark.slow
def test_python_in_node_ranks_as_the_widget_does(guide):
    index = guide / "askdocs"
    code = RANK_ALL.format(repr(json.dumps(guide_questions())))
    assert json.loads(run_cell(index, code)) == ranked_by_the_widget(index)


@pytest.fixture
def cells(laboratory_guide, visit):
    """The page with its cells, Python not yet started."""
    return visit(laboratory_guide, "/some/docs/", csp=CSP).at(PAGE)


def started(reader):
    reader.page.get_by_role("button", name="Start Python (").click()
    expect(reader.page.get_by_text("Python is ready")).to_be_visible(timeout=READY_MS)
    return reader


def run(reader, code, cell=1):
    reader.page.get_by_role("textbox", name=f"Cell {cell}, Python").fill(code)
    reader.page.get_by_role("button", name=f"Run cell {cell}").click()
    return reader.page.get_by_role("log", name=f"Cell {cell}, output")


def ended(reader, cell=1):
    stop = reader.page.get_by_role("button", name=f"Stop cell {cell}")
    expect(stop).to_be_hidden(timeout=READY_MS)


def test_nothing_of_python_is_fetched_before_it_is_wanted(cells):
    expect(cells.page.get_by_role("button", name="Start Python (12.")).to_be_enabled()
    expect(cells.page.get_by_role("button", name="Run cell 1")).to_be_disabled()
    assert not any(url.endswith((".wasm", ".zip", ".whl", ".mjs")) for url in cells.asked)


def test_python_in_chromium_ranks_as_the_widget_does(cells, laboratory_guide):
    started(cells)
    log = run(cells, RANK_ALL.format(repr(json.dumps(guide_questions()))))
    ended(cells)
    assert json.loads(log.text_content()) == ranked_by_the_widget(laboratory_guide / "askdocs")
    assert cells.complaints == []
    assert findings(cells) == []


@pytest.mark.slow
def test_the_cells_run_as_they_are_written(cells):
    started(cells)
    quick = cells.page.get_by_role("textbox", name="Cell 3, Python").input_value()
    assert "measure(by_words, fused, search)" in quick
    for cell in (1, 2):
        cells.page.get_by_role("button", name=f"Run cell {cell}").click()
        ended(cells, cell)
        log = cells.page.get_by_role("log", name=f"Cell {cell}, output")
        expect(log).to_contain_text("1. Frequent questions > How do I keep answers up to date?")


def test_an_error_is_told_and_what_was_defined_stays(cells):
    started(cells)
    run(cells, "x = 41")
    ended(cells)
    log = run(cells, "def f(:\n  pass")
    expect(log).to_contain_text("SyntaxError")
    ended(cells)
    log = run(cells, "x +\\\n y")
    expect(log).to_contain_text("NameError: name 'y' is not defined")
    expect(log).not_to_contain_text("_pyodide")
    ended(cells)
    expect(run(cells, "x + 1")).to_have_text("42\n")
    cells.page.get_by_role("button", name="Reset cell 1").click()
    code = cells.page.get_by_role("textbox", name="Cell 1, Python")
    expect(code).to_have_value("from askdocs_lab import collection, measure, search, show\n\n"
                               f'show(search("{QUESTION}"))')  # fmt: skip


@pytest.mark.slow
def test_an_endless_loop_is_stopped_and_python_starts_anew(cells):
    started(cells)
    run(cells, "while True: print('again')")
    log = cells.page.get_by_role("log", name="Cell 1, output")
    expect(log).to_contain_text("again")
    cells.page.get_by_role("button", name="Stop cell 1").click()
    expect(log).to_contain_text("Stopped.")
    expect(cells.page.get_by_text("Python is ready")).to_be_visible(timeout=READY_MS)
    expect(run(cells, "6 * 7")).to_have_text("42\n")


@pytest.mark.slow
def test_the_cells_are_run_by_keyboard(cells):
    cells.page.get_by_role("button", name="Start Python (").focus()
    cells.page.keyboard.press("Enter")
    expect(cells.page.get_by_text("Python is ready")).to_be_visible(timeout=READY_MS)
    code = cells.page.get_by_role("textbox", name="Cell 1, Python")
    code.fill("1 + 1")
    code.press("Control+Enter")
    expect(cells.page.get_by_role("log", name="Cell 1, output")).to_have_text("2\n")
    code.press("Tab")
    expect(cells.page.get_by_role("button", name="Run cell 1")).to_be_focused()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("broken", "told"), [(None, "could not be fetched"), (b"other", "is not the file that was")]
)
def test_a_failed_download_is_told_and_can_be_tried_again(cells, broken, told):
    cells.site.broken["askdocs/lab/python_stdlib.zip"] = broken
    button = cells.page.get_by_role("button", name="Start Python (")
    button.click()
    expect(cells.page.get_by_text(told)).to_be_visible(timeout=READY_MS)
    expect(button).to_be_enabled()
    cells.site.broken.clear()
    started(cells)


def test_a_policy_without_webassembly_is_told(laboratory_guide, visit):
    reader = visit(laboratory_guide, csp=STRICT).at(PAGE)
    reader.page.get_by_role("button", name="Start Python (").click()
    expect(reader.page.get_by_text("does not allow WebAssembly")).to_be_visible()
    expect(reader.page.get_by_role("button", name="Start Python (")).to_be_enabled()


def test_a_worker_that_says_nothing_is_ended(cells):
    cells.site.broken["askdocs/lab/worker.js"] = b"onmessage = () => {};"
    cells.page.clock.install()
    cells.page.get_by_role("button", name="Start Python (").click()
    cells.page.clock.run_for(61_000)
    expect(cells.page.get_by_text("has given no sign for 60 seconds")).to_be_visible()


def test_without_the_laboratory_the_cells_are_there_to_read(explorer):
    expect(explorer.page.get_by_text("built without the laboratory")).to_be_visible()
    expect(explorer.page.get_by_text("from askdocs_lab import collection")).to_be_visible()
    expect(explorer.page.get_by_role("button", name="Run cell 1")).to_have_count(0)
