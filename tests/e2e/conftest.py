"""Sites built in the public ways, once a run, and a reader's tab on them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from support.laboratory import made_laboratory
from support.projects import build_project, run_python
from support.server import serving
from support.shared import ROOT

if TYPE_CHECKING:
    import subprocess

    from playwright.sync_api import Browser, BrowserContext, Locator, Page

    from support.server import Site

CSP = "default-src 'self'"
HOME = """<h1 id="harbour">The harbour</h1>
<p>The harbour is open from April to October. Its lights burn all night.</p>
<h2 id="office">The office</h2>
<p>The office is in the red house. It opens at eight o'clock.</p>"""
MOORING = """<h1 id="mooring">Mooring lines</h1>
<p>Every boat is held by four lines.</p>
<h2 id="größe &amp; länge">Choosing a line</h2>
<p>A mooring line is as thick as one millimetre for every metre of the boat.</p>
<h2>Tying up</h2>
<p>Tie the bow line first, then the stern line, and leave slack for the tide.</p>
<ol><li>Lead the line through the ring.</li><li>Make it fast on the cleat.</li></ol>"""
FEES = """<h1 id="fees">Berth fees</h1>
<table><thead><tr><th>Length of the boat</th><th>Price a night</th></tr></thead><tbody>
<tr><td>up to 8 metres</td><td>12 crowns</td></tr>
<tr><td>up to 12 metres</td><td>19 crowns</td></tr></tbody></table>
<h2 id="discount">Discounts</h2>
<p>Sailing schools get a discount of twenty percent on berth fees.</p>"""
RADIO = """<h1>Radio</h1>
<p>Call the harbour master on channel 12 before you enter.</p>
<pre><code class="language-sh">radio --channel 12 \\
    --call "harbour master"</code></pre>"""
HANDBOOK = {
    "index.html": HOME,
    "boats/mooring lines.html": MOORING,
    "boats/fees/index.html": FEES,
    "crew/radio.html": RADIO,
}


def written(folder: Path, pages: dict[str, str]) -> Path:
    """The folder with these bodies as pages of plain HTML in it."""
    for name, body in pages.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        head = f'<meta charset="utf-8"><title>{name}</title>'
        html = f'<!doctype html><html lang="en"><head>{head}</head><body><main>{body}</main></body>'
        path.write_text(html + "</html>\n", "utf-8")
    return folder


@pytest.fixture
def pages() -> dict[str, str]:
    """The handbook's pages: path → body."""
    return dict(HANDBOOK)


@pytest.fixture(scope="session")
def pages_of_the_harbour() -> dict[str, str]:
    """The same, for those who only read them."""
    return dict(HANDBOOK)


@pytest.fixture(scope="session")
def write_pages() -> Callable[[Path, dict[str, str]], Path]:
    """write_pages(folder, {path: body}) -> folder."""
    return written


def held_in(folder: Path) -> dict[str, bytes]:
    """Every file below the folder: path → bytes."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(scope="session")
def held() -> Callable[[Path], dict[str, bytes]]:
    """held(folder) -> {path: bytes} of every file below it."""
    return held_in


@pytest.fixture(scope="session")
def askdocs() -> Callable[..., subprocess.CompletedProcess[str]]:
    """askdocs("build", site, …, cwd=…, expect=0): the command in a process of its own."""

    def command(*arguments: object, cwd: Path, expect: int = 0) -> subprocess.CompletedProcess[str]:
        done = run_python("-m", "askdocs.cli", *map(str, arguments), cwd=cwd)
        assert done.returncode == expect, (done.stdout, done.stderr)
        return done

    return command


@pytest.fixture(scope="session")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository's own site, built as it is published but with the fast encoder."""
    folder = tmp_path_factory.mktemp("guide")
    return built_guide(folder)


@pytest.fixture(scope="session")
def laboratory_guide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with its Python cells."""
    return built_guide(tmp_path_factory.mktemp("laboratory"), laboratory=str(made_laboratory()))


def built_guide(folder: Path, **more: str) -> Path:
    """The site in folder/site."""
    cache = {"cache_dir": str(folder / "cache")}
    askdocs = {"encoder": "fast", "explorer": True, **cache, **more}
    config = folder / "mkdocs.yml"
    config.write_text(
        json.dumps(
            {
                "INHERIT": str(ROOT / "mkdocs.yml"),
                "docs_dir": str(ROOT / "docs"),
                "plugins": ["search", {"askdocs": askdocs}],
            }
        ),
        "utf-8",
    )
    build_project(config, "--strict", "--quiet")
    return folder / "site"


@pytest.fixture(scope="session")
def built_handbook(
    tmp_path_factory: pytest.TempPathFactory,
    askdocs: Callable[..., subprocess.CompletedProcess[str]],
) -> Path:
    """A folder of plain HTML, indexed by the command; the cache lies beside it."""
    folder = tmp_path_factory.mktemp("handbook")
    askdocs("build", written(folder / "site", HANDBOOK), "--encoder", "fast", cwd=folder)
    return folder / "site"


@pytest.fixture
def handbook(built_handbook: Path, tmp_path: Path) -> Path:
    """A copy of the built handbook that a test may change; its cache came along."""
    shutil.copytree(built_handbook.parent, tmp_path, dirs_exist_ok=True)
    return tmp_path / "site"


@dataclass(frozen=True, slots=True)
class Reader:
    """A tab on a served site; `complaints` are of the policy and of scripts, `asked` all that was requested."""

    site: Site
    page: Page
    complaints: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    @property
    def field(self) -> Locator:
        """The dialog's field."""
        return self.page.locator("askdocs-dialog [role=combobox]")

    @property
    def dialog(self) -> Locator:
        """The dialog."""
        return self.page.locator("askdocs-dialog dialog")

    @property
    def card(self) -> Locator:
        """The answer's card."""
        return self.page.locator("askdocs-dialog .card")

    @property
    def notice(self) -> Locator:
        """The sentence that stands where something went wrong."""
        return self.page.locator("askdocs-dialog .notice")

    def at(self, path: str = "") -> Reader:
        """The tab, gone to the path."""
        self.page.goto(self.site.url + path)
        return self

    def open(self) -> Reader:
        """The tab with its dialog open."""
        self.page.locator("askdocs-launcher button").click()
        self.field.wait_for()
        return self

    def ask(self, question: str) -> Reader:
        """The tab with the question on its way."""
        self.field.fill(question)
        self.field.press("Enter")
        return self

    def call(self, method: str, *arguments: object) -> Any:
        """What a method of `window.askdocs` gives; an error as {"error": [name, code]}."""
        return self.page.evaluate(
            """([method, rest]) => askdocs[method](...rest)
                .catch(({ name, code }) => ({ error: [name, code] }))""",
            [method, arguments],
        )

    def marked(self) -> str:
        """The words that are marked on the page, once any are; without white space."""
        for _ in range(100):
            words = self.page.evaluate(
                "[...(CSS.highlights.get('askdocs') ?? [])].map(String).join('')"
            )
            if words:
                return "".join(words.split())
            self.page.wait_for_timeout(50)
        return ""


def visited(stack: ExitStack, context: BrowserContext) -> Callable[..., Reader]:
    """What serves a folder until the stack is closed, and opens a tab on its home."""

    def start(
        folder: Path, mount: str = "/", csp: str | None = CSP, *, bare: bool = False
    ) -> Reader:
        site = stack.enter_context(serving(folder, mount, csp))
        if bare:
            scripts = folder.glob("assets/**/*.js")
            site.broken.update({path.relative_to(folder).as_posix(): b"" for path in scripts})
        reader = Reader(site, context.new_page())
        reader.page.on("request", lambda request: reader.asked.append(request.url))
        reader.page.on("console", lambda message: told(reader.complaints, message.text))
        reader.page.on("pageerror", lambda error: reader.complaints.append(str(error)))
        return reader.at()

    return start


@pytest.fixture
def visit(context: BrowserContext) -> Iterator[Callable[..., Reader]]:
    """visit(folder, mount="/", csp="default-src 'self'", bare=False) -> Reader: a tab on its home.

    A bare site lacks its theme's scripts, whose start takes longer than our tests.
    """
    with ExitStack() as stack:
        yield visited(stack, context)


@pytest.fixture(scope="module")
def visit_once(chromium: Browser) -> Iterator[Callable[..., Reader]]:
    """`visit` for a whole module, for tests that only call `window.askdocs`."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    with ExitStack() as stack:
        stack.callback(context.close)
        yield visited(stack, context)


def told(complaints: list[str], text: str) -> None:
    """Keeps what the browser says of the policy."""
    if "Content Security Policy" in text:
        complaints.append(text)
