"""Other search engines without a server, on the same sites, questions and browser.

Pagefind and MiniSearch come from npm, once, into the benchmark's folder; Material's own search is
on the built sites already. Each is used as its documentation says, and through its own interface
where it has one: what a reader would have found among the first results, and what that cost.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from spent import Cost, spend

from askdocs_index.evaluate import Found, Reply, Verdict, judge
from support.browser import launched
from support.server import Site, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from askdocs_index.questions import Question

PACKAGES = ("pagefind@1.6.0", "minisearch@7.2.0")
RESULTS = 10  # that are looked at; Pagefind's interface loads five, then more
LOADED = 5  # of Pagefind's results, a file each
WAIT_MS = 3_000  # for Material's results

PAGEFIND = """async ([question, loaded]) => {
  const pagefind = await import(new URL("pagefind/pagefind.js", location.href).href);
  const { results } = await pagefind.search(question);
  const pages = await Promise.all(results.slice(0, loaded).map((result) => result.data()));
  return pages.flatMap(({ url, sub_results }) => (sub_results.length ? sub_results : [{ url }]))
    .map(({ url }) => url);
}"""
MINISEARCH = """async ([question, results]) => {
  if (!window.mini) {
    const { default: MiniSearch } = await import(new URL("minisearch.js", location.href).href);
    const { docs } = await (await fetch("search/search_index.json")).json();
    window.mini = new MiniSearch({ fields: ["title", "text"], idField: "location" });
    window.mini.addAll([...new Map(docs.map((doc) => [doc.location, doc])).values()]);
  }
  const found = window.mini.search(question, { boost: { title: 2 }, prefix: true, fuzzy: 0.2 });
  return found.slice(0, results).map(({ id }) => new URL(id, location.href).href);
}"""


@dataclass(frozen=True, slots=True)
class Engine:
    """How an engine is put on a site, and how it is asked; what cannot be done is raised.

    ``prepare``: site, folder of the npm packages → what building the index took; None where nothing
    is built besides what `mkdocs build` makes for its own search.
    """

    name: str
    prepare: Callable[[Path, Path], Cost | None]
    ask: Callable[[Page, str], Sequence[str]]  # → addresses, best first
    paths: tuple[str, ...]  # how the paths of its files begin


@dataclass(frozen=True, slots=True)
class Compared:
    """One engine on one site."""

    engine: str
    verdicts: Sequence[Verdict]
    bytes: int  # of a first question, median
    requests: int  # at most
    ms: float  # a question asked again, median
    index_bytes: int  # that the engine added to the site
    build: Cost | None


def compare(
    site: Path, questions: Sequence[Question], work: Path, typed: int
) -> Iterator[Compared]:
    """Each engine on a copy of the ``site``; ``typed``: questions asked with empty caches."""
    packages = installed(work)
    for engine in ENGINES:
        copy = work / "others" / engine.name
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(site, copy, ignore=shutil.ignore_patterns("askdocs"))
        before = size(copy)
        spent = engine.prepare(copy, packages)
        with serving(copy) as served, launched() as browser:
            yield asked(engine, served, browser, questions, typed, size(copy) - before, spent)


def asked(
    engine: Engine,
    served: Site,
    browser: Browser,
    questions: Sequence[Question],
    typed: int,
    added: int,
    spent: Cost | None,
) -> Compared:
    """The engine's figures on a served site."""
    costs = [first_cost(engine, served, browser, q.question) for q in questions[:typed]]
    with opened(browser, served) as page:
        replies = [reply(engine.ask(page, q.question), served) for q in questions]
        times = [timed(engine, page, q.question) for q in questions]
    return Compared(
        engine.name,
        [judge(q, r) for q, r in zip(questions, replies, strict=True)],
        sorted(bytes_ for bytes_, _ in costs)[len(costs) // 2],
        max(requests for _, requests in costs),
        sorted(times)[len(times) // 2],
        added,
        spent,
    )


def first_cost(engine: Engine, served: Site, browser: Browser, question: str) -> tuple[int, int]:
    """Bytes and requests of the engine's files, for one question in an empty profile."""
    served.reset()
    with opened(browser, served) as page:
        engine.ask(page, question)
        page.wait_for_load_state("networkidle")
    sent = {each.path: each.total_bytes for each in served.sent}
    own = [bytes_ for path, bytes_ in sent.items() if path.startswith(engine.paths)]
    return sum(own), len(own)


@contextmanager
def opened(browser: Browser, served: Site) -> Iterator[Page]:
    """The front page in a profile of its own."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(served.url, wait_until="networkidle")
    try:
        yield page
    finally:
        context.close()


def timed(engine: Engine, page: Page, question: str) -> float:
    """Milliseconds of a question whose files are in the cache."""
    started = time.perf_counter()
    engine.ask(page, question)
    return (time.perf_counter() - started) * 1000


def reply(addresses: Sequence[str], served: Site) -> Reply:
    """What was found as the evaluation takes it: distinct addresses, headings unknown."""
    hits = []
    for address in dict.fromkeys(addresses):
        parts = urlsplit(address)
        path = unquote(parts.path.removeprefix(urlsplit(served.url).path)).lstrip("/")
        name = f"{path}index.html" if path.endswith("/") or not path else path
        hits.append(Found(name, unquote(parts.fragment), ()))
    return Reply(tuple(hits), (), "answered", 0.0)


def installed(work: Path) -> Path:
    """The folder of the npm packages."""
    folder = work / "node"
    folder.mkdir(parents=True, exist_ok=True)
    if not all((folder / "node_modules" / name.split("@")[0]).is_dir() for name in PACKAGES):
        (folder / "package.json").write_text(json.dumps({"private": True}), "utf-8")
        run(["npm", "install", "--silent", "--no-audit", "--no-fund", *PACKAGES], folder)
    return folder / "node_modules"


def run(command: Sequence[str], folder: Path) -> None:
    """Runs a command. Raises RuntimeError with what it said."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr or done.stdout}")


def size(folder: Path) -> int:
    """The bytes of all files below."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def add_pagefind(site: Path, packages: Path) -> Cost:
    """Its index lies in pagefind/."""
    return spend([str(packages / ".bin/pagefind"), "--site", str(site)], site)


def ask_pagefind(page: Page, question: str) -> Sequence[str]:
    """Sections of the first pages, as its interface would load them."""
    found: list[str] = page.evaluate(PAGEFIND, [question, LOADED])
    return found


def add_minisearch(site: Path, packages: Path) -> None:
    """Its script; it indexes what MkDocs' own search has, when it is first asked."""
    shutil.copy(packages / "minisearch/dist/es/index.js", site / "minisearch.js")


def ask_minisearch(page: Page, question: str) -> Sequence[str]:
    """Its results, with the options that its documentation begins with."""
    found: list[str] = page.evaluate(MINISEARCH, [question, RESULTS])
    return found


def add_nothing(_site: Path, _packages: Path) -> None:
    """Material's search is there already."""


def ask_material(page: Page, question: str) -> Sequence[str]:
    """Types into the theme's own field, and reads its list."""
    field = page.locator("[data-md-component=search-query]")
    if not page.locator("#__search").is_checked():
        page.keyboard.press("/")
    field.fill(question)
    field.press("End")  # a key is what the theme listens to
    results = page.locator("[data-md-component=search-result] a.md-search-result__link")
    meta = page.locator(".md-search-result__meta")
    give_up = time.monotonic() + WAIT_MS / 1000
    while time.monotonic() < give_up:
        if results.count() or "No matching" in (meta.text_content() or ""):
            break
        page.wait_for_timeout(20)
    found: list[str] = results.evaluate_all("(links) => links.map((link) => link.href)")
    return [address.split("?", 1)[0] + "#" + urlsplit(address).fragment for address in found]


ENGINES = (
    Engine("Pagefind", add_pagefind, ask_pagefind, ("pagefind/",)),
    Engine("Material", add_nothing, ask_material, ("search/", "assets/javascripts/workers/search")),
    Engine("MiniSearch", add_minisearch, ask_minisearch, ("search/", "minisearch.js")),
)
