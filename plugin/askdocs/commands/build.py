"""``askdocs build``: an index for a folder of built HTML, and the widget on its pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from askdocs.build import index_site, refuse_cache_in
from askdocs.commands.arguments import option_flags, settings_from, site_argument
from askdocs.inject import inject_site, template
from askdocs.progress import Bars, closing, counted


@click.command()
@site_argument
@click.option("--inject/--no-inject", default=True, help="Whether the widget is put on the pages.")
@click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    help="TOML file with the options below, or with a table [tool.askdocs] of them.",
)
@option_flags
def build(site: Path, inject: bool, config: Path | None, **flags: Any) -> None:  # noqa: FBT001
    """Index SITE_DIR and put the widget on its pages.

    Run it again whenever the site was built again: what has not changed is taken from the cache,
    and an earlier injection is replaced. The index is put in place at once or not at all.
    """
    settings = settings_from(flags, config)
    refuse_cache_in(settings, site, "which is published")
    render = template(settings.site.templates)
    summary = index_site(site, settings, Bars(note=notice))
    if inject:
        changed = inject_site(site, render, settings.site.site_url)
        notice(f"{counted(changed, 'page')} changed to carry the widget")
    click.echo(closing(summary))


def notice(message: str) -> None:
    """Something worth knowing, where it does not mix with what a program reads."""
    click.echo(message, err=True)
