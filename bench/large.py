"""Askdocs and Pagefind on large sites, asked the same questions in the same browser.

    python bench/large.py NAME=FOLDER … [--encoder fast] [--typed 20] [--work DIR] [--write]

FOLDER holds built HTML; the questions are those of bench/questions/NAME.jsonl. Each engine works on
a copy of its own. Prints bytes of a first and of a later question, requests and rounds, hit rates,
milliseconds, builds and indexes; `--write` puts the tables into the manual, and `growth.py` draws
what they say.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(Path(__file__).parent)]

import others  # noqa: E402
import run  # noqa: E402
from spent import Cost, spend  # noqa: E402
from tables import publish, table  # noqa: E402

from askdocs_index.evaluate import Reply, Verdict, judge  # noqa: E402
from askdocs_index.questions import Question, read_questions  # noqa: E402
from support.browser import launched  # noqa: E402
from support.server import Site, serving  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGE = ROOT / "docs/manual/large-sites.md"
LATENCY_S = 0.15  # what a round takes while rounds are counted
SHOWN = 5
KEYED = 2  # questions of which every key is timed
ASK = "(question) => window.askdocs.search(question)"
TIMED = """async (question) => {
  await window.askdocs.search(question);
  const started = performance.now();
  await window.askdocs.search(question);
  return performance.now() - started;
}"""


@dataclass(frozen=True, slots=True)
class Built:
    """What putting an engine on a site took and left."""

    cost: Cost
    bytes: int
    files: int


@dataclass(frozen=True, slots=True)
class Row:
    """One engine on one site."""

    site: str
    pages: int  # HTML files
    engine: str
    built: Built
    hit5: float  # questions with a gold page among the first five
    first: tuple[int, int]  # bytes of a first question, median and most
    later: int  # bytes that a second one adds, median; 0 where it was not measured
    requests: int  # of a first question, most
    rounds: int  # one after the other, most; 0 where it was not measured
    ms: tuple[float, float]  # of a question whose files are cached, median and 95th percentile
    keys: tuple[float, float]  # from a key to its hits, all being at hand; zeros if not measured


def main() -> int:
    """Measures, prints, and with --write publishes."""
    parser = argparse.ArgumentParser(prog="bench/large.py", description=__doc__)
    parser.add_argument("sites", nargs="+", metavar="NAME=FOLDER")
    parser.add_argument("--encoder", default="fast")
    parser.add_argument("--typed", type=int, default=20, help="first questions typed, a site")
    parser.add_argument("--work", type=Path, default=ROOT / ".cache/large")
    parser.add_argument("--write", action="store_true", help=f"put the table into {PAGE.name}")
    chosen = parser.parse_args()
    rows: list[Row] = []
    for name, _, folder in (text.partition("=") for text in chosen.sites):
        rows += measure(name, Path(folder), chosen.encoder, chosen.typed, chosen.work)
        print(rendered(rows[-2:]), flush=True)
    (chosen.work / "rows.json").write_text(json.dumps([asdict(row) for row in rows], indent=1))
    if chosen.write:
        publish(PAGE, rendered(rows))
    return 0


def measure(name: str, source: Path, encoder: str, typed: int, work: Path) -> list[Row]:
    """Askdocs' row and Pagefind's."""
    questions = read_questions(ROOT / f"bench/questions/{name}.jsonl", "")
    shutil.rmtree(work / name, ignore_errors=True)
    ours, theirs = copy(source, work / name / "askdocs"), copy(source, work / name / "pagefind")
    pages = sum(1 for _ in ours.rglob("*.html"))
    command = [sys.executable, "-m", "askdocs.cli", "build", str(ours), "--encoder", encoder]
    built = build([*command, "--cache-dir", str(work / name / "cache")], ours / "askdocs")
    pagefind = str(others.installed(work) / ".bin/pagefind")
    compared = build([pagefind, "--site", str(theirs)], theirs / "pagefind")
    with launched() as browser:
        mine = asked(name, pages, built, ours, browser, questions, typed)
        return [mine, pagefind_row(name, pages, compared, theirs, browser, questions)]


def copy(source: Path, target: Path) -> Path:
    """The site without dangling links, with a front page."""
    shutil.copytree(source, target, ignore_dangling_symlinks=True)
    front = target / "index.html"
    if not front.exists():
        front.write_text("<!doctype html><html lang=en><title>Front</title><h1>Front</h1>")
    return target


def build(command: Sequence[str], index: Path) -> Built:
    """Runs a build and looks at what it left."""
    cost = spend(command, index.parent)
    files = [path.stat().st_size for path in index.rglob("*") if path.is_file()]
    return Built(cost, sum(files), len(files))


def asked(
    name: str,
    pages: int,
    built: Built,
    site: Path,
    browser: Browser,
    questions: Sequence[Question],
    typed: int,
) -> Row:
    """Askdocs' figures."""
    with serving(site) as served:
        costs = [run.type_question(browser, served, q.question) for q in questions[:typed]]
        rounds = max(rounds_of(browser, served, q.question) for q in questions)
        page = run.open_page(browser, served)
        verdicts = [judge(q, run.reply(run.ask(page, q.question))) for q in questions]
        times = [page.evaluate(TIMED, question.question) for question in questions]
        page.context.close()
        keys = run.key_latencies(browser, served, [q.question for q in questions[:KEYED]])
    return Row(
        name,
        pages,
        "Askdocs",
        built,
        hit5(verdicts),
        spread([cost.bytes for cost in costs]),
        int(statistics.median(cost.later_bytes for cost in costs)),
        max(cost.requests for cost in costs),
        rounds,
        (statistics.median(times), percentile(times, 95)),
        (statistics.median(keys), percentile(keys, 95)),
    )


def pagefind_row(
    name: str,
    pages: int,
    built: Built,
    site: Path,
    browser: Browser,
    questions: Sequence[Question],
) -> Row:
    """Pagefind's figures."""
    engine = next(each for each in others.ENGINES if each.name == "Pagefind")
    with serving(site) as served:
        costs = [others.first_cost(engine, served, browser, q.question) for q in questions]
        with others.opened(browser, served) as page:
            replies: list[Reply] = [
                others.reply(engine.ask(page, q.question), served) for q in questions
            ]
            times = [others.timed(engine, page, q.question) for q in questions]
    verdicts = [judge(q, reply) for q, reply in zip(questions, replies, strict=True)]
    requests = max(requests for _, requests in costs)
    first = spread([bytes_ for bytes_, _ in costs])
    ms = (statistics.median(times), percentile(times, 95))
    return Row(name, pages, "Pagefind", built, hit5(verdicts), first, 0, requests, 0, ms, (0, 0))


def rounds_of(browser: Browser, served: Site, question: str) -> int:
    """How often a first question waits for the network, the loader counted.

    A request counts from when the page makes it: over HTTP/1.1 it may then wait for one of the
    browser's six connections, which HTTP/2 does not know.
    """
    made: dict[str, float] = {}
    page = browser.new_context().new_page()
    page.on("request", lambda request: made.setdefault(request.url, time.monotonic()))
    served.latency_s = LATENCY_S
    served.reset()
    page.goto(served.url, wait_until="load")
    page.evaluate(ASK, question)
    page.context.close()
    served.latency_s = 0.0
    own = [sent for sent in served.sent if sent.path.startswith("askdocs/")]
    return longest_chain([(made[served.url + sent.path], sent.ready) for sent in own])


def longest_chain(requests: Sequence[tuple[float, float]]) -> int:
    """The most of (made, answered) of which each was made when the one before it was answered."""
    chain, end = 0, 0.0
    for made, answered in sorted(requests, key=lambda each: each[1]):
        if made >= end:
            chain, end = chain + 1, answered
    return chain


def hit5(verdicts: Sequence[Verdict]) -> float:
    """The share of questions with a gold page among the first five."""
    return statistics.mean(0 < verdict.page_rank <= SHOWN for verdict in verdicts)


def spread(sizes: Sequence[int]) -> tuple[int, int]:
    """Median and most."""
    return int(statistics.median(sizes)), max(sizes)


def percentile(values: Sequence[float], percent: int) -> float:
    """The nearest-rank percentile."""
    return sorted(values)[max(0, -(-len(values) * percent // 100) - 1)]


def rendered(rows: Sequence[Row]) -> str:
    """The rows as two Markdown tables: what a reader pays and gets, and what an author does."""
    reader = [
        ["site", "engine", "page hit@5", "first question, KB (median / worst)", "later, KB",
         "requests", "rounds", "again, ms (median / p95)", "key to hits, ms (median / p95)"]
    ]  # fmt: skip
    author = [
        ["site", "HTML files", "engine", "build, s", "CPU, s", "peak MB", "index, MB", "files"]
    ]
    for row in rows:
        first = f"{row.first[0] / 1000:.0f} / {row.first[1] / 1000:.0f}"
        later = f"{row.later / 1000:.0f}" if row.later else "–"
        ms = f"{row.ms[0]:.0f} / {row.ms[1]:.0f}"
        keys = f"{row.keys[0]:.0f} / {row.keys[1]:.0f}" if row.keys[1] else "–"
        reader.append(
            [row.site, row.engine, f"{row.hit5:.2f}", first, later, str(row.requests),
             str(row.rounds or "–"), ms, keys]
        )  # fmt: skip
        cost, b = row.built.cost, row.built
        author.append(
            [row.site, f"{row.pages:,}", row.engine, f"{cost.seconds:.0f}", f"{cost.cpu_s:.0f}",
             f"{cost.peak_mb:.0f}", f"{b.bytes / 1e6:.1f}", f"{b.files:,}"]
        )  # fmt: skip
    return f"{table(reader)}\n\n{table(author)}"


if __name__ == "__main__":
    sys.exit(main())
