"""``askdocs query``: one question to a site's index, answered as a browser would."""

from __future__ import annotations

import json
import textwrap
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from askdocs.commands.arguments import site_argument
from askdocs.commands.explained import explained
from askdocs.folder import HOME
from askdocs_index.engine.records import Status, to_json
from askdocs_index.engine.session import open_session
from askdocs_index.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from askdocs_index.engine.records import Answer, Hit
    from askdocs_index.facets import Globs

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
@click.option(
    "--filter",
    "kept",
    multiple=True,
    metavar="FACET=VALUE",
    help="Keep to a `section`, `version` or `language` that the site declares.",
)
@click.option(
    "--explain",
    "why",
    is_flag=True,
    help="Print what each hit's score and the confidence are made of, instead of the answer.",
)
def query(
    site: Path,
    question: str,
    as_json: bool,  # noqa: FBT001
    limit: int,
    base_url: str,
    kept: Sequence[str],
    why: bool,  # noqa: FBT001
) -> None:
    """Ask the index of SITE_DIR a question."""
    session = open_session(site / HOME, base_url)
    wanted = filter_of(kept, session.shards.manifest.filters)
    if why:
        click.echo(explained(session.explain(question, limit, wanted=wanted)))
        return
    hits = session.search(question, limit=limit, wanted=wanted)
    answer = with_hits(session.ask(question, wanted=wanted), hits, limit)
    click.echo(
        json.dumps(to_json(answer), ensure_ascii=False, indent=2) if as_json else described(answer)
    )


def filter_of(kept: Sequence[str], declared: Mapping[str, Globs]) -> dict[str, str]:
    """The facets and values of "facet=value" texts. Raises InputError for what the site lacks."""
    wanted = dict(text.partition("=")[::2] for text in kept)
    for name, value in wanted.items():
        values = sorted({label for _, label in declared.get(name, ())})
        if value not in values:
            has = ", ".join(f"'{each}'" for each in values) or "none"
            raise InputError(f"--filter {name}={value}: the site's values of {name!r}: {has}.")
    return wanted


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
