"""The plugin in `mkdocs build` and `mkdocs serve`."""

from __future__ import annotations

import gzip
import json
import logging
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, PluginError

from support.fakes import fake_widget
from support.projects import quiet_environment, write_project
from support.shared import ROOT

PAGES = {
    "index.md": "# Kettle\n\nThe kettle boils water for tea in three minutes.\n",
    "care.md": "# Care\n\n## Removing scale\n\nFill the kettle with vinegar and wait an hour.\n",
    "secret.md": "---\nsearch:\n  exclude: true\n---\n# Secret\n\nThe zanzibar recipe stays.\n",
    "hidden/part.md": "# Part\n\nThe timbuktu recipe stays here, too.\n",
    "strong.md": "---\nsearch:\n  boost: 3\n---\n# Strong\n\nA strong page about tea.\n",
}
Build = Callable[..., Path]


@pytest.fixture(autouse=True)
def widget(monkeypatch):
    monkeypatch.setattr("askdocs.build.load_widget", fake_widget)


@pytest.fixture
def project(tmp_path) -> Build:
    """project(options={…}, config={…}, pages={…}): builds in this process, gives the site."""

    def make(*, options=None, config=None, pages=PAGES, expect=None, **more) -> Path:
        path = write_project(
            tmp_path,
            pages,
            theme="mkdocs",
            options={"encoder": "fast", **(options or {})},
            plugins=None,
            config={"site_url": "https://example.org/docs/", **(config or {})},
        )
        loaded = load_config(str(path), strict=True, **more)
        if expect is None:
            build(loaded)
        else:
            with pytest.raises(expect):
                build(loaded)
        return tmp_path / "site"

    return make


@pytest.fixture
def messages(caplog):
    caplog.set_level(logging.INFO, "mkdocs")
    return lambda: "\n".join(record.getMessage() for record in caplog.records)


def text_of_index(site: Path) -> str:
    parts = []
    for path in (site / "askdocs").iterdir():
        content = path.read_bytes()
        parts.append(gzip.decompress(content) if path.suffix == ".bin" else content)
    return b"\n".join(parts).decode("utf-8", "replace").lower()


def held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_strict_build_has_no_warning_and_ends_with_a_summary(project, messages):
    project()
    assert re.search(r"4 pages, \d+ passages, .* in .* s \(\d+ passages embedded", messages())


def test_every_page_names_the_loader_from_where_it_is(project):
    site = project()
    assert 'src="askdocs/askdocs.js"' in (site / "index.html").read_text()
    assert 'src="../askdocs/askdocs.js"' in (site / "care/index.html").read_text()
    assert 'src="../../askdocs/askdocs.js"' in (site / "hidden/part/index.html").read_text()
    assert 'src="/docs/askdocs/askdocs.js"' in (site / "404.html").read_text()


def test_pages_without_folders_of_their_own_work_too(project):
    site = project(config={"use_directory_urls": False})
    assert 'src="askdocs/askdocs.js"' in (site / "care.html").read_text()
    assert 'src="../askdocs/askdocs.js"' in (site / "hidden/part.html").read_text()


def test_a_page_excluded_by_front_matter_or_glob_is_in_no_file(project):
    site = project(options={"exclude": ["hidden/part.md"]})
    text = text_of_index(site)
    assert "vinegar" in text
    assert "zanzibar" not in text
    assert "timbuktu" not in text
    assert "askdocs.js" in (site / "secret/index.html").read_text()


def test_a_dirty_build_still_leaves_out_the_pages_it_does_not_read(project, tmp_path):
    site = project()
    build(load_config(str(tmp_path / "mkdocs.yml")), dirty=True)
    assert "vinegar" in text_of_index(site)
    assert "zanzibar" not in text_of_index(site)


def test_front_matter_and_globs_boost_a_page(project, monkeypatch):
    seen = {}
    from askdocs import build as room

    build_index = room.build_index

    def watching(sources, *rest):
        kept = list(sources)
        seen.update({source.path: source.boost for source in kept})
        return build_index(kept, *rest)

    monkeypatch.setattr(room, "build_index", watching)
    project(options={"boost": {"strong.md": 9, "care/": 2, "hidden/*.md": 4}})
    assert seen == {
        "index.html": 1,
        "care/index.html": 2,
        "strong/index.html": 3,
        "hidden/part/index.html": 4,
    }


def test_a_disabled_plugin_does_nothing(project):
    site = project(options={"enabled": False})
    assert not (site / "askdocs").exists()
    assert "askdocs" not in (site / "index.html").read_text()


def test_building_again_changes_no_byte_and_embeds_nothing(project, messages):
    before = held(project() / "askdocs")
    assert held(project() / "askdocs") == before
    assert "(0 passages embedded" in messages()


def test_a_changed_page_alone_is_read_again(project, monkeypatch):
    project()
    read = []
    from askdocs_index import prepare as room

    prepare = room.prepare

    def watching(source, *rest):
        read.append(source.path)
        return prepare(source, *rest)

    monkeypatch.setattr(room, "prepare", watching)
    project(pages={**PAGES, "care.md": PAGES["care.md"].replace("vinegar", "lemon juice")})
    # MkDocs' own themes write the time of the build into the home page.
    assert set(read) - {"index.html"} == {"care/index.html"}


def test_the_cache_lies_beside_the_configuration(project, tmp_path):
    project()
    assert (tmp_path / ".cache/plugin/askdocs").is_dir()


@pytest.mark.parametrize("folder", ["docs/cache", "site/cache"])
def test_a_cache_that_is_watched_or_published_is_refused(project, messages, folder):
    project(options={"cache_dir": folder}, expect=Abort)
    assert "option 'cache_dir'" in messages()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"encodr": "fast"}, "found the unknown option 'encodr'"),
        ({"encoder": "slow"}, "option 'encoder': found 'slow'"),
        ({"exclude": "blog/"}, "option 'exclude': found 'blog/'"),
        ({"boost": {"blog/": 0}}, "option 'boost': found"),
        ({"enabled": "no"}, "option 'enabled': found 'no'"),
        ({"shortcuts": ["Ctrl+I"]}, "option 'shortcuts': found"),
    ],
)
def test_a_wrong_option_ends_the_build_with_one_message(project, messages, options, message):
    project(options=options, expect=Abort)
    assert f"mkdocs.yml, plugin askdocs: {message}" in messages()


@pytest.mark.parametrize(
    ("front", "message"),
    [
        ("search: no", "front matter 'search'"),
        ("search:\n  boost: 0", "option 'search.boost'"),
        ("search:\n  exclude: maybe", "option 'search.exclude'"),
    ],
)
def test_wrong_front_matter_is_named_with_its_page(project, messages, front, message):
    project(pages={**PAGES, "bad.md": f"---\n{front}\n---\n# Bad\n"}, expect=Abort)
    assert "bad.md" in messages()
    assert message in messages()


def test_an_authors_template_replaces_ours(project, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/head.html.j2").write_text("<script src='{{ root }}x.js'></script>")
    site = project(options={"templates": "mine"})
    assert "src='../x.js'" in (site / "care/index.html").read_text()


def test_what_an_author_can_mend_is_a_plugin_error():
    from askdocs.plugin import at_the_boundary
    from askdocs_index.errors import CorruptError

    @at_the_boundary
    def event(error: Exception) -> None:
        raise error

    for error in (CorruptError("a shard"), OSError(28, "No space left on device")):
        with pytest.raises(PluginError, match="askdocs: "):
            event(error)


def test_a_full_disk_ends_the_build_with_one_message(project, messages, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("askdocs.install.replace_file", full)
    project(expect=Abort)
    assert "No space left on device" in messages()


def test_the_command_takes_out_what_the_plugin_put_in(project, tmp_path):
    from click.testing import CliRunner

    from askdocs.cli import main

    site = project()
    with_plugin = {path: path.read_bytes() for path in site.rglob("*.html")}
    assert CliRunner().invoke(main, ["remove", str(site)]).exit_code == 0
    project(options={"enabled": False})
    for path in with_plugin:
        assert b"askdocs.js" not in path.read_bytes()


# --- mkdocs serve --------------------------------------------------------------------------------


def python_path(folder: Path) -> str:
    return os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def waited_for(log: Path, text: str, count: int, timeout_s: float = 60) -> bool:
    end = time.monotonic() + timeout_s
    while time.monotonic() < end:
        if log.read_text(errors="replace").count(text) >= count:
            return True
        time.sleep(0.2)
    return False


def test_serve_rebuilds_once_for_a_saved_page_and_never_for_its_own_cache(tmp_path):
    config = write_project(tmp_path, PAGES, theme="mkdocs", options={"encoder": "fast"})
    program = tmp_path / "serve.py"
    program.write_text(
        "import askdocs.build, mkdocs.__main__\n"
        "from support.fakes import fake_widget\n"
        "askdocs.build.load_widget = fake_widget\n"
        "mkdocs.__main__.cli()\n"
    )
    log = tmp_path / "log.txt"
    address = f"127.0.0.1:{free_port()}"
    with log.open("w") as stream:
        server = subprocess.Popen(
            [sys.executable, str(program), "serve", "-a", address, "-f", str(config)],
            cwd=tmp_path,
            env=quiet_environment(PYTHONUNBUFFERED="1", PYTHONPATH=python_path(ROOT / "tests")),
            stdout=stream,
            stderr=subprocess.STDOUT,
        )
        try:
            assert waited_for(log, "Serving on", 1), log.read_text()
            (tmp_path / "docs/care.md").write_text(PAGES["care.md"] + "\nRinse it twice.\n")
            assert waited_for(log, "Documentation built", 2), log.read_text()
            time.sleep(2)
        finally:
            server.terminate()
            server.wait(20)
    said = log.read_text()
    assert said.count("Documentation built") == 2, said
    assert "Traceback" not in said
    assert re.search(r"\(1 passages? embedded, [1-9]\d* from the cache", said), said


# --- the two generators that load the plugin -----------------------------------------------------


def test_the_entry_points_name_the_plugin():
    from importlib.metadata import entry_points

    from askdocs.plugin import AskdocsPlugin

    for group in ("mkdocs.plugins", "properdocs.plugins"):
        (point,) = entry_points(group=group, name="askdocs")
        assert point.load() is AskdocsPlugin


def test_the_manifest_holds_the_authors_interface(project):
    site = project(options={"texts": {"title": "Fragen"}, "escape_link": "/forum/"})
    ui = json.loads((site / "askdocs/manifest.json").read_bytes())["ui"]
    assert ui == {"texts": {"title": "Fragen"}, "escape": {"url": "/forum/"}}
