"""``askdocs remove``: a site as if Askdocs had never been there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from askdocs.commands.arguments import site_argument
from askdocs.inject import clean_site
from askdocs.install import uninstall
from askdocs.progress import counted

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@site_argument
def remove(site: Path) -> None:
    """Take the index and the widget out of SITE_DIR again.

    The pages are then, byte for byte, what they were before.
    """
    changed = clean_site(site)  # first: a page must not name a script that is gone
    removed = uninstall(site)
    if not changed and not removed:
        click.echo("Nothing of Askdocs was there.")
    else:
        click.echo(f"Removed the index, and the widget from {counted(changed, 'page')}.")
