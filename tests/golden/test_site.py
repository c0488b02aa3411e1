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
    questions = [question for question, *_ in before]
    for job, place in (("search", 1), ("typing", 2)):
        answers = twin(job, str(SITE), given=questions)
        for (question, *expected_hits), found in zip(before, answers, strict=True):
            hits = expected_hits[place - 1]
            assert [drop_score(hit) for hit in found] == [drop_score(hit) for hit in hits], question
            scores = [hit["score"] for hit in hits]
            assert [hit["score"] for hit in found] == pytest.approx(scores, abs=1e-9)
    answers = twin("ask", str(SITE), given=[[question] for question in questions])
    assert [answer.get("corrected", "") for answer in answers] == [each[3] for each in before]


def test_the_golden_site_has_mistyped_questions() -> None:
    before = json.loads(EXPECTED.read_text("utf-8"))
    assert {"cache directory", "instalation of variable"} <= {each[3].lower() for each in before}


def drop_score(hit: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in hit.items() if key != "score"}


def test_the_golden_site_is_small() -> None:
    assert sum(path.stat().st_size for path in Path(SITE).iterdir()) < 64 << 10
