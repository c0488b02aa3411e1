"""What is read from a page, rule by rule, and what comes of bad input."""

from __future__ import annotations

import pytest

from askdocs_index.errors import InputError
from askdocs_index.model import Block, BlockKind, Page, PageSource
from askdocs_index.stages.extract import ContentSelectors, extract_page


def page_of(html: str | bytes, *, selectors: ContentSelectors | None = None) -> Page | None:
    source = PageSource("a/index.html", html.encode() if isinstance(html, str) else html)
    return extract_page(source, selectors or ContentSelectors())


def read(html: str | bytes, *, selectors: ContentSelectors | None = None) -> Page:
    page = page_of(html, selectors=selectors)
    assert page is not None
    return page


def blocks(html: str | bytes) -> list[Block]:
    return [block for section in read(html).sections for block in section.blocks]


def texts(html: str | bytes) -> list[str]:
    return [block.text for block in blocks(html)]


def anchors(html: str) -> list[str]:
    return [section.anchor for section in read(html).sections]


# Bad input


def test_a_page_without_headings_is_one_section_under_its_title() -> None:
    (section,) = read("<title>Notes - Site</title><p>Just text.</p>").sections
    assert section.headings == ("Notes",)
    assert section.anchor == ""


def test_a_page_of_only_code_is_a_code_block() -> None:
    (block,) = blocks("<pre><code class='language-c'>int main;\n\n  return;\n\n</code></pre>")
    assert block == Block(BlockKind.CODE, "int main;\n\n  return;", language="c")


@pytest.mark.parametrize("html", [b"", b"   ", b"<html><body></body></html>", b"<title>x</title>"])
def test_a_page_without_text_is_no_page(html: bytes) -> None:
    assert page_of(html) is None


def test_five_megabytes_are_read() -> None:
    paragraph = (
        "<h2 id=s>Part</h2><p>" + "words and more words " * 10 + "</p><ul><li>one<li>two</ul>"
    )
    html = paragraph * (5_000_000 // len(paragraph))
    assert len(read(html).sections) > 10_000


@pytest.mark.parametrize("tag", ["div", "ul><li", "b", "table><tr><td", "blockquote", "details"])
def test_nesting_of_any_depth_is_read(tag: str) -> None:
    html = f"<h1>Deep</h1>{f'<{tag}>' * 5_000}the bottom"
    assert "the bottom" in " ".join(texts(html))


def test_broken_html_is_read_as_a_browser_does() -> None:
    html = "<h1>T</h1><p>one<p>two <b>bold<i>both</b>italic</i><li>loose</ul></table><pre>x\n y"
    assert texts(html) == ["one", "two boldbothitalic", "loose", "x\n y"]


def test_a_heading_without_an_end_does_not_swallow_the_page() -> None:
    html = "<h1>T</h1><h2 id=a>Part <b>one</b><p>text<ul><li>item</ul><h2 id=b>Next</h2><p>more"
    assert [(s.headings[-1], s.anchor) for s in read(html).sections] == [
        ("T", ""),
        ("Part one", "a"),
        ("Next", "b"),
    ]
    assert texts(html) == ["text", "item", "more"]


@pytest.mark.parametrize(
    "html",
    [
        "<meta charset=windows-1251><p>Привет".encode("cp1251"),
        "<meta http-equiv=content-type content='text/html; charset=koi8-r'><p>Привет".encode(
            "koi8-r"
        ),
        "<p>Привет".encode(),
        "\ufeff<meta charset=latin-1><p>Привет".encode(),
        "\ufeff<p>Привет".encode("utf-16-le"),
        "<meta charset=utf-16><p>Привет".encode(),
        "<meta charset=no-such-thing><p>Привет".encode(),
        "<meta charset=base64><p>Привет".encode(),
    ],
)
def test_the_encoding_is_the_one_a_browser_uses(html: bytes) -> None:
    assert texts(html) == ["Привет"]


def test_undeclared_bytes_that_are_not_utf_8_are_windows_1252() -> None:
    assert texts("<p>Café “x”".encode("cp1252")) == ["Café “x”"]


def test_bytes_that_are_not_what_is_declared_are_replaced() -> None:
    assert texts(b"<meta charset=utf-8><p>Caf\xe9 and more") == ["Caf\ufffd and more"]


def test_a_second_element_with_an_id_gives_its_heading_the_id_above() -> None:
    html = "<h1 id=a>A</h1><h2 id=b>B</h2><h2 id=a>Again</h2><h2 id=c>C</h2>"
    assert anchors(html) == ["a", "b", "b", "c"]


def test_an_id_that_stands_first_outside_the_content_leads_nowhere_else() -> None:
    html = "<nav id=x>menu</nav><main><h1 id=top>T</h1><h2 id=x>X</h2></main>"
    assert anchors(html) == ["top", "top"]


def test_right_to_left_text_keeps_its_order() -> None:
    html = '<html lang="ar" dir="rtl"><h1 id="عنوان">عنوان</h1><p>هذا <b>نص</b> طويل.</p>'
    page = read(html)
    assert page.language == "ar"
    assert page.sections[0].anchor == "عنوان"
    assert page.sections[0].blocks[0].text == "هذا نص طويل."


def test_a_selector_that_is_not_css_is_refused() -> None:
    with pytest.raises(InputError, match=r"content selector 'a\[\['"):
        page_of("<p>x", selectors=ContentSelectors(content=("a[[",)))


# Which pages there are


def test_a_redirect_is_no_page() -> None:
    html = '<meta http-equiv="Refresh" content="0; URL=other/"><a href="other/">moved</a>'
    assert page_of(html) is None


@pytest.mark.parametrize(
    "html",
    [
        "<html data-search-exclude><p>secret",
        "<body data-search-exclude><p>secret",
        "<main data-search-exclude><p>secret</main>",
        "<h1 data-search-exclude>secret</h1><p>secret",
    ],
)
def test_a_page_excluded_as_a_whole_is_no_page(html: str) -> None:
    assert page_of(html) is None


def test_an_index_of_terms_is_no_page() -> None:
    assert page_of("<h1>Index</h1><table class='indextable genindextable'><tr><td>x") is None


# Where the text is


def test_the_authors_selector_wins() -> None:
    html = "<main><p>theme</p></main><div class=mine><p>own</p><p class=ad>ad</p></div>"
    own = ContentSelectors(content=(".none", ".mine"), ignore=(".ad",))
    assert [b.text for b in read(html, selectors=own).sections[0].blocks] == ["own"]


def test_several_roots_are_read_in_order_and_none_twice() -> None:
    html = "<div class=c>one <div class=c>two</div></div><p>no</p><div class=c>three</div>"
    own = ContentSelectors(content=(".c",))
    assert [b.text for b in read(html, selectors=own).sections[0].blocks] == ["one", "two", "three"]


def test_without_a_known_root_the_frame_is_left_out() -> None:
    html = (
        "<header><nav>menu</nav>Logo</header><aside>side</aside><div>The text.</div>"
        "<footer>foot</footer>"
    )
    assert texts(html) == ["The text."]


def test_a_card_among_several_articles_is_not_the_page() -> None:
    html = "<main><h1>All</h1><article>one</article><article>two</article></main>"
    assert texts(html) == ["one", "two"]


@pytest.mark.parametrize(
    "noise",
    [
        "<script>x</script>",
        "<template><p>x</p></template>",
        "<p hidden>x</p>",
        "<p style='color:red; display: none'>x</p>",
        "<span aria-hidden=true>x</span>",
        "<svg><text>x</text></svg>",
        "<button>x</button>",
        "<div data-askdocs>x</div>",
        "<div data-search-exclude>x</div>",
        "<nav>x</nav>",
        "<ul class=breadcrumb><li>x</ul>",
        "<noscript>x</noscript>",
        "<!-- x -->",
    ],
)
def test_what_is_no_text_is_left_out(noise: str) -> None:
    assert texts(f"<main><p>before</p>{noise}<p>after</p></main>") == ["before", "after"]


def test_an_excluded_heading_takes_the_sections_below_it_along() -> None:
    html = (
        "<h1>T</h1><h2 data-search-exclude>x</h2><p>x<h3>x</h3><ul><li>x</ul><pre>x</pre>"
        "<h2>Open</h2><p>y"
    )
    page = read(html)
    assert [s.headings[-1] for s in page.sections] == ["T", "Open"]
    assert texts(html) == ["y"]


# Titles, headings and anchors


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("<title>Page - Site</title><p>x", "Page"),
        ("<title>Page | Site</title><p>x", "Page"),
        ("<title>f — a module — Site 1.0</title><p>x", "f — a module"),
        ("<title>A well-known page</title><p>x", "A well-known page"),
        ("<title>Page - Site</title><h1>Own <b>title</b></h1>", "Own title"),
        ("<h1><img alt='The logo'></h1><p>x", "The logo"),
        ("<h1><a href='#x'>#</a></h1><p>x", "a"),
        ("<p>x", "a"),
    ],
)
def test_the_title_is_the_h1_else_the_title_without_the_sites_name(html: str, title: str) -> None:
    assert read(html).title == title


def test_headings_run_from_the_title_down_to_the_own_heading() -> None:
    html = "<p>lead<h1>T</h1><h3>deep</h3><h2>a</h2><h3>b</h3><h4>c</h4><h2>d</h2><p>x"
    assert [s.headings for s in read(html).sections] == [
        ("T",),
        ("T",),
        ("T", "deep"),
        ("T", "a"),
        ("T", "a", "b"),
        ("T", "a", "b", "c"),
        ("T", "d"),
    ]


@pytest.mark.parametrize(
    ("html", "anchor"),
    [
        ("<h2 id=own>H</h2>", "own"),
        ("<section id=wrap><h2>H</h2></section>", "wrap"),
        ("<section id=wrap><span id=old></span><h2>H</h2></section>", "wrap"),
        ("<section id=wrap><div><h2>H</h2></div></section>", "wrap"),
        ("<h2><a id=in></a>H</h2>", "in"),
        ("<h2><a name=in></a>H</h2>", "in"),
        ("<a name=before></a><h2>H</h2>", "before"),
        ("<p id=above>text</p><h2>H</h2>", "above"),
        ("<section id=wrap><p>text</p><h2>H</h2></section>", "wrap"),
        ("<pre><a id=__codelineno-0-1></a>x</pre><h2>H</h2>", "top"),
        ("<input id=__tabbed_1_1><h2>H</h2>", "top"),
        ("<h2 id=''>H</h2>", "top"),
    ],
)
def test_the_anchor_leads_to_the_heading(html: str, anchor: str) -> None:
    assert anchors(f"<h1 id=top>T</h1>{html}")[-1] == anchor


def test_the_lead_has_no_anchor_before_the_first_id() -> None:
    assert anchors("<p>lead</p><h1 id=t>T</h1>") == ["", "t"]


def test_a_link_to_the_heading_itself_is_not_its_text() -> None:
    for mark in ("¶", "#", "§", "🔗"):
        html = f"<h1 id=x>C# and F#<a href='#x'>{mark}</a></h1>"
        assert read(html).title == "C# and F#"


# Blocks


def test_nothing_stands_between_inline_elements_and_a_space_between_blocks() -> None:
    html = "<p><code>a</code>b<wbr>c<br>d <span>\n e</span></p><div>f<div>g</div>h</div>"
    assert texts(html) == ["abc d e", "f", "g", "h"]


def test_a_no_break_space_stays() -> None:
    assert texts("<p>10&nbsp;MB</p><p>&nbsp;</p>") == ["10\u00a0MB"]


def test_code_in_an_item_is_a_block_of_its_own_and_the_list_goes_on() -> None:
    html = "<ol><li>one:<pre>x</pre>more</li><li>two<ul><li>a</li></ul></li></ol>"
    assert [(b.kind.value, b.text) for b in blocks(html)] == [
        ("list", "one:"),
        ("code", "x"),
        ("list", "more\ntwo\na"),
    ]


def test_terms_and_their_definition_share_a_line() -> None:
    html = (
        "<dl><dt>a</dt><dt>b</dt><dd>one</dd><dd>two</dd><div><dt>c</dt><dd>three</dd></div></dl>"
    )
    assert texts(html) == ["a b one two\nc three"]


def test_a_tables_cells_are_separated_by_tabs_and_empty_rows_left_out() -> None:
    html = (
        "<table><tr><th>a<th>b<tr><td>1 <b>x</b><td><ul><li>p<li>q</ul><tr><td><td><tr><td><td>z"
        "</table>"
    )
    (block,) = blocks(html)
    assert block == Block(BlockKind.TABLE, "a\tb\n1 x\tp q\n\tz", header_rows=1)


def test_a_table_that_only_arranges_is_read_cell_by_cell() -> None:
    html = "<table role=presentation><tr><td>one<td><ul><li>two</ul></table>"
    assert [(b.kind.value, b.text) for b in blocks(html)] == [("text", "one"), ("list", "two")]


def test_an_image_is_a_block_without_text_under_its_words() -> None:
    html = "<p>before <img alt='A  chart'> after</p><img alt=''>"
    assert blocks(html) == [
        Block(BlockKind.TEXT, "before after"),
        Block(BlockKind.TEXT, "", "A chart"),
    ]


@pytest.mark.parametrize(
    ("html", "language"),
    [
        ("<pre><code class='language-Py'>x</code></pre>", "py"),
        (
            "<div class='highlight-rust notranslate'><div class=highlight><pre>x</pre></div></div>",
            "rust",
        ),
        ("<div class='language-c++ highlight'><pre><code>x</code></pre></div>", "c++"),
        ("<pre class='brush: js'>x</pre>", "js"),
        ("<div class='highlight-default'><pre>x</pre></div>", ""),
        ("<div class=highlight><pre>x</pre></div>", ""),
    ],
)
def test_the_language_of_code_is_what_the_highlighter_calls_it(html: str, language: str) -> None:
    assert blocks(html)[0].language == language


def test_code_keeps_its_line_breaks_and_indentation() -> None:
    html = "<pre>\n  a<br>  b\r\n\tc  </pre>"
    assert texts(html) == ["  a\n  b\n\tc"]


def test_labels_of_nested_elements_are_joined() -> None:
    html = (
        "<details><summary>More</summary><div class='admonition tip'>"
        "<p class=admonition-title>Tip</p><p>x</p></div></details><p>y</p>"
    )
    assert [(b.text, b.label) for b in blocks(html)] == [
        ("More", ""),
        ("x", "More › Tip"),
        ("y", ""),
    ]


def test_a_heading_in_a_summary_begins_a_section() -> None:
    html = "<h1>T</h1><details><summary><h2 id=q>Question?</h2></summary><p>Answer.</p></details>"
    assert read(html).sections[-1].headings == ("T", "Question?")
