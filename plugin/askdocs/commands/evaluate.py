"""``askdocs eval``: how good a site's answers are, and whether they are good enough to publish."""

from __future__ import annotations

import json
import math
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from askdocs.commands.arguments import site_argument
from askdocs.commands.explained import HEAD, summed
from askdocs.folder import HOME
from askdocs.progress import Bars
from askdocs_index.engine.session import open_session
from askdocs_index.errors import InputError
from askdocs_index.evaluate import (
    DEPTH,
    Found,
    Reply,
    Verdict,
    judge,
    report,
    risks,
    same_section,
    worst_first,
)
from askdocs_index.questions import Question, read_questions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from askdocs_index.engine.explain import Share
    from askdocs_index.engine.session import Session
    from askdocs_index.evaluate import Figures
    from askdocs_index.metrics import Estimate

THRESHOLDS = {  # flag → the figure of all questions that it holds to
    "min_hit1": "section hit@1",
    "min_hit5": "section hit@5",
    "min_mrr": "section MRR@10",
    "min_page_hit1": "page hit@1",
    "min_page_hit5": "page hit@5",
    "min_page_mrr": "page MRR@10",
    "min_answer": "snippet shown",
    "min_auroc": "AUROC",
    "min_refused": "refused",
    "max_false_answer": "false answer",
}
INDENT = 10  # columns before a sum
EXPLAINED = 5  # of the worst questions
MOST = ("max_false_answer",)  # flags of figures that are the better the lower they are
WORST = 10  # questions that the table names


def threshold_flags(command: Callable[..., None]) -> Callable[..., None]:
    """The command with a flag for each threshold."""
    for name, figure in reversed(THRESHOLDS.items()):
        command = click.option(
            "--" + name.replace("_", "-"),
            type=click.FloatRange(0, 1),
            metavar="SHARE",
            help=f"The {'most' if name in MOST else 'least'} {figure} over all questions, 0 to 1.",
        )(command)
    return command


@click.command("eval")
@site_argument
@click.argument("questions", metavar="QUESTIONS.jsonl", type=click.Path(path_type=Path))
@click.option("--corpus", default="", metavar="NAME", help="Only the lines of this corpus.")
@click.option("--json", "as_json", is_flag=True, help="Print figures and verdicts as JSON.")
@threshold_flags
def evaluate(
    site: Path,
    questions: Path,
    corpus: str,
    as_json: bool,  # noqa: FBT001
    **thresholds: float | None,
) -> None:
    """Ask the index of SITE_DIR every question of a file and compare with the gold sections.

    Ends with exit code 1 if a threshold is missed. The intervals are 95 %.
    """
    asked = read_questions(questions, corpus)
    session = open_session(site / HOME)
    tracked = Bars(note=click.echo).track("Asking", asked, len(asked))
    verdicts = [judge(question, reply_to(session, question)) for question in tracked]
    figures = report(verdicts)
    wanted = {name: limit for name, limit in thresholds.items() if limit is not None}
    missed = missed_of(figures["all"], wanted)
    click.echo(as_text_json(figures, verdicts, missed) if as_json else table(figures, verdicts))
    if not as_json:
        click.echo("\n".join(reasons(session, verdicts)))
    for line in missed:
        click.echo(line, err=True)
    if missed:
        raise click.exceptions.Exit(1)


def reply_to(session: Session, question: Question) -> Reply:
    """What the engine shows: fifty hits, and the answer that a reader would get."""
    answer = session.ask(question.question)
    hits = session.search(question.question, limit=DEPTH)
    return Reply(
        hits=tuple(Found(hit.page, hit.anchor, tuple(hit.headings)) for hit in hits),
        parts=tuple(part.text for part in answer.parts),
        status=answer.status,
        confidence=answer.confidence,
    )


def missed_of(figures: Figures, wanted: Mapping[str, float]) -> list[str]:
    """A line for each threshold that is not reached; InputError where nothing was measured."""
    missed = []
    for flag, limit in wanted.items():
        name, most = THRESHOLDS[flag], flag in MOST
        found = figures[name]
        if not found.count:
            raise InputError(
                f"the questions: found none that '{name}' can be measured with, though a"
                " threshold is set for it. Add such questions, or leave the threshold out."
            )
        if most and found.value > limit:
            missed.append(f"{name}: {found.value:.3f} is above the most {limit:g}")
        if not most and found.value < limit:
            missed.append(f"{name}: {found.value:.3f} is below the least {limit:g}")
    return missed


def reasons(session: Session, verdicts: Sequence[Verdict]) -> Iterator[str]:
    """What won in place of the right section, for the worst questions, and what each had."""
    worst = [v for v in worst_first(verdicts) if v.question.answerable and v.section_rank != 1]
    if worst:
        yield f"\nWhat won, and why:\n{' ' * INDENT}{HEAD}"
    for verdict in worst[:EXPLAINED]:
        shares = session.explain(verdict.question.question, DEPTH).hits
        yield f"  {verdict.question.id}: {verdict.question.question}"
        chosen = [("first", shares[0] if shares else None), ("right", right(verdict, shares))]
        for name, share in chosen:
            yield f"    {name:<{INDENT - 4}}" + (line(share) if share else "not among the hits")


def right(verdict: Verdict, shares: Sequence[Share]) -> Share | None:
    """The first gold section among the hits."""
    hits = ((Found(s.hit.page, s.hit.anchor, tuple(s.hit.headings)), s) for s in shares)
    golds = verdict.question.gold
    return next((s for hit, s in hits if any(same_section(hit, gold) for gold in golds)), None)


def line(share: Share) -> str:
    """A hit's sum and where it is."""
    return f"{summed(share)}  {' › '.join(share.hit.headings) or share.hit.title}"


def table(figures: Mapping[str, Figures], verdicts: Sequence[Verdict]) -> str:
    """Figures as rows, groups as columns, and below them the questions that went worst."""
    groups = list(figures)
    head = ["", *(f"{group} ({count(verdicts, figures, group)})" for group in groups)]
    rows = [head] + [
        [name, *(cell(figures[group][name]) for group in groups)] for name in figures["all"]
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    lines = [
        "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    risk = ", ".join(f"{share:.1f} → {amiss:.2f}" for share, amiss in risks(verdicts).items())
    worst = map(verdict_line, worst_first(verdicts)[:WORST])
    return "\n".join([*lines, "", f"Coverage → risk: {risk}", "", "Worst first:", *worst])


def count(verdicts: Sequence[Verdict], figures: Mapping[str, Figures], group: str) -> int:
    """How many questions a group has."""
    hits, refused = figures[group]["page hit@1"].count, figures[group]["refused"].count
    return len(verdicts) if group == "all" else hits + refused


def cell(estimate: Estimate) -> str:
    """A value and its interval: "0.83 [0.71, 0.91]"; a dash where nothing was measured."""
    if not estimate.count:
        return "–"
    return f"{estimate.value:.2f} [{estimate.low:.2f}, {estimate.high:.2f}]"


def verdict_line(verdict: Verdict) -> str:
    """One question: its section's rank, page's rank, the answer's status, the question."""
    if not verdict.question.answerable:
        ranks = "unanswerable"
    else:
        ranks = f"section {verdict.section_rank or '–'}, page {verdict.page_rank or '–'}"
    return (
        f"  {ranks:<22}{verdict.status:<10} {verdict.confidence:.2f}"
        f"  {verdict.question.id}: {verdict.question.question}"
    )


def as_text_json(
    figures: Mapping[str, Figures], verdicts: Sequence[Verdict], missed: Sequence[str]
) -> str:
    """Everything, as one JSON object; what was not measured is null."""
    document = {
        "questions": len(verdicts),
        "figures": {
            group: {name: estimate_json(estimate) for name, estimate in named.items()}
            for group, named in figures.items()
        },
        "risk": {f"{share:.1f}": amiss for share, amiss in risks(verdicts).items()},
        "missed": list(missed),
        "verdicts": [verdict_json(verdict) for verdict in worst_first(verdicts)],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def estimate_json(estimate: Estimate) -> dict[str, float | None]:
    """An estimate without NaN, which JSON does not know."""
    return {name: None if math.isnan(value) else value for name, value in asdict(estimate).items()}


def verdict_json(verdict: Verdict) -> dict[str, Any]:
    """A verdict, flat, without the gold sections, which the file has."""
    question = verdict.question
    return {
        "id": question.id,
        "kind": question.kind,
        "question": question.question,
        "answerable": question.answerable,
        "page_rank": verdict.page_rank,
        "section_rank": verdict.section_rank,
        "shown": verdict.shown,
        "status": verdict.status,
        "confidence": verdict.confidence,
    }
