"""A reader keeps to a version and a section."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PAGES = {
    "index.html": "<h1 id=home>Boats</h1><p>Everything about boats and their lines.</p>",
    "v1/index.html": "<h1 id=one>Release one</h1><p>Read the guide of the first release.</p>",
    "v1/guide/lines.html": "<h1 id=lines>Mooring lines</h1><p>A mooring line is made of hemp.</p>",
    "v2/guide/lines.html": "<h1 id=lines>Mooring lines</h1><p>A mooring line is made of nylon.</p>",
    "v2/api/line.html": "<h1 id=line>Line</h1><p>A mooring line object has a length.</p>",
    "v2/api/fee.html": "<h1 id=fee>Fee</h1><p>A fee object has a price in crowns.</p>",
}
FLAGS = (
    *("--versions", "v1/=1.x", "--versions", "v2/=2.x"),
    *("--sections", "*/guide/=Guides", "--sections", "*/api/=Reference"),
)


@pytest.fixture(scope="module")
def site(tmp_path_factory, write_pages, askdocs):
    folder = tmp_path_factory.mktemp("filters")
    askdocs("build", write_pages(folder / "site", PAGES), "--encoder", "fast", *FLAGS, cwd=folder)
    return folder / "site"


@pytest.fixture
def reader(site, visit):
    return visit(site)


def paths(reply) -> set[str]:
    return {hit["page"].split("/")[0] for hit in reply["hits"]}


def choice(reader, name: str):
    return reader.dialog.get_by_role("combobox", name=name, exact=True)


def test_the_version_of_the_page_is_chosen_at_first(reader):
    reader.at("v1/guide/lines.html").open()
    expect(choice(reader, "Version")).to_have_value("1.x")
    expect(choice(reader, "Section")).to_have_value("")
    reader.ask("What is a mooring line made of?")
    expect(reader.card).to_contain_text("hemp")
    expect(reader.dialog).not_to_contain_text("nylon")


def test_another_choice_asks_again_and_is_kept_on_the_next_page(reader):
    reader.at("v1/guide/lines.html").open().ask("What is a mooring line made of?")
    expect(reader.card).to_contain_text("hemp")
    choice(reader, "Version").select_option("2.x")
    expect(reader.card).to_contain_text("nylon")
    reader.at("v1/index.html").open()
    expect(choice(reader, "Version")).to_have_value("2.x")


def test_nothing_found_leads_to_the_whole_site(reader):
    reader.at("v1/index.html").open().ask("price of a fee in crowns")
    expect(reader.dialog).to_contain_text("Only 1.x was searched.")
    reader.dialog.get_by_role("button", name="Search everything").click()
    expect(reader.card).to_contain_text("A fee object has a price in crowns.")
    expect(choice(reader, "Version")).to_have_value("")


def test_a_script_keeps_to_what_it_names(reader):
    kept = {"filter": {"version": "2.x", "section": "Guides"}}
    assert paths(reader.call("search", "mooring line")) == {"index.html", "v1", "v2"}
    assert [hit["page"] for hit in reader.call("search", "mooring line", kept)["hits"]] == [
        "v2/guide/lines.html"
    ]
    assert reader.call("ask", "mooring line", {"filter": {"version": "3.x"}})["hits"] == []


def test_a_site_without_filters_shows_none(built_handbook, visit):
    reader = visit(built_handbook).open()
    reader.ask("berth fees")
    expect(reader.card).to_be_visible()
    expect(reader.dialog.locator("select")).to_have_count(0)


def test_the_command_keeps_to_them_too(site, askdocs):
    found = askdocs(
        "query", site, "mooring line", "--filter", "version=1.x", "--json", cwd=site
    ).stdout
    assert "v1/guide/lines.html" in found
    assert "v2/" not in found
    wrong = askdocs("query", site, "line", "--filter", "version=9", cwd=site, expect=2)
    assert "'1.x', '2.x'" in wrong.stderr
