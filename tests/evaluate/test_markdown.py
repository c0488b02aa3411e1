"""A snippet of Markdown source is found in the text that a page shows."""

from __future__ import annotations

import json

import pytest

from askdocs_index.markdown import plain, squeezed

SHOWN = [
    (
        "Use the [`UV_LINK_MODE`](../reference/settings.md#link-mode) setting",
        "Use the UV_LINK_MODE setting",
    ),
    ("See the [site search] and [tags][meta.tags].", "See the site search and tags."),
    ("the [Google\nFont]\n[Google Fonts] list", "the Google Font list"),
    ("a [link](https://example.org/a_(b) 'title') here", "a link here"),
    ("an image ![of a cat](cat.png) here", "an image here"),
    ("a **single** _word_ ~~or~~ ==two==", "a single word or two"),
    ("`--no-sync` and ``a `tick` ``", "--no-sync and a `tick`"),
    ("`#!css rgb(0, 0, 0)` is black", "rgb(0, 0, 0) is black"),
    ("set `<head>` not <b>bold</b>", "set <head> not bold"),
    ("framework.[^1] If you", "framework. If you"),
    ("1. first\n2. second\n", "first second"),
    ("> 1. first\n> 2. second", "first second"),
    ("- [x] done\n- [ ] not", "done not"),
    ("| a | b |\n|---|:-:|\n| 1 | 2 |", "a\tb\n1\t2"),
    ('!!! note "Mind"\n\n    The text', "The text"),
    ("/// tip | Title\nThe text\n///", "The text"),
    ('=== "Linux"\n\n    The text', "The text"),
    ('??? question "Why"\n    The text', "The text"),
    ("## Heading { #anchor .class }", "Heading"),
    ("{* ../../docs_src/a.py hl[1:3] *} then", "then"),
    ("{{ macro('x') }}{% include 'y' %} then", "then"),
    ('--8<-- "file.md"\nthen', "then"),
    (":material-check: Fetch", "Fetch"),
    ("press ++ctrl+k++ now", "press Ctrl+K now"),
    ('```python title="a.py" hl_lines="1"\nprint(1)\n```', "print(1)"),
    ("```\n[not](a link) <b>\n```", "[not](a link) <b>"),
    ("AT&amp;T <!-- not this -->", "AT&T"),
    ("see <https://example.org>", "see https://example.org"),
    (r"a \* star", "a * star"),
    ("*[HTML]: Hyper Text\n[ref]: https://example.org\ntext", "text"),
    ("it costs 10:30:00 and a ratio 1:2:3", "it costs 10:30:00 and a ratio 1:2:3"),
    ("if a < b and c > d", "if a < b and c > d"),
    ("Straße FÜR", "strasse für"),
]


@pytest.mark.parametrize(("markdown", "rendered"), SHOWN)
def test_source_and_rendering_are_the_same_words(markdown, rendered):
    assert squeezed(plain(markdown)) == squeezed(rendered)


@pytest.mark.quality
def test_every_gold_snippet_is_found_in_the_page_it_is_from(shared):
    missing = []
    for line in (shared / "eval/questions.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        for gold in record["gold"]:
            source = shared / "corpora" / record["corpus"] / "docs" / gold["page"]
            page = squeezed(plain(source.read_text(encoding="utf-8")))
            if squeezed(plain(gold.get("snippet") or "")) not in page:
                missing.append(record["id"])
    assert missing == []
