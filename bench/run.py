"""One corpus: built, served, asked."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from baseline import rank_bm25_replies

from askdocs_index.evaluate import Found, Reply, Verdict, judge
from askdocs_index.questions import read_questions
from support.browser import launched
from support.projects import run_python
from support.server import Site, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CORPORA = ("uv", "material", "fastapi")
KEY_DELAY_MS = 200  # five keys a second
SLOW_KEY_DELAY_MS = 700  # the dialog fetches files when a reader pauses
ANSWER_TIMEOUT_S = 30

ASK = """async ({question, limit}) => {
  const started = performance.now();
  const {hits} = await window.askdocs.search(question, {limit});
  const searched = performance.now();
  const answer = await window.askdocs.ask(question);
  return {hits, answer, search_ms: searched - started, ask_ms: performance.now() - searched};
}"""
WATCH = """() => {
  window.heard = false;
  for (const name of ["askdocs:answer", "askdocs:notfound"])
    document.addEventListener(name, () => { window.heard = true; });
}"""


@dataclass(frozen=True, slots=True)
class Typed:
    """What a reader's first question cost from an empty cache, the page itself left out."""

    load_bytes: int  # before any use
    bytes: int  # load, dialog, engine and index together
    requests: int
    later_bytes: int  # of a second question in the same tab


@dataclass(frozen=True, slots=True)
class Measured:
    """All that was measured on one corpus."""

    corpus: str
    verdicts: Sequence[Verdict]
    baseline: Sequence[Verdict]
    foreign: Sequence[float]  # confidence in answers to another site's questions
    verbatim: tuple[int, int]  # parts found in their cited section, parts
    warm_ms: Sequence[float]  # a search whose shards are cached
    typed: Sequence[Typed]


def measure(shared: Path, corpus: str, work: Path, step: int, typed: int) -> Measured:
    """Builds `corpus` and asks its questions, every `step`-th of them."""
    site = build(shared, corpus, work)
    questions = read_questions(shared / "eval/questions.jsonl")
    own = [q for q in questions if q.corpus == corpus][::step]
    others = [q for q in questions if q.corpus != corpus and q.answerable][::step]
    with serving(site) as served, launched() as browser:
        page = open_page(browser, served)
        replies = [ask(page, question.question) for question in own]
        warm = [ask(page, question.question)["search_ms"] for question in own]
        foreign = [ask(page, question.question)["answer"]["confidence"] for question in others]
        first = [type_question(browser, served, question.question) for question in own[:typed]]
    return Measured(
        corpus,
        [judge(q, reply(r)) for q, r in zip(own, replies, strict=True)],
        [judge(q, r) for q, r in zip(own, rank_bm25_replies(site, own), strict=True)],
        foreign,
        verbatim(site, [r["answer"] for r in replies]),
        warm,
        first,
    )


def build(shared: Path, corpus: str, work: Path) -> Path:
    """The corpus's site with Askdocs on it, in work/<corpus>/site."""
    folder = work / corpus
    plugin = {"askdocs": {"cache_dir": str(folder / "cache")}}
    config = write_config(shared, corpus, folder, ["search", plugin])
    result = run_python("-m", "mkdocs", "build", "-q", "-f", str(config), cwd=folder)
    if result.returncode:
        raise RuntimeError(result.stderr)
    return folder / "site"


def write_config(shared: Path, corpus: str, folder: Path, plugins: Sequence[object]) -> Path:
    """folder/mkdocs.yml, which builds the corpus into folder/site."""
    folder.mkdir(parents=True, exist_ok=True)
    source = shared / "corpora" / corpus
    settings = {
        "INHERIT": str(source / "mkdocs.yml"),
        "docs_dir": str(source / "docs"),
        "site_dir": str(folder / "site"),
        "plugins": plugins,
    }
    config = folder / "mkdocs.yml"
    config.write_text(json.dumps(settings), encoding="utf-8")
    return config


def open_page(browser: Browser, served: Site) -> Page:
    """The site's front page in a fresh profile."""
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    page.goto(served.url, wait_until="load")
    return page


def ask(page: Page, question: str) -> dict[str, Any]:
    """Hits, answer and milliseconds for one question, through the public interface."""
    found: dict[str, Any] = page.evaluate(ASK, {"question": question, "limit": 50})
    return found


def reply(found: dict[str, Any]) -> Reply:
    """What the browser gave, as the evaluation takes it."""
    hits = tuple(Found(h["page"], h["anchor"], tuple(h["headings"])) for h in found["hits"])
    answer = found["answer"]
    texts = tuple(part["text"] for part in answer["parts"])
    return Reply(hits, texts, answer["status"], answer["confidence"])


def type_question(browser: Browser, served: Site, question: str) -> Typed:
    """Types a question into the dialog of an empty profile, then a second one."""
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    served.reset()
    page.goto(served.url, wait_until="networkidle")
    load = askdocs_bytes(served)
    page.keyboard.press("Control+i")
    page.wait_for_timeout(500)
    enter(page, question)
    first, requests = askdocs_bytes(served), len(askdocs_responses(served))
    page.keyboard.press("Control+a")
    enter(page, "How do I change the default settings?")
    later = askdocs_bytes(served) - first
    page.context.close()
    return Typed(load, first, requests, later)


def enter(page: Page, question: str) -> None:
    """Types and sends a question, and waits for its answer."""
    page.evaluate(WATCH)
    page.keyboard.type(question, delay=KEY_DELAY_MS)
    page.keyboard.press("Enter")
    give_up = time.monotonic() + ANSWER_TIMEOUT_S
    while not page.evaluate("() => window.heard"):
        if time.monotonic() > give_up:
            raise TimeoutError(f"no answer to {question!r} in the dialog")
        page.wait_for_timeout(50)
    page.wait_for_load_state("networkidle")


KEYS = """() => {
  const { shadowRoot } = document.querySelector("askdocs-dialog");
  window.keys = [];
  shadowRoot.addEventListener("input", () => window.keys.push({ at: performance.now() }), true);
  new MutationObserver(() => {
    const key = window.keys.at(-1);
    if (key) key.shown ??= performance.now() - key.at;
  }).observe(shadowRoot.querySelector("[role=listbox]"), { childList: true });
}"""


def key_latencies(browser: Browser, served: Site, questions: Sequence[str]) -> list[float]:
    """Milliseconds from each key to the hits in the dialog, all that they need being at hand.

    Each question is typed once slowly, so that every beginning of it is searched, then once more.

    A key whose hits had not come when the next one fell counts as the time between keys.
    """
    page = open_page(browser, served)
    page.keyboard.press("Control+i")
    page.wait_for_timeout(500)
    page.evaluate(KEYS)
    found: list[float] = []
    for question in questions:
        for delay in (SLOW_KEY_DELAY_MS, KEY_DELAY_MS):
            page.keyboard.press("Control+a")
            page.keyboard.press("Delete")
            page.evaluate("() => { window.keys.length = 0; }")
            page.keyboard.type(question, delay=delay)
            page.wait_for_timeout(SLOW_KEY_DELAY_MS)
        keys = page.evaluate("() => window.keys.map(({ shown }) => shown ?? null)")
        found += [KEY_DELAY_MS if ms is None else ms for ms in keys]
    page.context.close()
    return found


def askdocs_responses(served: Site) -> list[Any]:
    """The responses that are ours."""
    return [sent for sent in served.sent if sent.path.startswith("askdocs/")]


def askdocs_bytes(served: Site) -> int:
    """Their bytes, overhead included."""
    return sum(sent.total_bytes for sent in askdocs_responses(served))


def verbatim(site: Path, answers: Sequence[dict[str, Any]]) -> tuple[int, int]:
    """How many of the answers' parts stand word for word on the page that they cite."""
    from selectolax.lexbor import LexborHTMLParser

    texts: dict[str, str] = {}
    found = parts = 0
    for answer in answers:
        for part in answer["parts"]:
            name = answer["hits"][part["citation"]]["page"]
            if name not in texts:
                tree = LexborHTMLParser((site / name).read_bytes())
                texts[name] = squeeze(tree.body.text() if tree.body else "")
            lines = part["text"].split("\n")
            found += all(squeeze(line) in texts[name] for line in lines)
            parts += 1
    return found, parts


def squeeze(text: str) -> str:
    """Text without white space, for comparing what was rendered with what was extracted."""
    return "".join(text.split())
