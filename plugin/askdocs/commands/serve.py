"""``askdocs serve``: a static server to try a built site with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from askdocs.commands.arguments import site_argument
from askdocs.server import server_of

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@site_argument
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help="Address to listen at.",
)
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    metavar="NUMBER",
    help="Port to listen at; 0 takes a free one.",
)
def serve(site: Path, host: str, port: int) -> None:
    """Serve SITE_DIR for trying it out, as a static host would.

    Builds nothing; run `askdocs build` first. Ends with Ctrl+C.
    """
    with server_of(site, host, port) as server:
        click.echo(f"Serving {site} at http://{host}:{server.server_port}/ (Ctrl+C ends it)")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo("")
