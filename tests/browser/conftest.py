"""A small site with the real loader and dialog, and with an engine of fixed answers."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from askdocs.static import load_widget
from askdocs.widget import configured

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

    from support.server import Site

HERE = Path(__file__).parent
WIDGET = HERE.parents[1] / "plugin" / "widget"
CSP = "default-src 'self'"
MANIFEST = json.loads((HERE / "manifest.json").read_text("utf-8"))
CONFIG = {
    **MANIFEST["widget"],
    "launcher": {"place": "auto", "label": "Ask"},
    "shortcuts": {"ask": ["mod+i"]},
}
BUNDLE = """
import { build } from "esbuild";
const [entry, outfile] = process.argv.slice(1);
const define = { SECOND_GEAR: "false" };
await build({ entryPoints: [entry], outfile, bundle: true, format: "esm", define, logLevel: "warning" });
"""


@pytest.fixture(scope="session")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Loader and dialog as they are shipped, and the engine of fixed answers."""
    widget = load_widget()
    engine = tmp_path_factory.mktemp("engine") / "engine.js"
    command = ["node", "--input-type=module", "-e", BUNDLE, HERE / "fake_engine.ts", engine]
    subprocess.run(command, cwd=WIDGET, check=True)
    return {"loader": widget.loader, "dialog": widget.dialog, "engine": engine.read_bytes()}


class Shards(dict[str, "bytes | None"]):
    """Whatever shard the engine of fixed answers asks for is there."""

    def __contains__(self, name: object) -> bool:
        return dict.__contains__(self, name) or str(name).startswith("askdocs/shard-")

    def __missing__(self, name: str) -> bytes:
        return b"shard"


@dataclass(frozen=True, slots=True)
class Fake:
    """The served site; `page` is a tab on it."""

    site: Site
    page: Page

    @property
    def field(self) -> Locator:
        """The dialog's field."""
        return self.page.locator("askdocs-dialog [role=combobox]")

    @property
    def dialog(self) -> Locator:
        """The dialog itself."""
        return self.page.locator("askdocs-dialog dialog")

    @property
    def launcher(self) -> Locator:
        """The button that opens it."""
        return self.page.locator("askdocs-launcher button")

    def at(self, path: str = "") -> Fake:
        """The tab, gone to the path."""
        self.page.goto(self.site.url + path)
        return self

    def open(self) -> Fake:
        """The tab with its dialog open."""
        self.launcher.click()
        self.field.wait_for()
        return self

    def ask(self, question: str) -> Fake:
        """The tab with the question on its way."""
        self.field.fill(question)
        self.field.press("Enter")
        return self

    def shards(self) -> list[str]:
        """The shards fetched so far."""
        return [path for path in self.site.paths() if "/shard-" in path]

    def deploy(self, *kinds: str) -> None:
        """Gives scripts of these kinds other names, as a new build would."""
        askdocs = self.site.folder / "askdocs"
        manifest = askdocs / "manifest.json"
        text = manifest.read_text("utf-8")
        for kind in kinds:
            (askdocs / f"{kind}-0000000001.js").rename(askdocs / f"{kind}-0000000002.js")
            text = text.replace(f"{kind}-0000000001", f"{kind}-0000000002")
        manifest.write_text(text, "utf-8")


@pytest.fixture
def fake(
    scripts: dict[str, bytes], tmp_path: Path, serve: Callable[..., Site], page: Page
) -> Callable[..., Fake]:
    """fake(style=…, config=…, manifest=…, mount=…) -> Fake, under `default-src 'self'`."""

    def make(
        style: str = "",
        config: dict[str, Any] | None = None,
        manifest: dict[str, Any] | None = None,
        mount: str = "/",
    ) -> Fake:
        folder = tmp_path / "site"
        shutil.copytree(HERE / "site", folder)
        with (folder / "style.css").open("a", encoding="utf-8") as sheet:
            sheet.write(style)
        write_askdocs(folder / "askdocs", scripts, config or {}, manifest or {})
        site = serve(folder, mount, CSP)
        site.broken = Shards()
        return Fake(site, page)

    return make


def write_askdocs(
    folder: Path, scripts: dict[str, bytes], config: dict[str, Any], manifest: dict[str, Any]
) -> None:
    """The folder askdocs/ of the site; `config` and `manifest` replace parts of the usual ones."""
    folder.mkdir()
    (folder / "askdocs.js").write_bytes(configured(scripts["loader"], {**CONFIG, **config}))
    (folder / CONFIG["dialog"]).write_bytes(scripts["dialog"])
    (folder / CONFIG["engine"]).write_bytes(scripts["engine"])
    (folder / "manifest.json").write_text(json.dumps({**MANIFEST, **manifest}), "utf-8")
