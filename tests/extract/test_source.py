"""A site's folder: which files are pages, and which links are refused."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from askdocs_index.errors import InputError
from askdocs_index.source import read_site


def write(folder: Path, *names: str) -> None:
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"<p>{name}", "utf-8")


def paths(folder: Path, *exclude: str) -> list[str]:
    return [source.path for source in read_site(folder, exclude)]


def test_pages_come_in_the_order_of_their_paths(tmp_path: Path) -> None:
    write(tmp_path, "b.html", "index.html", "a/index.html", "a.htm", "ö/ä b.HTML", "c.txt")
    assert paths(tmp_path) == ["a.htm", "a/index.html", "b.html", "index.html", "ö/ä b.HTML"]


def test_a_page_is_read_as_it_lies(tmp_path: Path) -> None:
    write(tmp_path, "index.html")
    (source,) = read_site(tmp_path)
    assert source.html == b"<p>index.html"


def test_an_empty_site_has_no_pages(tmp_path: Path) -> None:
    assert paths(tmp_path) == []


def test_our_own_folder_and_the_error_page_are_left_out(tmp_path: Path) -> None:
    write(tmp_path, "askdocs/dialog.html", "404.html", "de/404.html", "guide/askdocs/index.html")
    assert paths(tmp_path) == ["guide/askdocs/index.html"]


def test_excluded_pages_are_left_out(tmp_path: Path) -> None:
    write(tmp_path, "index.html", "api/a.html", "api/b/c.html", "drafts/x.html")
    assert paths(tmp_path, "api/", "**/x.html") == ["index.html"]


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not a folder"):
        paths(tmp_path / "nowhere")


def test_the_site_itself_may_be_a_link(tmp_path: Path) -> None:
    write(tmp_path / "real", "index.html")
    (tmp_path / "site").symlink_to("real")
    assert paths(tmp_path / "site") == ["index.html"]


@pytest.mark.parametrize("name", ["page.html", "folder"])
def test_a_link_that_leaves_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    write(tmp_path / "outside", "page.html")
    write(tmp_path / "site", "index.html")
    target = tmp_path / "outside" / ("page.html" if name.endswith("html") else "")
    (tmp_path / "site" / name).symlink_to(target)
    with pytest.raises(InputError, match="leaves the site's folder"):
        paths(tmp_path / "site")


def test_a_link_to_nowhere_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path, "index.html")
    (tmp_path / "gone.html").symlink_to("nothing.html")
    (tmp_path / "round.html").symlink_to("round.html")
    assert paths(tmp_path) == ["index.html"]


def test_links_within_the_folder_are_followed_to_pages_but_not_into_folders(tmp_path: Path) -> None:
    write(tmp_path, "v2/index.html")
    (tmp_path / "index.html").symlink_to("v2/index.html")
    (tmp_path / "v2" / "loop").symlink_to(tmp_path)
    assert paths(tmp_path) == ["index.html", "v2/index.html"]


def test_a_page_that_cannot_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "index.html")

    def refuse(_: Path) -> bytes:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)  # the tests may run as root, who reads all
    with pytest.raises(InputError, match=r"index\.html: cannot be read \(Permission denied\)"):
        paths(tmp_path)


def test_a_folder_in_a_pages_place_is_gone_into(tmp_path: Path) -> None:
    write(tmp_path, "v1.html/index.html")
    assert paths(tmp_path) == ["v1.html/index.html"]
