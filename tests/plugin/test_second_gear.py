"""Which sites offer the second gear, and what is kept of it between builds."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from askdocs.options import DIALOG_TEXTS, GEAR_TEXTS, read_settings
from askdocs.second_gear import is_wanted, second_gear
from askdocs.static import Geared
from askdocs.widget import composed
from support.fakes import fake_index, fake_widget
from support.shared import ROOT

FULL = "minilm-int8-1-0123456789"
ENCODER = b"an encoder of few levels"


@pytest.fixture
def widget(tmp_path):
    runtime = tmp_path / "runtime.wasm"
    runtime.write_bytes(b"\0asm")
    geared = Geared(b"dialog geared", b"engine geared", b"gear", runtime)
    return replace(fake_widget(), geared=geared)


@pytest.fixture
def made(monkeypatch):
    """How often the encoder was made."""
    calls = []

    def compact(weights, cache, report):
        calls.append(weights)
        return ENCODER

    monkeypatch.setattr("askdocs_index.stages.encode.compact.compact_encoder", compact)
    return calls


def settings(tmp_path, **values):
    return read_settings({"cache_dir": "cache", **values}, "mkdocs.yml", tmp_path)


@pytest.mark.parametrize(
    ("values", "encoder", "wanted"),
    [
        ({}, FULL, False),
        ({"encoder": "full"}, FULL, True),
        ({"encoder": "full", "second_gear": "none"}, FULL, False),
        ({"second_gear": "offer"}, FULL, True),
        ({"second_gear": "offer"}, "table-0123456789", False),
        ({"second_gear": "offer"}, "", False),
    ],
)
def test_it_is_offered_where_the_full_encoder_was_asked_for_and_was_there(
    tmp_path, values, encoder, wanted
):
    assert is_wanted(settings(tmp_path, **values), encoder, lambda _: None) is wanted


def test_a_site_that_wants_it_and_cannot_have_it_is_told_why(tmp_path):
    notes = []
    is_wanted(settings(tmp_path, second_gear="offer"), "table-0123456789", notes.append)
    (note,) = notes
    assert note.endswith("the full encoder encoded; these were encoded by table-0123456789.")


def test_the_manifest_names_its_files_and_the_scripts_are_the_geared_ones(tmp_path, widget, made):
    chosen = settings(tmp_path, encoder="full")
    gear = second_gear(widget, chosen, FULL, print)
    files = composed(fake_index(), chosen.site, widget, gear)
    manifest = json.loads(files["manifest.json"])
    named = manifest["ui"]["gear"]
    assert [files[named[role]][:4] for role in ("module", "encoder")] == [b"gear", ENCODER[:4]]
    assert named["bytes"] == sum(len(files[named[r]]) for r in ("module", "runtime", "encoder"))
    assert files[manifest["widget"]["dialog"]] == b"dialog geared"
    assert files[manifest["widget"]["engine"]] == b"stem en\nengine geared"


def test_a_site_without_it_has_the_usual_scripts_and_no_word_of_it(tmp_path, widget):
    files = composed(fake_index(), settings(tmp_path).site, widget)
    manifest = json.loads(files["manifest.json"])
    assert "gear" not in manifest["ui"]
    assert files[manifest["widget"]["dialog"]] == b"dialog"


def test_what_was_packed_once_is_kept_as_long_as_it_is_whole(tmp_path, widget, made):
    chosen = settings(tmp_path, encoder="full")
    first = second_gear(widget, chosen, FULL, print)
    assert second_gear(widget, chosen, FULL, print) == first
    assert len(made) == 1
    (kept,) = (tmp_path / "cache/second-gear").glob("minilm-*")
    kept.write_bytes(b"damaged")
    assert second_gear(widget, chosen, FULL, print) == first
    assert len(made) == 2


def test_the_dialogs_gear_texts_are_the_options_keys():
    source = (ROOT / "plugin/widget/src/ui/dialog/gear_texts.ts").read_text("utf-8")
    keys = [
        line.split(":")[0].strip() for line in source.splitlines() if line.startswith("  gear_")
    ]
    assert tuple(keys) == GEAR_TEXTS
    assert not set(GEAR_TEXTS) & set(DIALOG_TEXTS)
