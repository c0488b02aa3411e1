"""`window.askdocs` on a real site, word for word as the manual promises it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

QUESTIONS = Path(__file__).parents[1] / "guide" / "questions.jsonl"
EVERY = 9  # of the guide's questions is asked here; `askdocs eval` asks them all
HIT = {"url", "page", "anchor", "title", "headings", "excerpt", "score"}
ANSWER = {"status", "confidence", "parts", "hits", "suggestions"}
PART = {"kind", "text", "citation"}
RECORD = """() => {
    window.told = [];
    for (const name of ["open", "answer", "notfound", "feedback"])
        document.addEventListener(`askdocs:${name}`, ({ type, detail }) => told.push([type, detail]));
}"""
SECTION = """async ([url, id]) => {
    const page = new DOMParser().parseFromString(await (await fetch(url)).text(), "text/html");
    for (const mark of page.querySelectorAll(".headerlink, script, style")) mark.remove();
    const content = page.querySelector("article, main");
    const stops = [...content.querySelectorAll("h1, h2, h3, h4, h5, h6")];
    const start = id ? page.getElementById(id) : content;
    const next = stops.find((stop) => stop !== start && !start.contains(stop)
        && start.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING);
    const range = page.createRange();
    range.setStartBefore(start);
    if (next) range.setEndBefore(next); else range.setEndAfter(content);
    return range.toString();
}"""


def packed(text):
    return "".join(text.split())


def asked():
    lines = QUESTIONS.read_text("utf-8").splitlines()[::EVERY]
    return [json.loads(line)["question"] for line in lines]


@pytest.fixture(scope="module")
def on_handbook(built_handbook, visit_once):
    return visit_once(built_handbook)


@pytest.fixture(scope="module")
def on_guide(guide, visit_once):
    return visit_once(guide, csp=None, bare=True)


@pytest.fixture
def reader(built_handbook, visit):
    return visit(built_handbook)


def found(reader, question):
    """The first hit."""
    return reader.call("search", question)["hits"][0]


def test_it_is_there_by_domcontentloaded(built_handbook, visit):
    reader = visit(built_handbook)
    reader.page.add_init_script(
        "addEventListener('DOMContentLoaded', () => (window.seen = typeof window.askdocs?.ask))"
    )
    assert reader.at("crew/radio.html").page.evaluate("window.seen") == "function"


def test_ready_is_askdocs_itself(on_handbook):
    assert on_handbook.page.evaluate("askdocs.ready.then((ready) => ready === window.askdocs)")


def test_a_search_has_the_fields_of_the_contract(on_handbook):
    assert set(on_handbook.call("search", "berth fees")) == {"hits"}


def test_a_hit_has_the_fields_of_the_contract(on_handbook):
    assert set(found(on_handbook, "berth fees")) == HIT


def test_an_answer_has_the_fields_of_the_contract(on_handbook):
    assert set(on_handbook.call("ask", "Who gets a discount on berth fees?")) == ANSWER


def test_a_part_has_the_fields_of_the_contract(on_handbook):
    parts = on_handbook.call("ask", "Who gets a discount on berth fees?")["parts"]
    assert {frozenset(part) for part in parts} == {frozenset(PART)}


def test_a_page_keeps_its_spaces_and_its_address_escapes_them(on_handbook):
    hit = found(on_handbook, "how thick is a mooring line")
    assert (hit["page"], hit["url"].partition("#")[0]) == (
        "boats/mooring lines.html",
        f"{on_handbook.site.url}boats/mooring%20lines.html",
    )


def test_an_anchor_is_decoded_and_its_address_is_not(on_handbook):
    hit = found(on_handbook, "how thick is a mooring line")
    assert (hit["anchor"], hit["url"].partition("#")[2]) == (
        "größe & länge",
        "gr%C3%B6%C3%9Fe%20%26%20l%C3%A4nge",
    )


def test_a_heading_without_an_id_has_the_nearest_id_above(on_handbook):
    hit = found(on_handbook, "tie the bow line first")
    assert (hit["headings"], hit["anchor"]) == (["Mooring lines", "Tying up"], "größe & länge")


def test_before_the_first_id_of_a_page_there_is_no_anchor(on_handbook):
    hit = found(on_handbook, "radio channel 12")
    assert (hit["anchor"], hit["url"]) == ("", f"{on_handbook.site.url}crew/radio.html")


def test_a_folders_page_keeps_its_index_and_its_address_does_not(on_handbook):
    hit = found(on_handbook, "discount for sailing schools")
    assert (hit["page"], hit["url"]) == (
        "boats/fees/index.html",
        f"{on_handbook.site.url}boats/fees/#discount",
    )


def test_the_title_is_the_h1_and_headings_run_down_to_the_sections_own(on_handbook):
    hit = found(on_handbook, "discount for sailing schools")
    assert (hit["title"], hit["headings"]) == ("Berth fees", ["Berth fees", "Discounts"])


def test_a_table_is_quoted_with_tabs_and_lines(on_handbook):
    parts = on_handbook.call("ask", "What is the price a night for 12 metres?")["parts"]
    assert "Length of the boat\tPrice a night" in [
        line for part in parts if part["kind"] == "table" for line in part["text"].split("\n")
    ]


def test_code_is_quoted_with_its_white_space(on_handbook):
    question = "What is the command to call the harbour master by radio?"
    parts = on_handbook.call("ask", question)["parts"]
    code = [part["text"] for part in parts if part["kind"] == "code"]
    assert code == ['radio --channel 12 \\\n    --call "harbour master"']


@pytest.mark.parametrize(("limit", "count"), [(1, 1), (50, 50), (500, 50)])
def test_a_limit_is_honoured_to_fifty(on_guide, limit, count):
    assert len(on_guide.call("search", "model", {"limit": limit})["hits"]) == count


def test_without_a_limit_there_are_ten_hits(on_guide):
    assert len(on_guide.call("search", "model")["hits"]) == 10


def test_no_section_is_hit_twice(on_guide):
    hits = on_guide.call("search", "model", {"limit": 50})["hits"]
    sections = [(hit["page"], hit["anchor"], *hit["headings"]) for hit in hits]
    assert len(set(sections)) == len(sections)


def test_hits_come_best_first(on_guide):
    hits = on_guide.call("search", "model", {"limit": 50})["hits"]
    scores = [hit["score"] for hit in hits]
    assert scores == sorted(scores, reverse=True)


def test_what_is_quoted_stands_in_the_section_it_is_cited_from(on_guide):
    strangers = []
    for question in asked():
        answer = on_guide.call("ask", question)
        for part in answer["parts"]:
            hit = answer["hits"][part["citation"]]
            text = on_guide.page.evaluate(SECTION, [hit["url"], hit["anchor"]])
            if packed(part["text"]) not in packed(text):
                strangers.append((question, hit["url"], part["text"]))
    assert strangers == []


def test_excerpts_stand_in_their_sections_and_are_short(on_guide):
    for hit in on_guide.call("search", asked()[0])["hits"]:
        text = on_guide.page.evaluate(SECTION, [hit["url"], hit["anchor"]])
        excerpt = hit["excerpt"].strip("…")
        assert len(hit["excerpt"]) <= 300, hit
        assert packed(excerpt) in packed(text), hit


def test_a_call_and_the_dialog_tell_of_an_answer_alike(reader):
    reader.page.evaluate(RECORD)
    question = "Who gets a discount on berth fees?"
    answer = reader.call("ask", question)
    reader.page.evaluate("(question) => askdocs.open(question)", question)
    expect(reader.card).to_be_visible()
    told = {"question": question, "answer": answer}
    assert reader.page.evaluate("told") == [
        ["askdocs:answer", told],
        ["askdocs:open", {"question": question}],
        ["askdocs:answer", told],
    ]


def test_a_call_and_the_dialog_tell_that_nothing_was_found_alike(reader):
    reader.page.evaluate(RECORD)
    reader.call("ask", "xylophone quartet")
    reader.open().ask("xylophone quartet")
    expect(reader.card).to_contain_text("Not in these docs")
    names = [name for name, _ in reader.page.evaluate("told")]
    assert names == ["askdocs:notfound", "askdocs:open", "askdocs:notfound"]


def test_close_closes_the_dialog(reader):
    reader.open().page.evaluate("askdocs.close()")
    expect(reader.dialog).not_to_be_visible()
