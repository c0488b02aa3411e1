"""Chromium for tests and benchmarks: the one that is installed, never a downloaded one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--headless",
    "--no-sandbox",  # tests run as root in containers
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_chromium() -> Path | None:
    """$CHROMIUM, else the first known name on the path."""
    named = os.environ.get("CHROMIUM")
    if named:
        return Path(named)
    found = next((path for path in map(shutil.which, NAMES) if path), None)
    return Path(found) if found else None


@contextmanager
def launched() -> Iterator[Browser]:
    """A headless browser until the block ends; FileNotFoundError says how to get one."""
    from playwright.sync_api import sync_playwright

    path = find_chromium()
    if path is None:
        raise FileNotFoundError(
            "Chromium was not found on the path. `make browser` installs it on Debian and Ubuntu; "
            "elsewhere install Chromium or Chrome, or name it in $CHROMIUM."
        )
    # The Node.js that compiles the widget; Playwright's own needs a library that bare Debian lacks.
    node = shutil.which("node")
    if node is not None:
        os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", node)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(path), args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()
