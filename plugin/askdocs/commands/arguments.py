"""What several commands take: the site's folder, and every declared option as a flag."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from askdocs.folder import site_folder
from askdocs.options import Settings, absolute, all_options, read_settings
from askdocs_index.declared import Kind
from askdocs_index.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from askdocs_index.declared import Option

PLUGIN_ONLY = ("enabled",)  # who does not want Askdocs does not run the command
METAVARS = {
    Kind.TEXTS: "TEXT",
    Kind.NUMBERS: "GLOB=FACTOR",
    Kind.STRINGS: "KEY=TEXT",
    Kind.LABELS: "GLOB=TEXT",
}


class SiteFolder(click.ParamType[Path]):
    """An argument that is the folder of a built site; a link to one counts."""

    name = "site_dir"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The folder's real path."""
        try:
            return site_folder(Path(value))
        except InputError as error:
            self.fail(str(error), param, ctx)


site_argument = click.argument("site", metavar="SITE_DIR", type=SiteFolder())


def flagged() -> tuple[Option, ...]:
    """The options that are flags of the command line."""
    return tuple(option for option in all_options() if option.name not in PLUGIN_ONLY)


def option_flags(command: Callable[..., None]) -> Callable[..., None]:
    """The command with a flag for every declared option; a flag that is not given is None."""
    for option in reversed(flagged()):
        command = flag_of(option)(command)
    return command


def flag_of(option: Option) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The click option that a declared option becomes."""
    name = "--" + option.name.replace("_", "-")
    if option.kind is Kind.FLAG:
        return click.option(f"{name}/--no-{name[2:]}", default=None, help=option.text)
    if option.kind is Kind.CHOICE:
        return click.option(name, type=click.Choice(option.choices), help=option.text)
    if option.kind is Kind.COUNT:
        return click.option(name, type=int, metavar="NUMBER", help=option.text)
    many = option.kind in METAVARS
    return click.option(
        name,
        multiple=many,
        metavar=METAVARS.get(option.kind, option.kind.name),
        help=option.text + (" May be given several times." if many else ""),
    )


def settings_from(flags: Mapping[str, Any], config: Path | None) -> Settings:
    """The settings of the command line, over those of the configuration file if there is one."""
    from_file = file_values(config) if config else {}
    given = {
        option.name: value_of(option, flags[option.name])
        for option in flagged()
        if flags.get(option.name) not in (None, ())
    }
    where = "command line" + (f" and {config}" if config else "")
    return read_settings({**from_file, **given}, where, Path.cwd())


def value_of(option: Option, given: Any) -> object:
    """A flag's value as a configuration file would have it."""
    if option.kind not in (Kind.NUMBERS, Kind.STRINGS, Kind.LABELS):
        return given
    return dict(pair_of(option, text) for text in given)


def pair_of(option: Option, text: str) -> tuple[str, object]:
    """A key and its value from "key=value"; a glob may itself contain "="."""
    left, middle, right = (
        text.partition("=") if option.kind is Kind.STRINGS else text.rpartition("=")
    )
    if not middle:
        raise InputError(
            f"command line: option '{option.name}': found {text!r},"
            f" expected {METAVARS[option.kind]}. Change it."
        )
    return left, number_of(right) if option.kind is Kind.NUMBERS else right


def number_of(text: str) -> object:
    """The number that a text stands for; the text itself if it is none, for the check to refuse."""
    try:
        return float(text)
    except ValueError:
        return text


def file_values(config: Path) -> dict[str, object]:
    """The options in a TOML file, its table [tool.askdocs] if it has one; folders start there."""
    try:
        values = tomllib.loads(config.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(
            f"{config}: found a file that cannot be read ({error}), expected TOML. Mend it."
        ) from None
    table = values.get("tool", {}).get("askdocs", values)
    folders = names_of_folders(flagged())
    return {
        name: absolute(value, config.parent)
        if name in folders and isinstance(value, str)
        else value
        for name, value in table.items()
    }


def names_of_folders(options: Iterable[Option]) -> set[str]:
    """The options whose value is a folder."""
    return {option.name for option in options if option.kind is Kind.FOLDER}
