"""A small site with the real loader and dialog, and with an engine of fixed answers."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from support.server import Site

from askdocs.widget import configured

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

HERE = Path(__file__).parent
WIDGET = HERE.parents[1] / "plugin" / "widget"
CONFIG = {
    "dialog": "dialog-0000000001.js",
    "engine": "engine-0000000001.js",
    "launcher": {"place": "auto", "label": "Ask"},
    "shortcuts": {"ask": ["mod+i"]},
}
HITS = [
    (
        "concepts/cache.html",
        "directory",
        ["Caching", "Cache directory"],
        "The cache directory is chosen in this order:",
    ),
    (
        "concepts/cache.html",
        "clearing",
        ["Caching", "Clearing the cache"],
        "To clear the cache, run tool cache clean.",
    ),
    ("reference.html", "folded", ["Reference", "Folded"], "A passage inside closed details."),
    ("reference.html", "tabs", ["Reference", "Tabs"], "Use the winget package on Windows."),
]
PARTS = [
    {"kind": "text", "text": "The cache directory is chosen in this order:", "citation": 0},
    {
        "kind": "list",
        "text": "A temporary one, with --no-cache\nThe one of TOOL_CACHE_DIR",
        "citation": 0,
    },
    {"kind": "table", "text": "Name\tDefault\nretries\t3", "citation": 1},
    {"kind": "code", "text": "tool cache clean\ntool cache prune", "citation": 1},
]
MANIFEST = {
    "format": 1,
    "language": "en",
    "ui": {"texts": {}, "escape": {"url": "https://example.org/issues"}},
    "starters": ["How do I clear the cache?", "Which versions are there?"],
    "widget": {"dialog": CONFIG["dialog"], "engine": CONFIG["engine"]},
    "suggestions": ["Where is the cache directory?"],
    "parts": PARTS,
    "hits": [
        {
            "url": f"{page}#{anchor}",
            "page": page,
            "anchor": anchor,
            "title": headings[0],
            "headings": headings,
            "excerpt": excerpt,
            "score": 1 - rank / 10,
        }
        for rank, (page, anchor, headings, excerpt) in enumerate(HITS)
    ],
}
HEAD = '<script src="{root}askdocs/askdocs.js" defer data-askdocs></script>'
FILLER = "<p>Words between.</p>" * 60
INDEX = """<h1>Home</h1><p>Welcome. <button id="before">Before</button></p>
<p><input id="typing" aria-label="Type"><span id="rich" contenteditable="true">rich</span></p>"""
CACHE = f"""<h1 id="caching">Caching</h1>
<p>To clear the cache, run tool cache clean.</p>{FILLER}
<h2 id="directory">Cache directory</h2>
<p>The <b>cache
directory</b> is chosen in this order:</p>
<ol><li>A temporary one, with <code>--no-cache</code></li><li>The one of <code>TOOL_CACHE_DIR</code></li></ol>
{FILLER}
<h2 id="clearing">Clearing the cache</h2>
<p>To clear the cache, run <code>tool cache clean</code>.</p>
<table><tr><th>Name</th><th>Default</th></tr><tr><td>retries</td><td>3</td></tr></table>
<pre><code><span>tool cache clean</span>
<span>tool cache prune</span></code></pre>{FILLER}"""
REFERENCE = f"""<h1 id="reference">Reference</h1>{FILLER}
<h2 id="folded">Folded</h2>
<details><summary>More</summary><p>A passage inside closed details.</p></details>{FILLER}
<h2 id="tabs">Tabs</h2>
<div class="tabbed-set"><input type="radio" name="t" id="t1" checked><input type="radio" name="t" id="t2">
<div class="tabbed-labels"><label for="t1">macOS</label><label for="t2">Windows</label></div>
<div class="tabbed-content"><div class="tabbed-block"><p>Use brew.</p></div>
<div class="tabbed-block"><p>Use the winget package on Windows.</p></div></div></div>{FILLER}"""
STYLE = ".tabbed-block { display: none } #t1:checked ~ div .tabbed-block:nth-child(1), #t2:checked ~ div .tabbed-block:nth-child(2) { display: block }"
CSP = "default-src 'self'"


@pytest.fixture(scope="session")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """loader and dialog as they are shipped, and the engine of fixed answers."""
    static = tmp_path_factory.mktemp("static")  # TEMP
    subprocess.run(["node", "build.mjs", str(static)], cwd=WIDGET, check=False, capture_output=True)
    engine = tmp_path_factory.mktemp("engine") / "engine.js"
    command = [
        "node",
        "--input-type=module",
        "-e",
        BUNDLE,
        str(HERE / "fake_engine.ts"),
        str(engine),
    ]
    subprocess.run(command, cwd=WIDGET, check=True)
    return {
        "loader": (static / "loader.js").read_bytes(),
        "dialog": (static / "dialog.js").read_bytes(),
        "engine": engine.read_bytes(),
    }


BUNDLE = """
import { build } from "esbuild";
const [entry, outfile] = process.argv.slice(1);
await build({ entryPoints: [entry], outfile, bundle: true, format: "esm", target: "es2022", logLevel: "warning" });
"""


def document(body: str, root: str = "", head: str = "") -> str:
    """A plain page without a theme."""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Docs</title>'
        f'<link rel="stylesheet" href="{root}style.css">{head}{HEAD.format(root=root)}</head>'
        f"<body><main>{body}</main></body></html>"
    )


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
        return self.page.locator("askdocs-dialog [role=combobox]")

    @property
    def dialog(self) -> Locator:
        return self.page.locator("askdocs-dialog dialog")

    @property
    def launcher(self) -> Locator:
        return self.page.locator("askdocs-launcher button")

    def at(self, path: str = "") -> Fake:
        self.page.goto(self.site.url + path)
        return self

    def open(self) -> Fake:
        self.launcher.click()
        self.field.wait_for()
        return self

    def ask(self, question: str) -> Fake:
        self.field.fill(question)
        self.field.press("Enter")
        return self

    def shards(self) -> list[str]:
        """The shards fetched so far."""
        return [path for path in self.site.paths() if "/shard-" in path]


@pytest.fixture
def fake(
    scripts: dict[str, bytes], tmp_path: Path, serve: Callable[..., Site], page: Page
) -> Callable[..., Fake]:
    """fake(pages=…, config=…, manifest=…, mount=…) -> Fake, under `default-src 'self'`."""

    def make(
        pages: dict[str, str] | None = None,
        config: dict[str, Any] | None = None,
        manifest: dict[str, Any] | None = None,
        mount: str = "/",
    ) -> Fake:
        write_site(
            tmp_path, scripts, {**CONFIG, **(config or {})}, {**MANIFEST, **(manifest or {})}
        )
        for name, text in (pages or {}).items():
            (tmp_path / name).write_text(text, "utf-8")
        site = serve(tmp_path, mount, CSP)
        site.broken = Shards()
        return Fake(site, page)

    return make


def write_site(
    folder: Path, scripts: dict[str, bytes], config: dict[str, Any], manifest: dict[str, Any]
) -> None:
    (folder / "concepts").mkdir(exist_ok=True)
    (folder / "askdocs").mkdir(exist_ok=True)
    (folder / "style.css").write_text(STYLE)
    (folder / "index.html").write_text(document(INDEX))
    (folder / "concepts" / "cache.html").write_text(document(CACHE, "../"))
    (folder / "reference.html").write_text(document(REFERENCE))
    askdocs = folder / "askdocs"
    (askdocs / "askdocs.js").write_bytes(configured(scripts["loader"], config))
    (askdocs / manifest["widget"]["dialog"]).write_bytes(scripts["dialog"])
    (askdocs / manifest["widget"]["engine"]).write_bytes(scripts["engine"])
    (askdocs / "manifest.json").write_text(json.dumps(manifest))
