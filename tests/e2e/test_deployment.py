"""A tab that is open while the site is built anew."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

OLD, NEW = "twenty percent", "thirty-three percent"
QUESTION = "What discount do sailing schools get?"


@pytest.fixture
def reader(handbook, visit):
    """The dialog on the first version, with its manifest and no shard."""
    return visit(handbook).open()


@pytest.fixture
def deploy(handbook, askdocs, tmp_path):
    """deploy(): the page on fees has changed, and the old hash-named shards are gone."""

    def change():
        before = set((handbook / "askdocs").glob("*.bin"))
        page = handbook / "boats/fees/index.html"
        page.write_text(page.read_text("utf-8").replace(OLD, NEW), "utf-8")
        askdocs("build", handbook, "--encoder", "fast", cwd=tmp_path)
        assert before - set((handbook / "askdocs").glob("*.bin"))

    return change


def test_the_old_tab_answers_from_the_new_pages(reader, deploy):
    deploy()
    reader.ask(QUESTION)
    expect(reader.card).to_contain_text(NEW)
    assert "something may be missing" not in reader.dialog.inner_text()


def test_the_old_tabs_calls_answer_from_the_new_pages(reader, deploy):
    deploy()
    answer = reader.call("ask", QUESTION)
    assert NEW in answer["parts"][0]["text"]
    assert "incomplete" not in answer


def test_what_the_old_tab_has_read_is_still_answered(reader, deploy):
    reader.ask(QUESTION)
    expect(reader.card).to_contain_text(OLD)
    deploy()
    reader.ask(QUESTION + "?")
    expect(reader.card).to_contain_text("sailing schools", ignore_case=True)


def test_a_citation_of_an_answer_from_before_still_leads_to_its_heading(reader, deploy):
    reader.ask(QUESTION)
    expect(reader.card).to_contain_text(OLD)
    deploy()
    reader.card.locator(".chip").first.click()
    reader.page.wait_for_url("**/boats/fees/#discount*")
    expect(reader.page.locator("#discount")).to_be_in_viewport()


def test_a_site_that_lost_its_index_is_said_to_be_so(reader, handbook, askdocs, tmp_path):
    askdocs("remove", handbook, cwd=tmp_path)
    reader.ask(QUESTION)
    expect(reader.notice).to_contain_text("not on the server")
