"""The loader is put on pages of any kind, once, and taken out again to the byte."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askdocs.inject import (
    CLOSE,
    OPEN,
    clean_site,
    cleaned,
    inject_site,
    injected,
    root_of,
    template,
)
from askdocs_index.errors import InputError

MARK = f"{OPEN}<script src=x></script>{CLOSE}"
PIECES = [
    "<head>",
    "</head>",
    "<body>",
    "</BODY>",
    "<!-- </head> -->",
    "<script>'</head>'</script>",
]

PAGES = {
    "with a head": b"<html><head><title>a</title></head><body>x</body></html>",
    "with line ends of Windows": b"<html>\r\n<head>\r\n</head>\r\n<body></body>\r\n</html>\r\n",
    "in capitals": b"<HTML><HEAD></HEAD ><BODY></BODY></HTML>",
    "without a head": b"<!doctype html><title>a</title><p>x<body>y</body>",
    "without any of it": b"<p>only this",
    "empty": b"",
    "in Latin-1": "<head></head>für".encode("latin-1"),
    "in broken UTF-8": b"<head>\xff\xfe\x80</head>",
    "in UTF-16": "\ufeff<html><head></head>ж</html>".encode("utf-16-le"),
    "in UTF-16, the other way round": "\ufeff<html><head></head>ж".encode("utf-16-be"),
    "in Shift-JIS": "<head><title>表示</title></head>".encode("shift-jis"),
}


@pytest.mark.parametrize("html", PAGES.values(), ids=PAGES.keys())
def test_what_is_put_in_is_taken_out_to_the_byte(html):
    page = injected(html, MARK)
    assert page != html
    assert cleaned(page) == html


@pytest.mark.parametrize("html", PAGES.values(), ids=PAGES.keys())
def test_putting_it_in_twice_is_putting_it_in_once(html):
    once = injected(html, MARK)
    assert injected(once, MARK) == once


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5)).map("".join))
def test_any_text_comes_back_to_the_byte(text):
    html = text.encode("utf-8", "surrogatepass")
    assert cleaned(injected(html, MARK)) == html


def test_an_older_injection_is_replaced():
    old = injected(PAGES["with a head"], f"{OPEN}<link old><script old></script>{CLOSE}")
    assert injected(old, MARK) == injected(PAGES["with a head"], MARK)


def test_an_injection_whose_comments_a_minifier_took_is_found():
    html = b"<head><script defer src=../askdocs/askdocs.js data-askdocs></script></head>"
    assert cleaned(html) == b"<head></head>"


def test_a_page_that_only_speaks_of_askdocs_is_left_alone():
    html = b"<p>&lt;!-- askdocs --&gt; and <code>data-askdocs</code> and askdocs.js</p>"
    assert cleaned(html) == html


@pytest.mark.parametrize(
    "decoy",
    [
        b"<!-- </head> -->",
        b"<script>'</head>'</script>",
        b"<style>/*</head>*/</style>",
        b"<title></head></title>",
    ],
)
def test_an_end_of_head_that_is_no_markup_does_not_count(decoy):
    page = injected(b"<head>" + decoy + b"</head>", MARK)
    assert page == b"<head>" + decoy + MARK.encode() + b"</head>"


def test_without_a_head_the_last_end_of_body_counts():
    page = injected(b"<p>a</body>b</body>", MARK)
    assert page == b"<p>a</body>b" + MARK.encode() + b"</body>"


@pytest.mark.parametrize(
    ("path", "site_url", "expected"),
    [
        ("index.html", "", ""),
        ("a/b/index.html", "https://example.org/docs/", "../../"),
        ("404.html", "https://example.org/docs/", "/docs/"),
        ("404.html", "https://example.org/docs", "/docs/"),
        ("404.html", "https://example.org", "/"),
        ("404.html", "", "/"),
        ("de/404.html", "/docs/", "/docs/"),
    ],
)
def test_the_root_is_relative_but_for_the_404_page(path, site_url, expected):
    assert root_of(path, site_url) == expected


def test_the_template_names_the_loader_at_the_pages_root():
    assert template("")("../") == (
        f'{OPEN}<script src="../askdocs/askdocs.js" defer data-askdocs></script>{CLOSE}'
    )


def test_an_authors_template_comes_first(tmp_path):
    (tmp_path / "head.html.j2").write_text("<b>{{ root }}</b>", encoding="utf-8")
    assert template(str(tmp_path))("../") == f"{OPEN}<b>../</b>{CLOSE}"


@pytest.mark.parametrize("text", ["{{ root", "{{ nothing_such }}"])
def test_a_broken_template_is_refused_with_its_place(tmp_path, text):
    (tmp_path / "head.html.j2").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"head\.html\.j2: .*Mend it in"):
        template(str(tmp_path))("")


def folder(site: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_a_site_is_byte_for_byte_what_it_was(tmp_path):
    for number, html in enumerate(PAGES.values()):
        path = tmp_path / f"part {number}" / "index.html"
        path.parent.mkdir()
        path.write_bytes(html)
    (tmp_path / "404.html").write_bytes(b"<head></head>")
    (tmp_path / "notes.txt").write_bytes(b"<head></head>")
    before = folder(tmp_path)
    assert inject_site(tmp_path, template("")) == len(PAGES) + 1
    assert inject_site(tmp_path, template("")) == 0
    assert folder(tmp_path) != before
    assert clean_site(tmp_path) == len(PAGES) + 1
    assert folder(tmp_path) == before


def test_what_a_killed_command_left_beside_a_page_goes(tmp_path):
    (tmp_path / ".askdocs-k3j2").write_bytes(b"half a page")
    clean_site(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_page_keeps_its_mode(tmp_path):
    page = tmp_path / "index.html"
    page.write_bytes(b"<p>")
    page.chmod(0o640)
    inject_site(tmp_path, template(""))
    assert page.stat().st_mode & 0o777 == 0o640


def test_a_link_that_leaves_the_folder_is_refused_before_any_page_changes(tmp_path):
    outside, site = tmp_path / "outside.html", tmp_path / "site"
    outside.write_bytes(b"<head></head>")
    site.mkdir()
    (site / "a.html").write_bytes(b"<head></head>")
    (site / "z.html").symlink_to(outside)
    with pytest.raises(InputError, match=r"found a link to .*outside"):
        inject_site(site, template(""))
    assert (site / "a.html").read_bytes() == b"<head></head>"


def test_a_link_inside_the_folder_changes_nothing_twice(tmp_path):
    (tmp_path / "a.html").write_bytes(b"<head></head>")
    (tmp_path / "b.html").symlink_to(tmp_path / "a.html")
    assert inject_site(tmp_path, template("")) == 1
    assert (tmp_path / "b.html").is_symlink()


def test_a_full_disk_leaves_the_page_whole(tmp_path, monkeypatch):
    page = tmp_path / "index.html"
    page.write_bytes(b"<head></head>")

    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(InputError, match=r"index\.html: .*No space left.*unchanged"):
        inject_site(tmp_path, template(""))
    assert [path.name for path in tmp_path.iterdir()] == ["index.html"]
    assert page.read_bytes() == b"<head></head>"


def test_a_folder_of_templates_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(InputError, match="option 'templates': found no folder"):
        template(str(tmp_path / "nowhere"))
