"""Where passages, pages and terms lie in the index, kept from one build to the next.

What depends on the whole site would rename every file with every edit: cells, ids, the cuts between
term shards, mean lengths. So a build goes on with the plan of the build before it. What is new goes
to the nearest cell, into the lowest free slot; what is gone leaves its slot free. The plan is made
anew when too much has changed since its cells were grouped, and with ``refit``.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

import numpy as np
from numpy.typing import NDArray

from askdocs_index.artifact.cells import CAPACITY
from askdocs_index.facets import Facets
from askdocs_index.model import Passage
from askdocs_index.stages.cluster import LIMIT, STEPS, Codes, cell_count, cluster, roomy

DRIFT = 0.2  # of the passages gone or new (a changed one is both) since the cells were grouped
LENGTH_DRIFT = 0.05  # of a mean length: an impact then errs by 4 % at most, 10 of its 255 steps

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Plan:
    """``centroids``: a row a cell, in whole STEPS, of no columns where the site has no vectors."""

    encoder: str  # whose vectors were grouped
    centroids: Codes
    groups: Sequence[Facets]  # of each cell; equal ones follow each other
    passages: Mapping[str, int]  # key → id
    pages: Mapping[str, int]  # path → id
    lengths: tuple[float, float]  # terms of a passage and of a page on the mean, for the impacts
    starts: Sequence[str]  # of the term shards
    fitted: int  # passages that there were when the cells were grouped
    changed: int  # passages that are gone or new since then
    calibration: float | None = None  # of the confidence; None where the plan is new
    answered: Mapping[str, float] = field(default_factory=dict)  # question → confidence, or 0


def next_plan(
    before: Plan | None,
    passages: Sequence[Passage],
    facets: Sequence[Facets],
    vectors: Vectors,
    encoder: str,
    lengths: tuple[float, float],
) -> Plan:
    """The plan for ``passages`` (facets and vectors: a row each) that leaves most of ``before`` in
    place.

    ``starts`` are those of the plan before; who cuts the shards replaces them.
    """
    keys = passage_keys(passages)
    paths = list(dict.fromkeys(passage.page.path for passage in passages))
    if before is None or before.encoder != encoder or not _fits(before, keys, facets, lengths):
        members, centroids, groups = _grouped(vectors, facets)
        numbered = {path: number for number, path in enumerate(paths)}
        ids = dict(zip(keys, passage_ids(members), strict=True))
        return Plan(encoder, centroids, groups, ids, numbered, lengths, (), len(keys), 0)
    return replace(
        before,
        passages=_placed(before, keys, facets, vectors),
        pages=_numbered(before.pages, paths),
        changed=before.changed + _changes(before, keys),
    )


def passage_keys(passages: Sequence[Passage]) -> list[str]:
    """What a passage is known by from build to build: where it stands, and what it says."""
    seen: Counter[str] = Counter()
    keys = []
    for passage in passages:
        section = passage.page.sections[passage.section]
        texts = [section.blocks[f.block].text[f.start : f.end] for f in passage.fragments]
        key = "\n".join([passage.page.path, section.anchor, *section.headings, *texts])
        seen[key] += 1
        keys.append(f"{content_digest(key)}-{seen[key]}")
    return keys


def content_digest(text: str) -> str:
    """Enough digits to tell any two texts of a site apart."""
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def passage_ids(members: NDArray[np.intp]) -> list[int]:
    """The cell of each passage → its id, by the order of the passages within each cell."""
    slots: Counter[int] = Counter()
    ids = []
    for cell in members.tolist():
        ids.append(cell * CAPACITY + slots[cell])
        slots[cell] += 1
    return ids


def _fits(
    before: Plan, keys: Sequence[str], facets: Sequence[Facets], lengths: tuple[float, float]
) -> bool:
    """Whether the plan before is still a good one."""
    return (
        before.changed + _changes(before, keys) <= DRIFT * before.fitted
        and _holds(before, keys, facets)
        and all(
            abs(now - then) <= LENGTH_DRIFT * then
            for now, then in zip(lengths, before.lengths, strict=True)
        )
    )


def _holds(before: Plan, keys: Sequence[str], facets: Sequence[Facets]) -> bool:
    """Whether every passage is in a cell of its facets, or has room in one."""
    cells = Counter(before.groups)
    return all(count <= cells[each] * LIMIT for each, count in Counter(facets).items()) and all(
        before.groups[before.passages[key] // CAPACITY] == each
        for key, each in zip(keys, facets, strict=True)
        if key in before.passages
    )


def _changes(before: Plan, keys: Sequence[str]) -> int:
    return len(before.passages.keys() ^ set(keys))


def _grouped(
    vectors: Vectors, facets: Sequence[Facets]
) -> tuple[NDArray[np.intp], Codes, list[Facets]]:
    """The cell of each passage, the cells' centroids and their facets."""
    members = np.zeros(len(vectors), np.intp)
    centroids = [np.zeros((0, vectors.shape[1]), np.float32)]
    groups: list[Facets] = []
    for each in sorted(set(facets)):
        inside = [place for place, other in enumerate(facets) if other == each]
        cells, means = _cut(vectors[inside])
        members[inside] = cells + len(groups)
        centroids.append(means)
        groups += [each] * len(means)
    return members, np.concatenate(centroids), groups


def _cut(vectors: Vectors) -> tuple[NDArray[np.intp], Codes]:
    """The cell of each passage; without vectors, neighbours in the site share one."""
    if vectors.shape[1]:
        return cluster(vectors)
    passages = len(vectors)
    cells = cell_count(passages)
    places = np.arange(passages) * cells // max(passages, 1)
    return places, np.zeros((cells, 0), np.float32)


def _placed(
    before: Plan, keys: Sequence[str], facets: Sequence[Facets], vectors: Vectors
) -> dict[str, int]:
    """The ids of all passages: old ones keep theirs."""
    ids = {key: before.passages[key] for key in keys if key in before.passages}
    taken = set(ids.values())
    sizes = np.bincount(
        np.array([number // CAPACITY for number in taken], np.intp),
        minlength=len(before.centroids),
    )
    outside = {each: np.array([g != each for g in before.groups]) for each in set(facets)}
    for key, each, vector in zip(keys, facets, vectors, strict=True):
        if key not in ids:
            code = np.rint(vector * STEPS).astype(np.float32)
            cell = roomy(code, before.centroids, np.where(outside[each], LIMIT, sizes))
            slots = range(cell * CAPACITY, (cell + 1) * CAPACITY)
            ids[key] = next(slot for slot in slots if slot not in taken)
            taken.add(ids[key])
            sizes[cell] += 1
    return {key: ids[key] for key in keys}


def _numbered(before: Mapping[str, int], paths: Sequence[str]) -> dict[str, int]:
    """The ids of all pages: old ones keep theirs, new ones take the lowest that are free."""
    kept = {path: before[path] for path in paths if path in before}
    free = _free(set(kept.values()))
    return {path: kept[path] if path in kept else next(free) for path in paths}


def _free(taken: set[int]) -> Iterator[int]:
    return (number for number in count() if number not in taken)


def dump_plan(plan: Plan) -> bytes:
    """``plan`` as bytes, equal for equal plans."""
    cells, columns = plan.centroids.shape
    codes = base64.b64encode(plan.centroids.astype(np.int8).tobytes()).decode()
    plain = {
        "encoder": plan.encoder,
        "centroids": [cells, columns, codes],
        "groups": list(plan.groups),
        "passages": plan.passages,
        "pages": plan.pages,
        "lengths": plan.lengths,
        "starts": plan.starts,
        "fitted": plan.fitted,
        "changed": plan.changed,
        "calibration": plan.calibration,
        "answered": plan.answered,
    }
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()


def load_plan(data: bytes) -> Plan:
    """What ``dump_plan`` was given."""
    plain = json.loads(data)
    cells, columns, codes = plain["centroids"]
    steps = np.frombuffer(base64.b64decode(codes), np.int8).reshape(cells, columns)
    passage_length, page_length = plain["lengths"]
    return Plan(
        plain["encoder"],
        steps.astype(np.float32),
        [tuple(group) for group in plain["groups"]],
        plain["passages"],
        plain["pages"],
        (passage_length, page_length),
        plain["starts"],
        plain["fitted"],
        plain["changed"],
        plain["calibration"],
        plain["answered"],
    )
