"""The files beside the index: hashed names, the loader's configuration, the manifest."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

from askdocs.options import SiteOptions, read_settings
from askdocs.static import Widget
from askdocs.widget import composed, configured, interface
from askdocs_index.errors import InputError
from support.fakes import fake_index, fake_widget


def site(**values: object) -> SiteOptions:
    return read_settings(values, "test", Path("/")).site


def files(**values: object) -> dict[str, bytes]:
    return composed(fake_index(), site(**values), fake_widget())


def test_every_script_but_the_loader_carries_its_hash():
    for name, content in files().items():
        if name not in ("askdocs.js", "manifest.json"):
            kind, digits = re.fullmatch(r"([a-z]+)-([0-9a-f]{10})\.(?:js|bin)", name).groups()
            if kind in ("dialog", "engine"):
                assert hashlib.sha256(content).hexdigest().startswith(digits)


def test_the_engine_begins_with_the_stemmer_of_the_language():
    name = json.loads(files()["manifest.json"])["widget"]["engine"]
    assert files()[name] == b"stem en\nengine"


def test_loader_and_manifest_name_the_same_scripts():
    made = files()
    config = json.loads(made["askdocs.js"].removeprefix(b"load(").removesuffix(b");"))
    names = json.loads(made["manifest.json"])["widget"]
    assert {key: config[key] for key in names} == names
    assert set(names.values()) <= set(made)


def test_the_loader_is_told_only_what_it_needs():
    loader = files(launcher="#bar", shortcuts=["?"], texts={"launcher": "Fragen", "title": "T"})
    config = json.loads(loader["askdocs.js"].removeprefix(b"load(").removesuffix(b");"))
    assert config["launcher"] == {"place": "#bar", "label": "Fragen"}
    assert config["shortcuts"] == {"ask": ["?"]}


def test_the_dialog_is_told_its_texts_and_the_way_out():
    options = site(texts={"launcher": "Fragen", "title": "T"}, escape_link="https://example.org/")
    assert interface(options) == {
        "texts": {"title": "T"},
        "escape": {"url": "https://example.org/"},
    }


def test_an_authors_starters_come_in_place_of_those_found():
    assert json.loads(files()["manifest.json"])["starters"] == {"": ["Found?"]}
    assert json.loads(files(starters=["Mine?"])["manifest.json"])["starters"] == {"": ["Mine?"]}


def test_the_same_input_gives_the_same_bytes():
    assert files(texts={"title": "T", "ask": "A"}) == files(texts={"ask": "A", "title": "T"})


def test_a_text_cannot_end_the_script():
    label = "</script>\u2028\"'"
    loader = configured(fake_widget().loader, {"label": label})
    assert "\u2028".encode() not in loader
    assert json.loads(loader.removeprefix(b"load(").removesuffix(b");"))["label"] == label


def test_a_loader_without_a_place_for_the_configuration_is_refused():
    with pytest.raises(InputError, match=r"loader\.js: found 0 places"):
        configured(Widget(b"x", b"", b"", {}).loader, {})
