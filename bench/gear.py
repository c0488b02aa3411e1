"""The second gear beside the first, in Chromium: `python bench/gear.py`.

Asks every answerable question of shared/eval through `window.askdocs` on each of the three sites,
first with the question table, then with the full encoder in the browser, and prints the section
MRR@10 of both with a paired bootstrap's interval for the gain, what it costs in bytes, and how long
a reader waits. Nothing is fitted to these questions. `--write` puts the table into the manual.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(Path(__file__).parent)]

from run import CORPORA, reply, write_config  # noqa: E402
from tables import publish, table  # noqa: E402

from askdocs_index.evaluate import Verdict, judge, report  # noqa: E402
from askdocs_index.metrics import CUTOFF  # noqa: E402
from askdocs_index.questions import Question, read_questions  # noqa: E402
from support.browser import launched  # noqa: E402
from support.projects import run_python  # noqa: E402
from support.server import Site, serving  # noqa: E402
from support.shared import REASON, find_shared  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PAGE = ROOT / "docs/manual/second-gear.md"
RESAMPLES, SEED = 10_000, 1
VISITS = 5  # that load it from the cache
READY_S = 60
REST_MS = 500  # after the better answer: what it leaves to be done counts, too
GROUPS = ("keyword", "howto", "paraphrase", "real", "all")

ASK = """async ({question}) => {
  const started = performance.now();
  const {hits} = await askdocs.search(question, {limit: 50});
  const searched = performance.now() - started;
  return {hits, answer: await askdocs.ask(question), ms: searched};
}"""
WATCH = """() => {
  window.longest = 0;
  window.answers = [];
  new PerformanceObserver((list) => {
    for (const {duration} of list.getEntries()) longest = Math.max(longest, duration);
  }).observe({type: "longtask"});
  const heard = ({detail}) => answers.push([performance.now(), detail.answer.geared === true]);
  for (const name of ["askdocs:answer", "askdocs:notfound"]) document.addEventListener(name, heard);
}"""


@dataclass(frozen=True, slots=True)
class Geared:
    """All that was measured on one corpus."""

    first: Sequence[Verdict]
    second: Sequence[Verdict]
    bytes: int  # of the second gear as transferred
    ready_s: Sequence[float]  # from the first answer of a later visit to the better one
    question_ms: tuple[Sequence[float], Sequence[float]]  # a search in the first and second gear
    longest_ms: (
        float  # task of the page's own thread while it was loaded and asked; 0: none over 50
    )


def measure(shared: Path, corpus: str, work: Path) -> Geared:
    """Builds `corpus` with the second gear and asks its questions in both."""
    site = build(shared, corpus, work)
    questions = read_questions(shared / "eval/questions.jsonl", corpus)
    with serving(site) as served, launched() as browser:
        page = watched(browser, served)
        enter(page, questions[0].question)
        first = [page.evaluate(ASK, {"question": q.question}) for q in questions]
        again = [page.evaluate(ASK, {"question": q.question})["ms"] for q in questions]
        served.reset()
        page.evaluate("() => { window.longest = 0; }")
        page.locator("askdocs-dialog .gear button").first.click()
        wait_for_gear(page)
        page.wait_for_timeout(REST_MS)
        longest = page.evaluate("longest")
        sent = sum(each.total_bytes for each in served.sent if is_gear(each.path))
        second = [page.evaluate(ASK, {"question": q.question}) for q in questions]
        warm = [page.evaluate(ASK, {"question": q.question})["ms"] for q in questions]
        ready = [visit(page, served, questions[0].question) for _ in range(VISITS)]
    return Geared(
        judged(questions, first), judged(questions, second), sent, ready, (again, warm), longest
    )


def build(shared: Path, corpus: str, work: Path) -> Path:
    """The corpus's site with the second gear, in work/<corpus>-geared/site."""
    folder = work / f"{corpus}-geared"
    plugin = {"askdocs": {"cache_dir": str(folder / "cache"), "encoder": "full"}}
    config = write_config(shared, corpus, folder, ["search", plugin])
    result = run_python("-m", "mkdocs", "build", "-q", "-f", str(config), cwd=folder)
    if result.returncode:
        raise RuntimeError(result.stderr)
    return folder / "site"


def is_gear(path: str) -> bool:
    """Whether the file is one that only the second gear loads."""
    return path.startswith(("askdocs/gear-", "askdocs/runtime-", "askdocs/encoder-"))


def watched(browser: Browser, served: Site) -> Page:
    """The site's front page in a fresh profile, at rest, its tasks and answers recorded."""
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    page.goto(served.url, wait_until="networkidle")
    page.evaluate(WATCH)
    return page


def enter(page: Page, question: str) -> None:
    """Asks in the dialog, and waits for the first gear's answer."""
    page.keyboard.press("Control+i")
    field = page.locator("askdocs-dialog [role=combobox]")
    field.fill(question)
    field.press("Enter")
    page.locator("askdocs-dialog .card").wait_for()


def wait_for_gear(page: Page) -> None:
    """Until an answer has come from the second gear."""
    for _ in range(READY_S * 20):
        if page.evaluate("answers.some(([, geared]) => geared)"):
            return
        page.wait_for_timeout(50)
    raise TimeoutError("the second gear did not become ready")


def visit(page: Page, served: Site, question: str) -> float:
    """Seconds between the first gear's answer and the second's, all files in the cache."""
    page.goto(served.url, wait_until="networkidle")
    page.evaluate(WATCH)
    served.reset()
    enter(page, question)
    wait_for_gear(page)
    if any("encoder-" in each.path for each in served.sent):
        raise RuntimeError("the encoder was downloaded again")
    (first, _), *_ = page.evaluate("answers")
    better = page.evaluate("answers.find(([, geared]) => geared)[0]")
    return float(better - first) / 1000


def judged(questions: Sequence[Question], found: Sequence[dict[str, Any]]) -> list[Verdict]:
    """The verdicts on what the browser gave."""
    return [judge(q, reply(each)) for q, each in zip(questions, found, strict=True)]


def gain(first: Sequence[Verdict], second: Sequence[Verdict]) -> tuple[float, float, float]:
    """The mean gain in the section's reciprocal rank and the ends of its paired 95 % interval."""
    gains = [reciprocal(b) - reciprocal(a) for a, b in zip(first, second, strict=True)]
    chance = random.Random(SEED)
    means = sorted(statistics.fmean(chance.choices(gains, k=len(gains))) for _ in range(RESAMPLES))
    low, high = means[int(0.025 * RESAMPLES)], means[int(0.975 * RESAMPLES)]
    return statistics.fmean(gains), low, high


def reciprocal(verdict: Verdict) -> float:
    """1 / rank, 0 beyond the tenth place."""
    return 1 / verdict.section_rank if 0 < verdict.section_rank <= CUTOFF else 0.0


def tables(measured: Sequence[Geared]) -> str:
    """Quality by kind, the bars of the answers, and what it costs."""
    pairs = [p for m in measured for p in zip(m.first, m.second, strict=True)]
    rows = [["section MRR@10", "questions", "first gear", "second gear", "gain"]]
    for group in GROUPS:
        members = [
            pair
            for pair in pairs
            if pair[0].question.answerable and group in (pair[0].question.kind, "all")
        ]
        first, second = ([pair[side] for pair in members] for side in (0, 1))
        values = [statistics.fmean(map(reciprocal, each)) for each in (first, second)]
        by, low, high = gain(first, second)
        rows.append(
            [
                group,
                str(len(members)),
                *map(figure, values),
                f"{by:+.3f} ({low:+.3f} to {high:+.3f})",
            ]
        )
    return "\n\n".join([table(rows), table(bars(pairs)), table(costs(measured))])


def bars(pairs: Sequence[tuple[Verdict, Verdict]]) -> list[list[str]]:
    """The figures that the second gear must not make worse."""
    first, second = (report([pair[side] for pair in pairs]) for side in (0, 1))
    chosen = [
        ("written", "section hit@5"),
        ("real", "page hit@5"),
        ("real", "section hit@5"),
        ("real", "snippet shown"),
        ("real", "AUROC"),
        ("real", "false answer"),
    ]
    rows = [["", "first gear", "second gear"]]
    return rows + [
        [f"{name}, {group}", figure(first[group][name].value), figure(second[group][name].value)]
        for group, name in chosen
    ]


def costs(measured: Sequence[Geared]) -> list[list[str]]:
    """Bytes and milliseconds."""
    ready = [seconds for m in measured for seconds in m.ready_s]
    slow, quick = ([ms for m in measured for ms in m.question_ms[gear]] for gear in (1, 0))
    longest = max(m.longest_ms for m in measured)
    return [
        ["cost", "measured"],
        ["bytes as transferred, once", f"{max(m.bytes for m in measured) / 1e6:.2f} MB"],
        ["ready from the browser's cache", f"{max(ready):.1f} s at most of {len(ready)} visits"],
        ["a question, p95 (median)", f"{p95(slow):.0f} ms ({statistics.median(slow):.0f} ms)"],
        ["the same in the first gear", f"{p95(quick):.0f} ms ({statistics.median(quick):.0f} ms)"],
        [
            "longest task of the page's thread",
            f"{longest:.0f} ms" if longest else "none over 50 ms",
        ],
    ]


def p95(values: Sequence[float]) -> float:
    """The 95th percentile."""
    return sorted(values)[int(0.95 * (len(values) - 1))]


def figure(value: float) -> str:
    """A share without its zero."""
    return f"{value:.3f}".removeprefix("0")


def main() -> int:
    """Measures, prints, and with --write publishes; 2 where shared/ is absent."""
    parser = argparse.ArgumentParser(prog="bench/gear.py", description=__doc__)
    parser.add_argument("--work", type=Path, default=ROOT / ".cache/bench", help="folder for sites")
    parser.add_argument("--write", action="store_true", help=f"put the tables into {PAGE.name}")
    chosen = parser.parse_args()
    shared = find_shared()
    if shared is None:
        print(REASON, file=sys.stderr)
        return 2
    measured = [measure(shared, corpus, chosen.work) for corpus in CORPORA]
    text = tables(measured)
    print(text)
    if chosen.write:
        publish(PAGE, text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
