"""What an author wrote, checked against the declared options and made into their record.

One function a kind of option gives the value as it stands in the record, or raises ValueError.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import TypeVar

from askdocs_index.declared import Kind, Option, options_of
from askdocs_index.errors import InputError

Record = TypeVar("Record")


def read_options(record: type[Record], values: Mapping[str, object], where: str) -> Record:
    """The record made of ``values`` (a missing or ``None`` value means the default).

    ``where`` names the place for the author, such as "mkdocs.yml". Raises InputError on a name
    that the record does not declare and on a value outside the option's type or range.
    """
    known = {option.name: option for option in options_of(record)}
    refuse_unknown(values, known, where)
    return record(
        **{
            name: checked(known[name], value, where)
            for name, value in values.items()
            if value is not None
        }
    )


def refuse_unknown(names: Iterable[str], known: Iterable[str], where: str) -> None:
    """Raise InputError for the first name that is not known, with the nearest one that is."""
    expected = list(known)
    for name in names:
        if name not in expected:
            near = get_close_matches(str(name), expected, n=1)
            hint = f"Did you mean '{near[0]}'?" if near else "Remove it."
            raise InputError(
                f"{where}: found the unknown option '{name}', "
                f"expected one of {', '.join(expected)}. {hint}"
            )


def checked(option: Option, value: object, where: str) -> object:
    """The value as it stands in the record; InputError where it is not what the option takes."""
    problem = f"{where}: option '{option.name}': found {value!r}, expected {option.range}."
    try:
        return CHECKS[option.kind](option, value)
    except (TypeError, ValueError) as error:
        raise InputError(f"{problem} {str(error) or 'Change it.'}") from None


def flag(_: Option, value: object) -> bool:
    """True or false, nothing that merely resembles them."""
    if not isinstance(value, bool):
        raise ValueError("Write true or false.")
    return value


def text(option: Option, value: object) -> str:
    """A text that matches the option's pattern, if it has one."""
    if not isinstance(value, str):
        raise ValueError("Put it in quotation marks.")
    if option.pattern and not re.fullmatch(option.pattern, value):
        raise ValueError("Change it.")
    return value


def choice(option: Option, value: object) -> str:
    """One of the option's choices."""
    if value not in option.choices:
        raise ValueError("Change it.")
    return str(value)


def count(option: Option, value: object) -> int:
    """A whole number from ``low`` to ``high``."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError("Write a whole number.")
    if not option.low <= value <= option.high:
        raise ValueError("Change it.")
    return value


def texts(option: Option, value: object) -> tuple[str, ...]:
    """A list of texts, none of them empty."""
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise ValueError("Write a list, one item a line.")
    items = tuple(text(option, item) for item in value)
    if not all(items):
        raise ValueError("Remove the empty item.")
    return items


def numbers(option: Option, value: object) -> tuple[tuple[str, float], ...]:
    """Pairs in the author's order, which has a meaning where the first match counts."""
    return tuple((str(key), number(option, item)) for key, item in pairs(value))


def number(option: Option, value: object) -> float:
    """A number above ``low`` and at most ``high``."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ValueError("Write a number.")
    if not option.low < value <= option.high:
        raise ValueError("Change it.")
    return float(value)


def strings(option: Option, value: object) -> tuple[tuple[str, str], ...]:
    """Pairs sorted by key, every key one of the option's choices."""
    found = sorted((str(key), text(option, item)) for key, item in pairs(value))
    for key, _ in found:
        if option.choices and key not in option.choices:
            raise ValueError(f"'{key}' is none of {', '.join(option.choices)}.")
    return tuple(found)


def labels(option: Option, value: object) -> tuple[tuple[str, str], ...]:
    """Pairs in the author's order: the first glob that matches counts. No text is empty."""
    found = tuple((str(key), text(option, item)) for key, item in pairs(value))
    if not all(label for _, label in found):
        raise ValueError("Write a text after each glob.")
    return found


def pairs(value: object) -> list[tuple[object, object]]:
    """The items of a mapping."""
    if not isinstance(value, Mapping):
        raise ValueError("Write one `key: value` a line.")
    return list(value.items())


CHECKS: Mapping[Kind, Callable[[Option, object], object]] = {
    Kind.FLAG: flag,
    Kind.TEXT: text,
    Kind.CHOICE: choice,
    Kind.FOLDER: text,
    Kind.COUNT: count,
    Kind.TEXTS: texts,
    Kind.NUMBERS: numbers,
    Kind.STRINGS: strings,
    Kind.LABELS: labels,
}
