"""``askdocs query``: one question to a site's index, answered as a browser would."""

from __future__ import annotations

import json
import textwrap
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from askdocs.commands.arguments import site_argument
from askdocs.folder import HOME
from askdocs_index.engine.records import Status, to_json
from askdocs_index.engine.session import open_session

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from askdocs_index.engine.records import Answer, Hit

MAX_LIMIT = 50  # hits that the engine honours
SAYS = {
    Status.ANSWERED: "Answer",
    Status.UNCERTAIN: "Perhaps",
    Status.NOT_FOUND: "Not in these docs",
}


@click.command()
@site_argument
@click.argument("question")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as one JSON object.")
@click.option(
    "--limit",
    default=10,
    show_default=True,
    type=click.IntRange(1, MAX_LIMIT),
    metavar="NUMBER",
    help="How many hits are listed, 1 to 50; those that the answer cites always are.",
)
@click.option(
    "--base-url",
    default="",
    metavar="URL",
    help="Address of the site's root, for the hits' addresses.",
)
def query(site: Path, question: str, as_json: bool, limit: int, base_url: str) -> None:  # noqa: FBT001
    """Ask the index of SITE_DIR a question."""
    session = open_session(site / HOME, base_url)
    answer = with_hits(session.ask(question), session.search(question, limit=limit), limit)
    click.echo(
        json.dumps(to_json(answer), ensure_ascii=False, indent=2) if as_json else described(answer)
    )


def with_hits(answer: Answer, found: Sequence[Hit], limit: int) -> Answer:
    """The answer with ``limit`` hits, or more where it cites more: its own first, then others."""
    cited = max((part.citation + 1 for part in answer.parts), default=0)
    sections = {(hit.page, hit.anchor, hit.headings) for hit in answer.hits}
    others = (hit for hit in found if (hit.page, hit.anchor, hit.headings) not in sections)
    return replace(answer, hits=(*answer.hits, *others)[: max(limit, cited)])


def described(answer: Answer) -> str:
    """The answer for a terminal: its parts with the numbers of their sources, then the hits."""
    lines = [f"{SAYS[answer.status]} (confidence {answer.confidence:.2f})", ""]
    if answer.corrected:
        lines[1:1] = [f"Read as: {answer.corrected}"]
    for part in answer.parts:
        lines += [textwrap.indent(part.text, "  "), f"  [{part.citation + 1}]", ""]
    lines += [line for number, hit in enumerate(answer.hits, 1) for line in source(number, hit)]
    return "\n".join(lines).rstrip()


def source(number: int, hit: Hit) -> tuple[str, str]:
    """A hit in two lines: its headings, its address."""
    address = hit.page + (f"#{hit.anchor}" if hit.anchor else "")
    return f"{number:>3}. {' › '.join(hit.headings) or hit.title}", f"     {address}"
