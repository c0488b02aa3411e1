"""Options that are documented where they are declared.

A frozen dataclass whose fields are made with ``declare`` is at once the parsed options, the scheme
that a value is checked against, and the source of the manual's table and the command's flags.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """The type of an option's value, named as the manual names it."""

    FLAG = "true or false"
    TEXT = "a text"
    CHOICE = "one of"
    FOLDER = "a folder"
    COUNT = "a whole number"
    TEXTS = "a list of texts"
    NUMBERS = "a mapping of texts to numbers"
    STRINGS = "a mapping of texts to texts"
    LABELS = "a mapping of globs to texts"


@dataclass(frozen=True, slots=True)
class Option:
    """What is written about one option, and what its value is checked against."""

    name: str
    kind: Kind
    default: object  # as it stands in the record: lists are tuples, mappings are sorted pairs
    text: str  # for the manual and the command line's help, in Markdown without links
    choices: tuple[str, ...] = ()  # of a CHOICE: its values; of STRINGS: the keys it may have
    low: float = 0.0  # of NUMBERS, exclusive; of a COUNT, inclusive
    high: float = 0.0  # of NUMBERS and of a COUNT, inclusive
    advice: str = ""  # how a text must look, said when one does not
    pattern: str = ""  # that a text, or each of a list's texts, matches in full

    @property
    def range(self) -> str:
        """The allowed values in words: "one of `auto`, `full`, `fast`"."""
        names = ", ".join(f"`{choice}`" for choice in self.choices)
        if self.kind is Kind.CHOICE:
            return f"one of {names}"
        if self.kind is Kind.NUMBERS:
            return f"{self.kind.value}, each above {self.low:g} and at most {self.high:g}"
        if self.kind is Kind.COUNT:
            return f"{self.kind.value}, {self.low:g} to {self.high:g}"
        return f"{self.kind.value}; {self.advice}" if self.advice else self.kind.value


def declare(kind: Kind, *, default: object, text: str, **limits: Any) -> Any:
    """A dataclass field that carries its ``Option`` (all but the name, which the field has)."""
    option = Option(name="", kind=kind, default=default, text=text, **limits)
    return dataclasses.field(default=default, metadata={"option": option})


def options_of(record: type) -> tuple[Option, ...]:
    """The options that a record declares, in the order of declaration."""
    return tuple(
        dataclasses.replace(field.metadata["option"], name=field.name)
        for field in dataclasses.fields(record)
    )
