"""Writes what the manual says about options and commands between its marks, from the code.

    python tools/write_manual.py

A test compares the pages with the code, so run this after a change of either.
"""

from __future__ import annotations

import re
from inspect import cleandoc
from pathlib import Path

import click

from askdocs.cli import main
from askdocs.commands.arguments import METAVARS, PLUGIN_ONLY, flagged
from askdocs.options import SiteOptions
from askdocs_index.declared import Kind, Option, options_of
from askdocs_index.options import IndexOptions

MANUAL = Path(__file__).parents[1] / "docs" / "manual"
MARKS = re.compile(
    r"(?P<open><!-- generated: (?P<what>[\w-]+) -->\n).*?(?P<close><!-- end of generated -->)",
    re.DOTALL,
)
EMPTY = {Kind.TEXTS: "`[]`", Kind.NUMBERS: "`{}`", Kind.STRINGS: "`{}`", Kind.LABELS: "`{}`"}


def option_sections(record: type) -> str:
    """A section for each option that the record declares."""
    return "\n".join(option_section(option) for option in options_of(record))


def option_section(option: Option) -> str:
    """One option: its name as heading, what it takes, its default, its flag, what it does."""
    facts = [f"Takes {option.range}.", f"Default: {default_of(option)}."]
    if option.kind is Kind.STRINGS:
        facts.insert(1, f"Keys: {', '.join(f'`{key}`' for key in option.choices)}.")
    if option.name not in PLUGIN_ONLY:
        facts.append(f"On the command line: `{flag_of(option)}`.")
    return f"### `{option.name}`\n\n{option.text}\n\n{' '.join(facts)}\n"


def default_of(option: Option) -> str:
    """The default as `mkdocs.yml` would have it."""
    if isinstance(option.default, bool):
        return f"`{str(option.default).lower()}`"
    if isinstance(option.default, int):
        return f"`{option.default}`"
    if isinstance(option.default, tuple) and option.default:
        return f"`[{', '.join(option.default)}]`"
    return EMPTY.get(option.kind) or (f"`{option.default}`" if option.default else "empty")


def flag_of(option: Option) -> str:
    """The flag with what it takes."""
    flag = "--" + option.name.replace("_", "-")
    if option.kind is Kind.FLAG:
        return flag
    if option.kind is Kind.CHOICE:
        return f"{flag} {'|'.join(option.choices)}"
    return f"{flag} {METAVARS.get(option.kind, option.kind.name)}"


def command_sections() -> str:
    """A section for each command, with its arguments and flags."""
    return "\n".join(command_section(command) for command in main.commands.values())


def command_section(command: click.Command) -> str:
    """One command: how it is called, what it does, its own flags."""
    arguments = " ".join(
        param.make_metavar(click.Context(command))
        for param in command.params
        if isinstance(param, click.Argument)
    )
    declared = {option.name for option in flagged()}
    flags = [
        f"- `{called(param)}`: {param.help}"
        for param in command.params
        if isinstance(param, click.Option) and param.name not in declared
    ]
    if declared & {param.name for param in command.params}:
        flags.append(
            "- Every [option](options.md) but `enabled`, as a flag; lists and mappings by"
            " giving the flag several times."
        )
    text = re.sub(r"(?<!\n)\n(?!\n)", " ", cleandoc(command.help or ""))
    usage = f"```sh\naskdocs {command.name} {arguments}\n```"
    return "\n".join([f"## askdocs {command.name}", "", usage, "", text, "", *flags, ""])


def called(option: click.Option) -> str:
    """A flag as it is typed."""
    names = "/".join([*option.opts, *option.secondary_opts])
    return names if option.is_flag else f"{names} {option.metavar or option.type.name.upper()}"


GENERATED = {
    "site-options": lambda: option_sections(SiteOptions),
    "index-options": lambda: option_sections(IndexOptions),
    "commands": command_sections,
}


def renewed(page: str) -> str:
    """The page with what stands between its marks made anew."""
    return MARKS.sub(
        lambda found: f"{found['open']}\n{GENERATED[found['what']]()}\n{found['close']}", page
    )


if __name__ == "__main__":
    for path in (MANUAL / "options.md", MANUAL / "command-line.md"):
        path.write_text(renewed(path.read_text(encoding="utf-8")), encoding="utf-8")
