"""The counting server and the skipping rules: what measures must itself be right."""

from __future__ import annotations

import gzip
import http.client
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from support.server import RESPONSE_OVERHEAD_BYTES, Site

pytest_plugins = ["pytester"]
Serve = Callable[..., Site]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "index.html").write_text("<h1>Home</h1>" + " " * 1000)
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "index.html").write_text("<h1>Deep</h1>")
    (tmp_path / "cell-0123456789.bin").write_bytes(b"\x1f" * 1000)
    return tmp_path


def fetch(url: str) -> http.client.HTTPResponse:
    request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip"})
    response = urllib.request.urlopen(request, timeout=10)
    assert isinstance(response, http.client.HTTPResponse)
    return response


def test_text_is_counted_packed_and_everything_else_as_it_lies(serve: Serve, folder: Path) -> None:
    site = serve(folder)
    with fetch(site.url) as page, fetch(site.url + "cell-0123456789.bin") as cell:
        packed = page.read()
        assert gzip.decompress(packed).startswith(b"<h1>Home")
        assert len(cell.read()) == 1000
    assert site.bytes_sent == len(packed) + 1000 + 2 * RESPONSE_OVERHEAD_BYTES
    assert site.paths() == ["", "cell-0123456789.bin"]


def test_a_sub_path_is_the_site_and_nothing_else_is(serve: Serve, folder: Path) -> None:
    site = serve(folder, mount="/docs")
    assert site.url.endswith("/docs/")
    with fetch(site.url + "deep/") as page:
        assert page.status == 200
    with pytest.raises(urllib.error.HTTPError, match="404"):
        fetch(site.url.removesuffix("docs/"))


def test_a_path_does_not_leave_the_folder(serve: Serve, folder: Path) -> None:
    (folder.parent / "secret.txt").write_text("secret")
    with pytest.raises(urllib.error.HTTPError, match="403"):
        fetch(serve(folder).url + "%2e%2e/secret.txt")


def test_a_file_can_be_broken_or_taken_away(serve: Serve, folder: Path) -> None:
    site = serve(folder)
    site.broken["cell-0123456789.bin"] = b"short"
    with fetch(site.url + "cell-0123456789.bin") as cell:
        assert cell.read() == b"short"
    site.broken["cell-0123456789.bin"] = None
    with pytest.raises(urllib.error.HTTPError, match="404"):
        fetch(site.url + "cell-0123456789.bin")


def test_a_cut_network_gives_no_answer(serve: Serve, folder: Path) -> None:
    site = serve(folder)
    site.down = True
    with pytest.raises((http.client.RemoteDisconnected, ConnectionError)):
        fetch(site.url)


@pytest.mark.browser
def test_the_browser_sees_the_page_under_its_policy(serve: Serve, folder: Path, page: Page) -> None:
    site = serve(folder, csp="default-src 'self'")
    response = page.goto(site.url)
    assert response is not None
    assert response.header_value("Content-Security-Policy") == "default-src 'self'"
    assert page.inner_text("h1") == "Home"


SKIPPED_QUALITY = """
    import pytest

    @pytest.mark.quality
    def test_measured(shared):
        pytest.skip("not today")
"""


@pytest.fixture
def run_here(pytester: pytest.Pytester, root: Path) -> Callable[[], pytest.RunResult]:
    """Runs pytest on SKIPPED_QUALITY under this folder's conftest, in a process of its own."""
    pytester.makeconftest((root / "tests" / "conftest.py").read_text(encoding="utf-8"))
    pytester.makeini(f"[pytest]\npythonpath = {root / 'tests'}\nmarkers = quality\n")
    pytester.makepyfile(SKIPPED_QUALITY)
    return lambda: pytester.runpytest_subprocess("-ra")


def test_a_skipped_quality_test_has_failed_where_shared_is_present(
    run_here: Callable[[], pytest.RunResult], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "eval").mkdir()
    (tmp_path / "eval" / "questions.jsonl").touch()
    monkeypatch.setenv("ASKDOCS_SHARED", str(tmp_path))
    result = run_here()
    result.stdout.fnmatch_lines(["passed 0, failed 1, skipped 0"])
    assert result.ret == pytest.ExitCode.TESTS_FAILED


def test_a_quality_test_is_skipped_aloud_where_shared_is_absent(
    run_here: Callable[[], pytest.RunResult], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASKDOCS_SHARED", str(tmp_path / "nowhere"))
    result = run_here()
    result.stdout.fnmatch_lines(["*NOT MEASURED*", "1 tests were skipped: shared/*"])
    result.stdout.fnmatch_lines(["passed 0, failed 0, skipped 1"])
    assert result.ret == pytest.ExitCode.OK
