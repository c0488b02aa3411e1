"""What was measured, as Markdown tables."""

from __future__ import annotations

import math
import re
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from builds import Builds
from others import Compared
from run import Measured

from askdocs_index.evaluate import FIGURES, Verdict, report, risks
from askdocs_index.metrics import Estimate, auroc

GROUPS = ("keyword", "howto", "paraphrase", "written", "real")


def tables(
    measured: Sequence[Measured],
    built: Sequence[Builds],
    compared: Mapping[str, Sequence[Compared]],
    index: Mapping[str, int],
) -> str:
    """All tables, one after the other; ``index``: bytes of Askdocs' files by corpus."""
    ours = [verdict for m in measured for verdict in m.verdicts]
    plain = [verdict for m in measured for verdict in m.baseline]
    parts = [quality(ours, plain), honesty(measured), costs(measured), builds(built)]
    own = [own_row(m, index[m.corpus], b) for m, b in zip(measured, built, strict=True)]
    return "\n\n".join([*parts, beside(own, measured, compared)])


def quality(ours: Sequence[Verdict], plain: Sequence[Verdict]) -> str:
    """Figures by kind, Askdocs beside rank_bm25."""
    reports = report(ours), report(plain)
    ranked = [name for name in FIGURES if "@" in name]
    groups = [group for group in GROUPS if group in reports[0]]
    rows = [["", *(f"{group} ({reports[0][group][ranked[0]].count})" for group in groups)]]
    rows += [
        [f"{name}, Askdocs", *(interval(reports[0][g][name]) for g in groups)] for name in ranked
    ]
    rows += [
        [f"{name}, rank_bm25", *(interval(reports[1][g][name]) for g in groups)] for name in ranked
    ]
    rows.append(["gold snippet shown", *(interval(reports[0][g]["snippet shown"]) for g in groups)])
    return table(rows)


def honesty(measured: Sequence[Measured]) -> str:
    """How well the confidence tells what the pages answer."""
    everything = [verdict for m in measured for verdict in m.verdicts]
    real = [verdict for verdict in everything if verdict.question.kind == "real"]
    own = [verdict.confidence for verdict in everything if verdict.question.answerable]
    foreign = [confidence for m in measured for confidence in m.foreign]
    good = sum(m.verbatim[0] for m in measured)
    parts = sum(m.verbatim[1] for m in measured)
    answerable = auroc(
        [v.confidence for v in real if v.question.answerable],
        [v.confidence for v in real if not v.question.answerable],
    )
    return table(
        [
            ["confidence and answers", "value"],
            ["AUROC, real questions: answerable against not", interval(answerable)],
            ["AUROC, own questions against another site's", interval(auroc(own, foreign))],
            ["parts of answers verbatim on the cited page", f"{good} of {parts}"],
            *(
                [f"risk at a coverage of {share:.0%}, real questions", f"{amiss:.2f}"]
                for share, amiss in risks(real).items()
            ),
        ]
    )


def costs(measured: Sequence[Measured]) -> str:
    """Bytes and milliseconds, a site a row."""
    rows = [
        [
            "site",
            "page load before use, KB",
            "first question, KB (median / worst)",
            "requests",
            "later question, KB (median)",
            "search, shards cached, ms (median / p95)",
        ]
    ]
    for m in measured:
        first = [typed.bytes / 1000 for typed in m.typed]
        warm = sorted(m.warm_ms)
        rows.append(
            [
                m.corpus,
                f"{max(typed.load_bytes for typed in m.typed) / 1000:.1f}",
                f"{statistics.median(first):.0f} / {max(first):.0f}",
                f"{max(typed.requests for typed in m.typed)}",
                f"{statistics.median(typed.later_bytes / 1000 for typed in m.typed):.0f}",
                f"{statistics.median(warm):.0f} / {warm[math.ceil(0.95 * len(warm)) - 1]:.0f}",
            ]
        )
    return table(rows)


def beside(
    own: Sequence[Compared],
    measured: Sequence[Measured],
    compared: Mapping[str, Sequence[Compared]],
) -> str:
    """Askdocs and the other engines, a site and engine a row; ratios are to Askdocs."""
    head = ["site", "engine", "page hit@5", "section hit@5", "first question, KB (ratio)"]
    rows = [[*head, "requests", "again, ms", "index, KB", "build, CPU s (peak MB)"]]
    for ours, m in zip(own, measured, strict=True):
        for each in (ours, *compared[m.corpus]):
            figures = report(each.verdicts)["all"]
            rows.append(
                [
                    m.corpus,
                    each.engine,
                    interval(figures["page hit@5"]),
                    interval(figures["section hit@5"]),
                    f"{each.bytes / 1000:.0f} ({each.bytes / ours.bytes:.1f})",
                    f"{each.requests}",
                    f"{each.ms:.0f}",
                    f"{each.index_bytes / 1000:.0f}",
                    f"{each.build.cpu_s:.1f} ({each.build.peak_mb:.0f})" if each.build else "–",
                ]
            )
    return table(rows)


def own_row(m: Measured, index_bytes: int, built: Builds) -> Compared:
    """Askdocs as one of the engines; what a cold build takes more than one without it."""
    bytes_ = int(statistics.median(typed.bytes for typed in m.typed))
    requests = max(typed.requests for typed in m.typed)
    more = replace(built.cold, cpu_s=built.cold.cpu_s - built.plain.cpu_s)
    ms = statistics.median(m.warm_ms)
    return Compared("Askdocs", m.verdicts, bytes_, requests, ms, index_bytes, more)


def builds(built: Sequence[Builds]) -> str:
    """What building costs, a site a row."""
    rows = [
        [
            "site",
            "`mkdocs build` alone, CPU s",
            "with Askdocs, nothing changed, CPU s",
            "more",
            "with Askdocs, cold, s",
            "peak MB",
        ]
    ]
    for b in built:
        more = b.unchanged.cpu_s - b.plain.cpu_s
        rows.append(
            [
                b.corpus,
                f"{b.plain.cpu_s:.2f}",
                f"{b.unchanged.cpu_s:.2f}",
                f"{more:+.2f} s, {more / b.plain.cpu_s:+.0%}",
                f"{b.cold.seconds:.1f}",
                f"{b.cold.peak_mb:.0f}",
            ]
        )
    return table(rows)


def interval(estimate: Estimate) -> str:
    """A value with its 95 % interval: ".77 (.68–.84)"."""
    if math.isnan(estimate.value):
        return "–"
    value, low, high = (
        f"{x:.2f}".removeprefix("0") for x in (estimate.value, estimate.low, estimate.high)
    )
    return f"{value} ({low}–{high})"


def table(rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table whose first row is its head."""
    lines = [" | ".join(row) for row in rows]
    lines.insert(1, " | ".join("---" for _ in rows[0]))
    return "\n".join(f"| {line} |" for line in lines)


def publish(page: Path, text: str, name: str = "bench") -> None:
    """Puts the tables between the page's markers of that name."""
    begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
    pattern = re.compile(f"{begin}.*{end}", re.DOTALL)
    old = page.read_text(encoding="utf-8")
    page.write_text(pattern.sub(lambda _: f"{begin}\n\n{text}\n\n{end}", old), encoding="utf-8")
