"""``askdocs inspect``: what a site's index holds, and what each part of it costs."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import click

from askdocs.commands.arguments import site_argument
from askdocs.folder import HOME
from askdocs.progress import size
from askdocs_index.artifact.container import content_hash
from askdocs_index.engine.shards import Shards
from askdocs_index.errors import CorruptError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from askdocs_index.artifact.manifest import Manifest

HASHED = re.compile(r"(?P<kind>.+)-(?P<digits>[0-9a-f]{10})\.(?:bin|js)")
TEXT_SUFFIXES = (".js", ".json")  # what servers send gzipped; .bin is gzip already


@dataclass(frozen=True, slots=True)
class Part:
    """All files of one kind; sizes in bytes."""

    kind: str
    files: int
    raw: int  # what is in them, unpacked
    gzip: int  # what crosses the network
    largest: int  # of one file, as it crosses the network


@click.command()
@site_argument
@click.option("--json", "as_json", is_flag=True, help="Print it as one JSON object.")
def inspect(site: Path, as_json: bool) -> None:  # noqa: FBT001
    """Tell what the index of SITE_DIR holds and what each part of it costs.

    Every file is read and compared with the hash in its name.
    """
    home = site / HOME
    manifest = Shards(home).manifest
    parts = parts_of(home)
    click.echo(as_text(manifest, parts) if not as_json else as_document(manifest, parts))


def parts_of(home: Path) -> list[Part]:
    """The kinds of files in the index's folder, sorted."""
    paths = sorted((kind_of(path), path) for path in home.iterdir() if path.is_file())
    return [
        part(kind, [path for _, path in group])
        for kind, group in groupby(paths, key=lambda pair: pair[0])
    ]


def kind_of(path: Path) -> str:
    """What a name says before its hash ("terms"); the whole name where there is no hash."""
    found = HASHED.fullmatch(path.name)
    return found["kind"] if found else path.name


def part(kind: str, paths: Sequence[Path]) -> Part:
    """The cost of files of one kind."""
    costs = [cost(path) for path in paths]
    return Part(
        kind,
        len(costs),
        sum(raw for raw, _ in costs),
        sum(sent for _, sent in costs),
        max(sent for _, sent in costs),
    )


def cost(path: Path) -> tuple[int, int]:
    """(bytes unpacked, bytes sent) of one file; CorruptError if it is not what its name says."""
    content = path.read_bytes()
    found = HASHED.fullmatch(path.name)
    if found and content_hash(content) != found["digits"]:
        raise CorruptError(f"{path}: its bytes are not those of its name. Build the index again.")
    if path.suffix in TEXT_SUFFIXES:
        return len(content), len(gzip.compress(content, mtime=0))
    return len(gzip.decompress(content)) if found else len(content), len(content)


def as_text(manifest: Manifest, parts: Sequence[Part]) -> str:
    """For people: what is in it, then a line for each kind of file."""
    counts = ", ".join(f"{number:,} {name}" for name, number in sorted(manifest.counts.items()))
    head = (
        f"{manifest.generator}; language {manifest.language}; encoder {manifest.encoder or 'none'}"
    )
    rows = [("files", "number", "unpacked", "gzip", "largest")] + [
        (row.kind, f"{row.files:,}", size(row.raw), size(row.gzip), size(row.largest))
        for row in [*parts, total(parts)]
    ]
    lines = (
        f"{kind:<14}{number:>8}{raw:>12}{sent:>12}{largest:>12}"
        for kind, number, raw, sent, largest in rows
    )
    return "\n".join([head, counts, "", *lines])


def total(parts: Sequence[Part]) -> Part:
    """All kinds together."""
    return Part(
        "all",
        sum(row.files for row in parts),
        sum(row.raw for row in parts),
        sum(row.gzip for row in parts),
        max(row.largest for row in parts),
    )


def as_document(manifest: Manifest, parts: Sequence[Part]) -> str:
    """For programs."""
    document = {
        "generator": manifest.generator,
        "language": manifest.language,
        "encoder": manifest.encoder,
        "counts": dict(manifest.counts),
        "parts": [asdict(row) for row in parts],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)
