"""The command ``askdocs``: does for any folder of built HTML what the plugin does for MkDocs."""

from __future__ import annotations

import sqlite3
from typing import Any

import click

from askdocs.commands.build import build
from askdocs.commands.evaluate import evaluate
from askdocs.commands.inspect import inspect
from askdocs.commands.query import query
from askdocs.commands.remove import remove
from askdocs.commands.serve import serve
from askdocs_index import __version__
from askdocs_index.errors import AskdocsError


class Refusal(click.ClickException):
    """Wrong use or bad input: one message, no traceback, exit code 2."""

    exit_code = 2


class Commands(click.Group):
    """The group, which tells its user what a command refuses to go on with."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what its user can mend becomes a ``Refusal``."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # `askdocs query … | head` is no wrong use; click knows it
            raise
        except (AskdocsError, OSError, sqlite3.Error) as error:
            raise Refusal(str(error)) from error

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """In the order in which they are used, not in the alphabet's."""
        return list(self.commands)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="askdocs")
def main() -> None:
    """Answers from a site's own pages, in the reader's browser.

    SITE_DIR is a folder of built HTML, as any static site generator makes it.

    Exit codes: 0 done, 1 a threshold of `eval` missed, 2 wrong use or bad input.
    """


for command in (build, remove, query, evaluate, inspect, serve):
    main.add_command(command)

if __name__ == "__main__":
    main()
