"""An index of which a part is missing, truncated, corrupted or of another format."""

from __future__ import annotations

import gzip
import json

import pytest
from playwright.sync_api import expect

from askdocs_index.artifact.manifest import decode_manifest

pytestmark = pytest.mark.browser

QUESTION = "How does LoRA reduce the cost of training?"
LOST_TERM = "lora"  # as the index has it; `reduc`, `cost` and `train` are in other shards


def other_format(data):
    plain = gzip.decompress(data)
    return gzip.compress(plain[:5] + b"\x63" + plain[6:], mtime=0)


DAMAGE = {
    "missing": lambda data: None,
    "truncated": lambda data: data[: len(data) // 2],
    "corrupted": lambda data: data[:20] + bytes(byte ^ 0xFF for byte in data[20:24]) + data[24:],
    "another format": other_format,
}
SENTENCES = {
    "missing": "Part of the search index is not on the server.",
    "truncated": "Part of the search index arrived damaged.",
    "corrupted": "Part of the search index arrived damaged.",
    "another format": "Part of the search index arrived damaged.",  # its name is of other bytes
}


def damaged(site, names, damage):
    """Sends the files of these names changed from now on."""
    for name in names:
        data = (site.folder / "askdocs" / name).read_bytes()
        site.broken[f"askdocs/{name}"] = DAMAGE[damage](data)


def shards(site):
    return sorted(path.name for path in (site.folder / "askdocs").glob("*.bin"))


def some(site, kind):
    """The shards of a kind that a question can do without."""
    manifest = decode_manifest((site.folder / "askdocs/manifest.json").read_bytes())
    if kind == "a term":
        return [f"terms-{manifest.terms.find(LOST_TERM)}.bin"]
    if kind == "half of the cells":
        return [f"cell-{digits}.bin" for digits in manifest.cells[::2]]
    if kind == "the stop words":
        return [f"stops-{manifest.stops}.bin"]
    return [f"centroids-{manifest.centroids}.bin"]


@pytest.mark.parametrize("damage", DAMAGE)
def test_an_index_of_which_nothing_can_be_read_is_said_to_be_so(guide, visit, damage):
    reader = visit(guide, csp=None, bare=True)
    damaged(reader.site, shards(reader.site), damage)
    reader.open().ask(QUESTION)
    expect(reader.notice).to_contain_text(SENTENCES[damage])


@pytest.mark.parametrize(("damage", "code"), [("missing", "missing"), ("truncated", "corrupt")])
def test_a_call_rejects_with_the_code(guide, visit, damage, code):
    reader = visit(guide, csp=None, bare=True)
    damaged(reader.site, shards(reader.site), damage)
    assert reader.call("ask", QUESTION) == {"error": ["AskdocsError", code]}


@pytest.mark.parametrize("damage", ["missing", "corrupted"])
@pytest.mark.parametrize("kind", ["a term", "half of the cells", "the stop words", "the centroids"])
def test_the_search_goes_on_without_a_part_and_says_so(guide, visit, kind, damage):
    reader = visit(guide, csp=None, bare=True)
    damaged(reader.site, some(reader.site, kind), damage)
    reader.open().ask(QUESTION)
    expect(reader.card).to_be_visible()
    expect(reader.dialog).to_contain_text("something may be missing here")


def test_a_part_that_comes_whole_the_next_time_is_no_longer_missed(guide, visit):
    reader = visit(guide, csp=None, bare=True)
    damaged(reader.site, some(reader.site, "a term"), "truncated")
    assert reader.call("ask", QUESTION)["incomplete"]["code"] == "corrupt"
    reader.site.broken.clear()
    assert "incomplete" not in reader.call("ask", QUESTION)


@pytest.mark.parametrize(
    ("manifest", "sentence"),
    [
        (None, "not on the server"),
        (b"{", "arrived damaged"),
        (b"[]", "arrived damaged"),
        (json.dumps({"format": 99}).encode(), "was updated while the page was open"),
    ],
    ids=["missing", "truncated", "of another kind", "of another format"],
)
def test_a_manifest_that_cannot_be_read_is_a_plain_sentence(
    built_handbook, visit, manifest, sentence
):
    reader = visit(built_handbook)
    reader.site.broken["askdocs/manifest.json"] = manifest
    reader.open().ask("berth fees")
    expect(reader.notice).to_contain_text(sentence)
