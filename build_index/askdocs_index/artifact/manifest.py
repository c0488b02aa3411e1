"""``manifest.json``: the one file of the index with a fixed name; it names all others.

    {"format": 1, "generator": "askdocs 0.1.0", "language": "en", "stopwords": ["a", …],
     "counts": {"pages": …, "sections": …, "passages": …, "terms": …},
     "bm25": {"passages": N, "meanIdf": …, "meanLength": terms of a passage, "pages": P,
              "meanPageIdf": …},
     "fusion": {"section": …, "page": …, "vectors": …, "probes": cells a question fetches},
     "encoder": id of what encoded the passages, or "",
     "files": {"terms": {"from": [first key of each shard, …], "hashes": "10 digits each, joined"},
               "stops": hash of the file with the stop words' rows or "", "cells": hashes joined,
               "centroids": hash or "", "spelling": as "terms", "backwards": as "terms"},
     "groups": [[section, version, language, cells that have these values and follow], …] or [],
     "filters": {"section": [[glob, value], …], …}, those that the author declares,
     "starters": {beginning of a page's path, or "": [questions], …},
     "calibration": what is added to the log-odds of a confidence,
     "widget": {names of the scripts}, "ui": {for the dialog}}

A shard's file is ``<kind>-<hash>.bin``. Keys are sorted, there are no spaces and no times.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

from askdocs_index.artifact.container import FORMAT, HASH_DIGITS
from askdocs_index.errors import CorruptError, FormatError
from askdocs_index.facets import Globs, Groups
from askdocs_index.fusion import Weights

NAME = "manifest.json"

Starters = Mapping[str, Sequence[str]]  # beginning of a path → questions


@dataclass(frozen=True, slots=True)
class Ranges:
    """Files of sorted keys: the first key of each, rising, and its hash."""

    starts: Sequence[str] = ()
    hashes: Sequence[str] = ()

    def find(self, key: str) -> str | None:
        """The hash of the file that would hold ``key``; None where none can."""
        place = bisect_right(self.starts, key) - 1
        return self.hashes[place] if place >= 0 else None

    def find_all(self, beginning: str, most: int) -> Sequence[str]:
        """The hashes of the first ``most`` files that may hold keys of this ``beginning``."""
        first = max(bisect_right(self.starts, beginning) - 1, 0)
        following = range(first + 1, len(self.starts))
        more = takewhile(lambda place: self.starts[place].startswith(beginning), following)
        return [self.hashes[place] for place in [first, *more][:most] if self.hashes]


@dataclass(frozen=True, slots=True)
class Collection:
    """What BM25 must know of a collection besides the postings."""

    documents: int
    mean_idf: float


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the JSON above says, field by field."""

    generator: str
    language: str
    stopwords: Sequence[str]
    counts: Mapping[str, int]
    passages: Collection
    mean_length: float  # of a passage, in terms: what its impacts are scaled by
    pages: Collection
    weights: Weights
    probes: int
    encoder: str
    terms: Ranges
    stops: str
    centroids: str
    spelling: Ranges
    backwards: Ranges  # of the words of ``spelling``, written backwards; none on a small site
    cells: Sequence[str] = ()
    groups: Groups = ()  # none where no filters are declared
    filters: Mapping[str, Globs] = field(default_factory=dict)
    starters: Starters = field(default_factory=dict)
    calibration: float = 0.0  # added to the log-odds of a confidence
    widget: Mapping[str, str] = field(default_factory=dict)
    ui: Mapping[str, Any] = field(default_factory=dict)


def file_name(kind: str, digits: str) -> str:
    """The name of a shard of ``kind`` ("terms", "stops", "cell", "centroids", "spelling")."""
    return f"{kind}-{digits}.bin"


def encode_manifest(manifest: Manifest) -> bytes:
    """The bytes of manifest.json."""
    m = manifest
    document = {
        "format": FORMAT,
        "generator": m.generator,
        "language": m.language,
        "stopwords": list(m.stopwords),
        "counts": dict(m.counts),
        "bm25": {
            "passages": m.passages.documents,
            "meanIdf": m.passages.mean_idf,
            "meanLength": m.mean_length,
            "pages": m.pages.documents,
            "meanPageIdf": m.pages.mean_idf,
        },
        "fusion": {
            "section": m.weights.section,
            "page": m.weights.page,
            "vectors": m.weights.vectors,
            "probes": m.probes,
        },
        "encoder": m.encoder,
        "files": {
            "terms": _plain(m.terms),
            "stops": m.stops,
            "cells": "".join(m.cells),
            "centroids": m.centroids,
            "spelling": _plain(m.spelling),
            "backwards": _plain(m.backwards),
        },
        "groups": [[*facets, cells] for facets, cells in m.groups],
        "filters": {name: [list(pair) for pair in globs] for name, globs in m.filters.items()},
        "starters": {beginning: list(asked) for beginning, asked in m.starters.items()},
        "calibration": m.calibration,
        "widget": dict(m.widget),
        "ui": dict(m.ui),
    }
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def decode_manifest(data: bytes) -> Manifest:
    """The manifest in ``data``. Raises CorruptError or FormatError."""
    try:
        d = json.loads(data)
        found = d["format"]
        if found != FORMAT:
            raise FormatError(
                f"{NAME}: format {found}, but this version reads format {FORMAT}. "
                "Rebuild the site with the installed version."
            )
        return _manifest(d)
    except (ValueError, KeyError, TypeError) as error:
        raise CorruptError(f"{NAME}: damaged ({error!r}). Rebuild the site's index.") from error


def _manifest(d: Mapping[str, Any]) -> Manifest:
    stats, fusion, files = d["bm25"], d["fusion"], d["files"]
    return Manifest(
        generator=d["generator"],
        language=d["language"],
        stopwords=tuple(d["stopwords"]),
        counts=d["counts"],
        passages=Collection(stats["passages"], stats["meanIdf"]),
        mean_length=stats["meanLength"],
        pages=Collection(stats["pages"], stats["meanPageIdf"]),
        weights=Weights(fusion["section"], fusion["page"], fusion["vectors"]),
        probes=fusion["probes"],
        encoder=d["encoder"],
        terms=_ranges(files["terms"]),
        stops=files["stops"],
        cells=_split(files["cells"]),
        centroids=files["centroids"],
        spelling=_ranges(files["spelling"]),
        backwards=_ranges(files["backwards"]),
        groups=tuple(((s, v, la), cells) for s, v, la, cells in d["groups"]),
        filters={name: [(g, v) for g, v in globs] for name, globs in d["filters"].items()},
        starters={beginning: tuple(asked) for beginning, asked in d["starters"].items()},
        calibration=d["calibration"],
        widget=d["widget"],
        ui=d["ui"],
    )


def _plain(ranges: Ranges) -> dict[str, Any]:
    return {"from": list(ranges.starts), "hashes": "".join(ranges.hashes)}


def _ranges(plain: Mapping[str, Any]) -> Ranges:
    return Ranges(tuple(plain["from"]), _split(plain["hashes"]))


def _split(hashes: str) -> tuple[str, ...]:
    return tuple(hashes[i : i + HASH_DIGITS] for i in range(0, len(hashes), HASH_DIGITS))
