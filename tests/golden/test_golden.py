from __future__ import annotations

from pathlib import Path

import pytest

from golden.make import golden_files

HERE = Path(__file__).parent
FILES = dict(golden_files())


@pytest.mark.parametrize("name", FILES)
def test_golden_file_is_what_python_writes(name: str) -> None:
    assert (HERE / name).read_bytes() == FILES[name], "python tests/golden/make.py, then look"


def test_no_golden_list_is_left_from_before() -> None:
    found = [path for kind in ("terms", "stems") for path in (HERE / kind).iterdir()]
    assert {str(path.relative_to(HERE)) for path in found} <= FILES.keys()
