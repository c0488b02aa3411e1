from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from golden.make_site import EXPECTED, SITE, expected, site_files
from support.twin import twin


def bodies(files: dict[str, bytes]) -> list[bytes]:
    """What the shards hold; another release of zlib may compress it to other bytes."""
    return sorted(gzip.decompress(d) for name, d in files.items() if name.endswith(".bin"))


def test_golden_site_is_what_python_writes() -> None:
    written = {path.name: path.read_bytes() for path in SITE.iterdir()}
    made = site_files()
    assert bodies(written) == bodies(made), "python tests/golden/make_site.py, then look"
    manifests = [json.loads(files["manifest.json"]) for files in (written, made)]
    assert [m.pop("files").keys() for m in manifests]
    assert manifests[0] == manifests[1]


def test_python_finds_in_the_golden_site_what_it_found() -> None:
    found, before = json.loads(expected(SITE)), json.loads(EXPECTED.read_text("utf-8"))
    assert found == before


def test_typescript_finds_in_the_golden_site_what_python_found() -> None:
    before = json.loads(EXPECTED.read_text("utf-8"))
    answers = twin("search", str(SITE), given=[question for question, _ in before])
    for (question, hits), found in zip(before, answers, strict=True):
        assert [drop_score(hit) for hit in found] == [drop_score(hit) for hit in hits], question
        assert [h["score"] for h in found] == pytest.approx([h["score"] for h in hits], abs=1e-9)


def drop_score(hit: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in hit.items() if key != "score"}


def test_the_golden_site_is_small() -> None:
    assert sum(path.stat().st_size for path in Path(SITE).iterdir()) < 64 << 10
