"""A reader meets a whole index, old or new, whatever happens to the build."""

from __future__ import annotations

import os

import pytest

from askdocs import install as room
from askdocs.install import install, uninstall
from askdocs_index.errors import InputError

OLD = {"askdocs.js": b"old", "manifest.json": b"old", "cell-0000000001.bin": b"1"}
NEW = {"askdocs.js": b"new", "manifest.json": b"new", "cell-0000000002.bin": b"2"}


def held(site):
    return {path.name: path.read_bytes() for path in (site / "askdocs").iterdir()}


def test_the_folder_holds_exactly_the_new_files(tmp_path):
    install(tmp_path, OLD)
    install(tmp_path, NEW)
    assert held(tmp_path) == NEW


def test_an_unchanged_file_is_not_touched(tmp_path):
    install(tmp_path, OLD)
    path = tmp_path / "askdocs" / "cell-0000000001.bin"
    os.utime(path, (1, 1))
    install(tmp_path, {**NEW, path.name: b"1"})
    assert path.stat().st_mtime == 1


@pytest.mark.parametrize("last", sorted(NEW))
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_build_that_dies_leaves_the_old_index_whole(tmp_path, monkeypatch, last, error):
    install(tmp_path, OLD)
    write = room.replace_file

    def dying(path, content):
        if path.name == last:
            raise error
        return write(path, content)

    monkeypatch.setattr(room, "replace_file", dying)
    with pytest.raises((InputError, KeyboardInterrupt)):
        install(tmp_path, NEW)
    left = held(tmp_path)
    assert left["manifest.json"] == b"old"
    assert left["cell-0000000001.bin"] == b"1"
    assert "cell-0000000002.bin" not in left


def test_a_killed_builds_leftovers_go_with_the_next(tmp_path):
    install(tmp_path, OLD)
    home = tmp_path / "askdocs"
    (home / ".askdocs-abc123").write_bytes(b"half")
    (home / "cell-00000000ff.bin").write_bytes(b"of a build that was killed")
    install(tmp_path, NEW)
    assert held(tmp_path) == NEW


def test_the_manifest_is_the_last_file_to_change(tmp_path, monkeypatch):
    order = []
    monkeypatch.setattr(room, "replace_file", lambda path, _: order.append(path.name) or True)
    install(tmp_path, NEW)
    assert order[-1] == "manifest.json"


def test_an_authors_own_pages_in_a_folder_of_that_name_stay(tmp_path):
    page = tmp_path / "askdocs" / "install" / "index.html"
    page.parent.mkdir(parents=True)
    page.write_bytes(b"<p>")
    (tmp_path / "askdocs" / "index.html").write_bytes(b"<p>")
    install(tmp_path, OLD)
    assert uninstall(tmp_path)
    assert page.exists()
    assert (tmp_path / "askdocs" / "index.html").exists()
    assert not (tmp_path / "askdocs" / "manifest.json").exists()


def test_removing_leaves_no_folder_behind(tmp_path):
    install(tmp_path, OLD)
    assert uninstall(tmp_path)
    assert not (tmp_path / "askdocs").exists()
    assert not uninstall(tmp_path)


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "askdocs").write_bytes(b"a file where the folder belongs")
    with pytest.raises(InputError, match=r"askdocs: found that it cannot be written.*build again"):
        install(tmp_path, NEW)
