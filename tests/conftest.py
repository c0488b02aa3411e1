"""Fixtures that every room's tests may use, and the rules about skipping."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from askdocs_index.stages.encode.weights import UnavailableError
from support.corpora import CORPORA, Corpus, build_corpus
from support.projects import build_project, write_project
from support.server import Site, serving
from support.shared import REASON, ROOT, find_shared

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page


# A machine that does something else besides is no reason for a test to fail.
settings.register_profile("askdocs", deadline=None)
settings.load_profile("askdocs")


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout's folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of corpora and questions; a test that needs it is skipped where it is absent."""
    folder = find_shared()
    if folder is None:
        pytest.skip(REASON)
    return folder


@pytest.fixture(scope="session", params=CORPORA)
def corpus(
    request: pytest.FixtureRequest, shared: Path, tmp_path_factory: pytest.TempPathFactory
) -> Corpus:
    """Each of the real sites in turn, built and indexed once."""
    try:
        return build_corpus(shared, request.param, tmp_path_factory.mktemp(request.param))
    except UnavailableError as error:
        pytest.skip(f"all-MiniLM-L6-v2's weights cannot be had: {error}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One headless Chromium for the whole run."""
    from support.browser import launched

    with launched() as browser:
        yield browser


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A fresh profile: empty cache, empty storage."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A tab in a fresh profile."""
    return context.new_page()


@pytest.fixture
def serve() -> Iterator[Callable[..., Site]]:
    """serve(folder, mount="/", csp=None) -> Site: served until the test ends, bytes counted."""
    with ExitStack() as stack:

        def start(folder: Path, mount: str = "/", csp: str | None = None) -> Site:
            return stack.enter_context(serving(folder, mount, csp))

        yield start


@pytest.fixture
def make_site(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """make_site(pages, theme=…, options=…, plugins=…, config=…) -> the built site's folder.

    The fast encoder is chosen unless `options` names one. `mkdocs.yml` lies in the folder above.
    """

    def make(
        pages: dict[str, str], *, options: dict[str, object] | None = None, **settings: Any
    ) -> Path:
        folder = tmp_path_factory.mktemp("project")
        chosen = {"encoder": "fast", **(options or {})}
        build_project(write_project(folder, pages, options=chosen, **settings), "--quiet")
        return folder / "site"

    return make


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Where shared/ is present, a skipped quality test has failed: it would hide a regression."""
    report: pytest.TestReport = yield  # type: ignore[assignment]
    if report.skipped and item.get_closest_marker("quality") and find_shared() is not None:
        report.outcome = "failed"
        report.longrepr = (
            f"{item.nodeid}: a quality test was skipped although shared/ is present: "
            f"{report.longrepr}"
        )
    return report  # type: ignore[return-value]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says aloud what could not be measured, and the three counts even where one is zero."""
    stats = terminalreporter.stats
    unmeasured = [report for report in stats.get("skipped", []) if REASON in str(report.longrepr)]
    if unmeasured:
        terminalreporter.section("NOT MEASURED", red=True, bold=True)
        terminalreporter.line(f"{len(unmeasured)} tests were skipped: {REASON}")
        for report in unmeasured:
            terminalreporter.line(f"  {report.nodeid}")
    terminalreporter.section("counts")
    passed, skipped = len(stats.get("passed", [])), len(stats.get("skipped", []))
    failed = len(stats.get("failed", [])) + len(stats.get("error", []))
    terminalreporter.line(f"passed {passed}, failed {failed}, skipped {skipped}")
