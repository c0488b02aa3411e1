"""The loader: a few kilobytes on every page, and nothing else until the reader shows intent."""

from __future__ import annotations

import gzip

import pytest
from playwright.sync_api import expect

from askdocs.static import load_widget

pytestmark = pytest.mark.browser

MAX_LOADER_BYTES = 2_500
MAX_WIDGET_BYTES = 40_000
DIALOG = "askdocs/dialog-0000000001.js"
ENGINE = "askdocs/engine-0000000001.js"
MANIFEST = "askdocs/manifest.json"


def test_the_scripts_stay_within_their_budgets():
    widget = load_widget()
    largest = max((widget.engine_for(code) for code in widget.stemmers), key=len)
    assert len(gzip.compress(widget.loader)) <= MAX_LOADER_BYTES
    parts = (widget.loader, widget.dialog, largest)
    assert sum(len(gzip.compress(part)) for part in parts) <= MAX_WIDGET_BYTES


def test_a_page_loads_nothing_but_the_loader(fake):
    tab = fake().at()
    tab.page.wait_for_load_state("networkidle")
    assert [path for path in tab.site.paths() if path.startswith("askdocs")] == [
        "askdocs/askdocs.js"
    ]


def test_askdocs_is_there_by_domcontentloaded(fake):
    tab = fake().at("probe.html")
    assert tab.page.evaluate("window.seen") == "function"


def test_pointing_at_the_launcher_loads_everything_in_one_round(fake):
    tab = fake().at()
    tab.launcher.hover()
    tab.page.wait_for_load_state("networkidle")
    after = [path for path in tab.site.paths() if path.startswith("askdocs")][1:]
    assert sorted(after) == sorted([DIALOG, ENGINE, MANIFEST])


def test_the_launcher_is_a_button_that_says_what_it_is(fake):
    tab = fake().at()
    expect(tab.page.get_by_role("button", name="Ask")).to_have_attribute("aria-haspopup", "dialog")


def test_a_hidden_launcher_leaves_the_shortcut(fake):
    tab = fake(config={"launcher": {"place": "none", "label": "Ask"}}).at()
    assert tab.launcher.count() == 0
    tab.page.keyboard.press("Control+i")
    expect(tab.dialog).to_be_visible()


def test_a_selector_that_is_none_leaves_the_shortcut(fake):
    tab = fake(config={"launcher": {"place": "main[", "label": "Ask"}}).at()
    tab.page.keyboard.press("Control+i")
    expect(tab.dialog).to_be_visible()


def test_the_launcher_stands_where_the_author_says(fake):
    tab = fake(config={"launcher": {"place": "main p", "label": "Ask"}}).at()
    expect(tab.page.locator("main p askdocs-launcher button")).to_be_visible()


def test_the_shortcut_leaves_italics_in_rich_text_alone(fake):
    tab = fake().at()
    tab.page.locator("#rich").click()
    tab.page.keyboard.press("Control+i")
    tab.page.wait_for_timeout(200)
    assert tab.page.locator("askdocs-dialog").count() == 0


def test_a_bare_key_as_shortcut_is_a_letter_while_the_reader_types(fake):
    tab = fake(config={"shortcuts": {"ask": ["/"]}}).at()
    tab.page.locator("#typing").press_sequentially("A/B")
    assert tab.page.locator("#typing").input_value() == "A/B"
    tab.page.locator("#before").focus()
    tab.page.keyboard.press("/")
    expect(tab.dialog).to_be_visible()


def test_search_and_ask_work_without_the_dialog(fake):
    tab = fake().at()
    hits = tab.page.evaluate("askdocs.search('cache', {limit: 2}).then(({hits}) => hits)")
    assert [hit["anchor"] for hit in hits] == ["directory", "clearing"]
    assert hits[0]["url"] == f"{tab.site.url}concepts/cache.html#directory"
    assert tab.page.evaluate("askdocs.ask('cache').then(({status}) => status)") == "answered"
    assert tab.dialog.count() == 0 or not tab.dialog.is_visible()


def test_ready_is_askdocs_itself(fake):
    tab = fake().at()
    assert tab.page.evaluate("askdocs.ready.then((ready) => ready === window.askdocs)")


def test_an_error_of_the_engine_arrives_with_its_code(fake):
    tab = fake().at()
    error = tab.page.evaluate("askdocs.search('missing').catch(({name, code}) => [name, code])")
    assert error == ["AskdocsError", "missing"]


def test_events_are_told_for_calls_of_a_sites_own_script(fake):
    tab = fake().at()
    told = tab.page.evaluate(
        """async () => {
            const told = [];
            for (const name of ["open", "answer", "notfound"])
                document.addEventListener(`askdocs:${name}`, ({type, detail}) =>
                    told.push([type, detail.question]));
            await askdocs.ask("cache");
            await askdocs.ask("unknown");
            await askdocs.ready;
            askdocs.open();
            await new Promise((resolve) => setTimeout(resolve, 100));
            return told;
        }"""
    )
    assert told == [
        ["askdocs:answer", "cache"],
        ["askdocs:notfound", "unknown"],
        ["askdocs:open", None],
    ]


def test_a_tab_open_across_a_deployment_finds_the_new_dialog_and_engine(fake):
    tab = fake().at()
    tab.deploy("dialog", "engine")
    tab.open().ask("cache")
    expect(tab.page.locator("askdocs-dialog .card")).to_be_visible()


def test_a_gone_engine_alone_is_found_again_too(fake):
    tab = fake().at()
    tab.deploy("engine")
    tab.open().ask("cache")
    expect(tab.page.locator("askdocs-dialog .card")).to_be_visible()


def test_without_workers_the_engine_runs_in_the_page(fake):
    tab = fake()
    tab.page.add_init_script("delete window.Worker")
    tab.at().open().ask("cache")
    expect(tab.page.locator("askdocs-dialog .card")).to_be_visible()


def test_when_nothing_can_be_loaded_the_launcher_says_so(fake):
    tab = fake().at()
    tab.site.down = True
    tab.launcher.click()
    expect(tab.page.locator("askdocs-launcher [role=alert]")).to_contain_text("could not be loaded")
    error = tab.page.evaluate("askdocs.ready.catch(({name, code}) => [name, code])")
    assert error[0] == "AskdocsError"
    tab.site.down = False
    tab.launcher.click()
    expect(tab.dialog).to_be_visible()


def test_a_site_in_a_sub_path_finds_its_files(fake):
    tab = fake(mount="/docs/v1/").at("concepts/cache.html")
    tab.open().ask("cache")
    expect(tab.page.locator("askdocs-dialog .card")).to_be_visible()
