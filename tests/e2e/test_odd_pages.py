"""Pages that no author is proud of: the folder is indexed, and each page's text is found."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

FIVE_MEGABYTES = 5 << 20
PROSE_BYTES = 1 << 20  # the rest is a picture, as in most pages of this size
FILLER = "<p>Sand lies beside sand, and the wind moves all of it a little further south.</p>\n"
ARABIC = "يعيش الثعلب القطبي في الشمال البعيد"


def page(body, attributes='lang="en"', head='<meta charset="utf-8">'):
    return f"<!doctype html><html {attributes}><head>{head}</head><body>{body}</body></html>"


PAGES = {
    "no headings.html": page("<p>The quetzal nests in old trees.</p>").encode(),
    "only code.html": page("<pre><code>quokka --feed all</code></pre>").encode(),
    "five megabytes.html": page(
        "<main><h1 id='t'>Sand</h1>"
        + FILLER * (PROSE_BYTES // len(FILLER))
        + f"<img alt='' src='data:image/png;base64,{'A' * (FIVE_MEGABYTES - PROSE_BYTES)}'>"
        + "<h2 id='end'>End</h2><p>The numbat eats termites.</p></main>"
    ).encode(),
    "broken.html": b"<h1 id=b>Broken<p>The okapi <b>lives <i>in</b> forests</i><table><tr><td>x",
    "wrong encoding.html": page("<h1 id='c'>Café</h1><p>Axolotls at the Café Müller.</p>").encode(
        "windows-1252"
    ),
    "undeclared encoding.html": page(
        "<h1 id='u'>Über</h1><p>Die Nüsse frißt der Siebenschläfer.</p>", head=""
    ).encode("windows-1252"),
    "sixteen bits.html": page(
        "<h1 id='p'>Pangolin</h1><p>The pangolin rolls up.</p>", head=""
    ).encode("utf-16"),
    "duplicates.html": page(
        "<h1 id='same'>Same</h1><h2 id='same'>One</h2><p>The gerenuk stands.</p>"
        "<h2 id='same'>Two</h2><p>The markhor climbs.</p>"
    ).encode(),
    "right to left.html": page(
        f"<h1 id='f'>الثعلب</h1><p>{ARABIC}.</p>", 'lang="ar" dir="rtl"'
    ).encode(),
    "empty.html": b"",
    "no text.html": page("<img src='a.png'>").encode(),
}
FOUND = {
    "quetzal nests": ("no headings.html", ""),
    "quokka feed": ("only code.html", ""),
    "numbat termites": ("five megabytes.html", "end"),
    "okapi forests": ("broken.html", "b"),
    "axolotls": ("wrong encoding.html", "c"),
    "siebenschläfer": ("undeclared encoding.html", "u"),
    "pangolin": ("sixteen bits.html", "p"),
    "gerenuk": ("duplicates.html", "same"),
    "markhor": ("duplicates.html", "same"),
    "الثعلب القطبي": ("right to left.html", "f"),
}
WORDS = {
    "quetzal": "The quetzal nests in old trees.",
    "numbat": "The numbat eats termites.",
    "siebenschläfer": "Die Nüsse frißt der Siebenschläfer.",
    "القطبي": ARABIC,
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory, askdocs):
    folder = tmp_path_factory.mktemp("odd")
    (folder / "site").mkdir()
    for name, content in PAGES.items():
        (folder / "site" / name).write_bytes(content)
    askdocs("build", "site", "--encoder", "fast", cwd=folder)
    return folder / "site"


@pytest.fixture(scope="module")
def tab(folder, visit_once):
    return visit_once(folder).at("no%20headings.html")


@pytest.mark.parametrize(("question", "place"), FOUND.items(), ids=FOUND)
def test_its_text_is_found_where_it_stands(tab, question, place):
    (hit, *_) = tab.call("search", question)["hits"]
    assert (hit["page"], hit["anchor"]) == place


@pytest.mark.parametrize(("word", "text"), WORDS.items(), ids=WORDS)
def test_its_text_is_quoted_as_it_is_read(tab, word, text):
    (hit, *_) = tab.call("search", word)["hits"]
    assert text in hit["excerpt"]


@pytest.mark.parametrize("name", PAGES)
def test_it_carries_the_assistant(tab, name):
    assert tab.at(name).page.evaluate("typeof window.askdocs?.ask") == "function"


def test_a_site_without_pages_is_built_and_says_so(tmp_path, askdocs):
    (tmp_path / "site").mkdir()
    said = askdocs("build", "site", "--encoder", "fast", cwd=tmp_path).stdout
    assert "0 pages" in said
