"""What is excluded is in no file that is published: no text, no term, no question."""

from __future__ import annotations

import gzip
import json

import pytest

from askdocs_index.artifact.manifest import decode_manifest
from askdocs_index.artifact.postings import decode_terms
from askdocs_index.engine.session import open_session
from askdocs_index.terms import Analyzer

# Words that stand nowhere else, by how they are excluded; each in a text, a heading and code.
SECRETS = {
    "a glob": "quombliferous",
    "front matter": "zanzibarians",
    "an element": "wuthermarkings",
    "a heading": "grindlewaldings",
    "below that heading": "plimsollations",
}
STEM = 8  # letters of each that no stemmer takes away
PAGES = {
    "index.md": f"""# Teapots

How a teapot is looked after.

## How do you warm a teapot?

Pour hot water into the teapot and wait a minute.

<div data-search-exclude markdown="1">
The {SECRETS["an element"]} are written here. How are {SECRETS["an element"]} made?
</div>

## How do {SECRETS["a heading"]} work? {{ data-search-exclude }}

All {SECRETS["a heading"]} are secret.

### How do {SECRETS["below that heading"]} work?

    use_{SECRETS["below that heading"]} --now

## Storing

Store the teapot in a dry place.
""",
    "internal/plans.md": f"""# How do {SECRETS["a glob"]} plans work?

The {SECRETS["a glob"]} plans are for us. `{SECRETS["a glob"]}_plan`
""",
    "drafts.md": f"""---
search:
  exclude: true
---
# How do {SECRETS["front matter"]} brew?

All {SECRETS["front matter"]} brew at dawn. `{SECRETS["front matter"]}()`
""",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    from support.projects import build_project, write_project

    folder = tmp_path_factory.mktemp("leaks")
    options = {"encoder": "fast", "exclude": ["internal/"]}
    extensions = {"markdown_extensions": ["attr_list", "md_in_html"]}
    project = write_project(folder, PAGES, theme="mkdocs", options=options, config=extensions)
    build_project(project, "--quiet")
    return folder / "site"


def published(site):
    """All bytes below SITE/askdocs/ as text, what is packed unpacked."""
    contents = [
        gzip.decompress(path.read_bytes()) if path.suffix == ".bin" else path.read_bytes()
        for path in sorted((site / "askdocs").iterdir())
    ]
    return b"\n".join(contents).decode("utf-8", "replace").casefold()


def terms(site):
    """Every term of the index; in a shard they are kept as differences, so no search finds them."""
    return {
        term
        for path in (site / "askdocs").glob("terms-*.bin")
        for term in decode_terms(path.name, path.read_bytes())
    }


def forms(word):
    """The word as the index would have it, alone and in code."""
    found = Analyzer("en").terms(f"{word} {word}_plan use_{word} {word}()")
    return {term for term in found if word[:STEM] in term}


def test_the_rest_is_there(site):
    assert "dry place" in published(site)
    assert "teapot" in terms(site)


@pytest.mark.parametrize("word", SECRETS.values(), ids=SECRETS)
def test_the_word_stands_on_the_page_itself(site, word):
    assert any(word in page.read_text("utf-8") for page in site.rglob("*.html"))


@pytest.mark.parametrize("word", SECRETS.values(), ids=SECRETS)
def test_its_text_is_in_no_file(site, word):
    assert word[:STEM] not in published(site)


@pytest.mark.parametrize("word", SECRETS.values(), ids=SECRETS)
def test_its_terms_are_in_no_shard(site, word):
    assert forms(word)
    assert forms(word) & terms(site) == set()


def test_its_questions_are_no_starters(site):
    manifest = decode_manifest((site / "askdocs/manifest.json").read_bytes())
    assert {question for each in manifest.starters.values() for question in each} == {
        "How do you warm a teapot?"
    }


@pytest.mark.parametrize("word", SECRETS.values(), ids=SECRETS)
def test_nothing_is_suggested_or_found_of_it(site, word):
    session = open_session(site / "askdocs")
    answer = session.ask(f"How do {word} work in a teapot?")
    said = json.dumps([repr(answer.hits), repr(answer.parts), answer.suggestions])
    assert word not in said
