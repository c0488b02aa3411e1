"""What `make lab` made comes onto a site whole, and goes again."""

from __future__ import annotations

import json

import pytest

from askdocs.install import uninstall
from askdocs.laboratory import install_laboratory
from askdocs_index.errors import InputError
from support.fakes import fake_widget

SCRIPTS = {"lab.js": b"lab", "worker.js": b"worker"}


@pytest.fixture
def made(tmp_path):
    folder = tmp_path / "made"
    folder.mkdir()
    (folder / "python.wasm").write_bytes(b"wasm")
    (folder / "laboratory.json").write_text(json.dumps({"files": {"python.wasm": [4, "sha256-"]}}))
    return folder


@pytest.fixture
def site(tmp_path):
    (tmp_path / "site/askdocs").mkdir(parents=True)
    return tmp_path / "site"


def held(site):
    return {path.name: path.read_bytes() for path in (site / "askdocs/lab").iterdir()}


def test_the_folder_and_the_scripts_are_put_on_the_site(site, made):
    install_laboratory(site, str(made), fake_widget())
    description = (made / "laboratory.json").read_bytes()
    assert held(site) == {**SCRIPTS, "python.wasm": b"wasm", "laboratory.json": description}


def test_what_is_no_longer_part_of_it_goes(site, made):
    install_laboratory(site, str(made), fake_widget())
    (site / "askdocs/lab/old.whl").write_bytes(b"old")
    install_laboratory(site, str(made), fake_widget())
    assert "old.whl" not in held(site)


def test_a_site_without_the_option_loses_it(site, made):
    install_laboratory(site, str(made), fake_widget())
    install_laboratory(site, "", fake_widget())
    assert not (site / "askdocs/lab").exists()


def test_removing_askdocs_removes_it(site, made):
    install_laboratory(site, str(made), fake_widget())
    assert uninstall(site)
    assert not (site / "askdocs").exists()


@pytest.mark.parametrize("damage", ["absent", "no json", "no files", "a file less"])
def test_a_folder_that_make_lab_did_not_make_is_refused(site, made, damage):
    if damage == "absent":
        made = made / "elsewhere"
    elif damage == "a file less":
        (made / "python.wasm").unlink()
    else:
        (made / "laboratory.json").write_text("{" if damage == "no json" else "{}")
    with pytest.raises(InputError, match="make lab"):
        install_laboratory(site, str(made), fake_widget())
    assert not (site / "askdocs/lab").exists()
