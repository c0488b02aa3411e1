"""`askdocs build` and `remove` on a folder of HTML."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest


def held(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def text_of_index(site: Path) -> str:
    parts = []
    for path in (site / "askdocs").iterdir():
        content = path.read_bytes()
        parts.append(gzip.decompress(content) if path.suffix == ".bin" else content)
    return b"\n".join(parts).decode("utf-8", "replace").lower()


def test_a_build_ends_with_its_summary(site, run):
    output = run("build", site, "--encoder", "fast").output.splitlines()[-1]
    assert "3 pages" in output
    for word in ("passages", "B in", " s ", "embedded", "from the cache", "encoder"):
        assert word in output


def test_every_page_carries_the_loader_at_its_own_root(built):
    assert b'src="askdocs/askdocs.js"' in (built / "index.html").read_bytes()
    assert b'src="../askdocs/askdocs.js"' in (built / "care/index.html").read_bytes()
    assert b'src="/askdocs/askdocs.js"' in (built / "404.html").read_bytes()


def test_the_404_page_takes_the_path_of_the_sites_address(site, run):
    run("build", site, "--encoder", "fast", "--site-url", "https://example.org/docs/")
    assert b'src="/docs/askdocs/askdocs.js"' in (site / "404.html").read_bytes()


def test_building_again_changes_no_byte_and_embeds_nothing(built, run):
    before = held(built)
    output = run("build", built, "--encoder", "fast").output
    assert held(built) == before
    assert "(0 passages embedded" in output


def test_a_cold_build_writes_what_an_incremental_one_does(built, run):
    page = built / "care/index.html"
    page.write_bytes(page.read_bytes().replace(b"vinegar", b"lemon juice"))
    run("build", built, "--encoder", "fast")
    warm = held(built)
    run("build", built, "--encoder", "fast", "--cache-dir", "cold")
    assert held(built) == warm


def test_without_injection_no_page_changes(site, run):
    before = held(site)
    run("build", site, "--encoder", "fast", "--no-inject")
    after = held(site)
    assert {name: after[name] for name in before} == before
    assert "askdocs/manifest.json" in after


def test_removing_gives_back_the_folder_to_the_byte(site, run):
    before = held(site)
    run("build", site, "--encoder", "fast")
    run("build", site, "--encoder", "fast", "--site-url", "/elsewhere/")
    run("remove", site)
    assert held(site) == before
    assert "Nothing of Askdocs" in run("remove", site).output


def test_an_excluded_page_is_in_no_file_of_the_index_but_carries_the_widget(site, run):
    run("build", site, "--encoder", "fast", "--exclude", "secret/")
    assert "vinegar" in text_of_index(site)
    assert "zanzibar" not in text_of_index(site)
    assert b"askdocs.js" in (site / "secret/index.html").read_bytes()


def test_the_404_page_is_not_indexed(built):
    assert "no such page" not in text_of_index(built)


def test_options_come_from_a_file_and_flags_come_before_it(site, run, tmp_path):
    folder = tmp_path / "settings"
    folder.mkdir()
    (folder / "askdocs.toml").write_text(
        'encoder = "fast"\nescape_link = "/forum/"\ncache_dir = "kept"\nexclude = ["care/"]\n'
    )
    run("build", site, "--config", folder / "askdocs.toml", "--exclude", "secret/")
    assert json.loads((site / "askdocs/manifest.json").read_bytes())["ui"]["escape"]["url"]
    assert (folder / "kept").is_dir()
    assert "vinegar" in text_of_index(site)
    assert "zanzibar" not in text_of_index(site)


def test_a_pyproject_may_hold_the_options(site, run, tmp_path):
    config = tmp_path / "pyproject.toml"
    config.write_text('[project]\nname = "x"\n[tool.askdocs]\nencoder = "fast"\n')
    run("build", site, "--config", config)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--no-such-flag"], "No such option"),
        (["--encoder", "slow"], "'slow' is not one of"),
        (["--boost", "blog/=0"], "option 'boost': found"),
        (["--boost", "blog/"], "expected GLOB=FACTOR"),
        (["--boost", "blog/=much"], "option 'boost': found"),
        (["--texts", "titel=x"], "'titel' is none of"),
        (["--language", "in English"], "option 'language': found 'in English'"),
        (["--escape-link", "javascript:x"], "option 'escape_link': found"),
        (["--config", "none.toml"], "none.toml: found a file that cannot be read"),
        (["--cache-dir", "site/cache"], "which is published"),
        (["--weights", "nowhere", "--encoder", "full"], "nowhere"),
    ],
)
def test_wrong_use_ends_with_2_and_one_message(site, run, arguments, message):
    result = run("build", site, *arguments, expect=2)
    assert message in result.output
    assert "Traceback" not in result.output
    assert not (site / "askdocs").exists()


def test_an_unknown_option_in_a_file_is_refused(site, run, tmp_path):
    (tmp_path / "a.toml").write_text('encodr = "fast"\n')
    result = run("build", site, "--config", "a.toml", expect=2)
    assert "found the unknown option 'encodr'" in result.output


def test_a_folder_that_is_none_is_refused(run, tmp_path):
    assert "found nothing, expected the folder" in run("build", "no", expect=2).output
    (tmp_path / "file").write_text("")
    assert "found a file, expected the folder" in run("build", "file", expect=2).output


def test_a_link_to_the_sites_folder_is_the_folder(site, run, tmp_path):
    (tmp_path / "link").symlink_to(site)
    run("build", "link", "--encoder", "fast")
    assert (site / "askdocs/manifest.json").is_file()


def test_a_link_that_leaves_the_folder_is_refused(site, run, tmp_path):
    (tmp_path / "outside.html").write_text("<h1>Outside</h1>")
    (site / "leak.html").symlink_to(tmp_path / "outside.html")
    result = run("build", site, "--encoder", "fast", expect=2)
    assert "leak.html" in result.output
    assert not (site / "askdocs").exists()


def test_a_site_with_no_pages_gets_an_index_that_finds_nothing(run, tmp_path):
    (tmp_path / "empty").mkdir()
    run("build", "empty", "--encoder", "fast")
    assert json.loads(run("query", "empty", "tea?", "--json").output)["hits"] == []


def test_a_build_that_fails_leaves_the_old_index_and_the_pages(built, run, monkeypatch):
    before = held(built)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    (built / "new.html").write_text("<h1 id=n>New</h1><p>Something new about tea.</p>")
    monkeypatch.setattr("askdocs.install.replace_file", full)
    result = run("build", built, "--encoder", "fast", expect=2)
    assert "No space left on device" in result.output
    after = held(built)
    assert {name: after[name] for name in before} == before


def test_a_cache_that_cannot_be_written_is_refused(site, run, tmp_path):
    (tmp_path / "cache").write_text("a file")
    result = run("build", site, "--encoder", "fast", "--cache-dir", "cache", expect=2)
    assert "cache" in result.output
    assert "Traceback" not in result.output
