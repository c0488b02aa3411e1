"""No room: one message, exit code 2, and what was there is still there."""

from __future__ import annotations

import shutil

from support.projects import run_python

# No file may grow beyond a size, which the system refuses as it refuses a full disk, root included.
PROGRAM = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
from askdocs.cli import main
main(sys.argv[1:])
"""


def built_without_room(site, cwd):
    return run_python("-c", PROGRAM, "build", str(site), "--encoder", "fast", cwd=cwd)


def test_without_room_for_the_cache_the_site_is_as_it_was(held, handbook, tmp_path):
    shutil.rmtree(tmp_path / ".cache")
    before = held(handbook)
    done = built_without_room(handbook, tmp_path)
    assert done.returncode == 2, done.stdout
    assert ".cache/plugin/askdocs: cannot be used as the cache folder (" in done.stderr
    assert "rollback" not in done.stderr
    assert held(handbook) == before


def test_without_room_for_the_index_the_site_is_as_it_was(held, handbook, askdocs, tmp_path):
    askdocs("remove", handbook, cwd=tmp_path)
    before = held(handbook)
    done = built_without_room(handbook, tmp_path)
    assert done.returncode == 2, done.stdout
    assert "askdocs: found that it cannot be written (File too large)" in done.stderr
    assert held(handbook) == before
