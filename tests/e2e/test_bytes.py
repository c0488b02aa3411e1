"""Same pages and same plan, same bytes; most files keep their names when a page is edited."""

from __future__ import annotations

import json
import random
import shutil
import signal

import pytest

from support.projects import run_python

PAGES, SECTIONS, SENTENCES = 60, 4, 5
MIN_KEPT = 0.75  # of the shards keep their names when one page of sixty changes


def almanac():
    """Pages of made-up words, each with some of its own."""
    dice = random.Random(7)
    syllables = [a + b for a in "bdfgklmnprst" for b in ("a", "e", "i", "o", "u")]
    words = ["".join(dice.choices(syllables, k=3)) for _ in range(1500)]
    pages = {}
    for number in range(PAGES):
        own = dice.sample(words, 60)
        body = [f'<h1 id="top">{own[0].title()}</h1>']
        for section in range(SECTIONS):
            body.append(f'<h2 id="s{section}">{" ".join(dice.sample(own, 3))}</h2>')
            told = [" ".join(dice.choices(own, k=9)).capitalize() for _ in range(SENTENCES)]
            body.append(f"<p>{'. '.join(told)}.</p>")
        pages[f"{number % 7}/page {number}.html"] = "\n".join(body)
    return pages


@pytest.fixture(scope="module")
def built(tmp_path_factory, write_pages, askdocs):
    """The almanac, indexed; its cache lies beside it."""
    folder = tmp_path_factory.mktemp("almanac")
    askdocs("build", write_pages(folder / "site", almanac()), "--encoder", "fast", cwd=folder)
    return folder


@pytest.fixture(scope="module")
def edited(built, tmp_path_factory, askdocs):
    """The almanac with one page changed, indexed with the cache of the first build."""
    folder = tmp_path_factory.mktemp("edited")
    shutil.copytree(built, folder, dirs_exist_ok=True)
    page = folder / "site/3/page 3.html"
    page.write_text(page.read_text("utf-8").replace("</h1>", "</h1><p>A penguin and a teapot.</p>"))
    said = askdocs("build", "site", "--encoder", "fast", cwd=folder).stdout
    return folder, said


def test_a_refitted_edited_site_has_the_bytes_of_a_cold_build(held, edited, tmp_path, askdocs):
    folder, _ = edited
    cold, refitted = tmp_path / "cold/site", tmp_path / "refitted/site"
    shutil.copytree(folder, refitted.parent)
    askdocs("build", refitted, "--encoder", "fast", "--refit", cwd=refitted.parent)
    shutil.copytree(folder / "site", cold)
    askdocs("remove", cold, cwd=tmp_path)
    askdocs("build", cold, "--encoder", "fast", cwd=cold.parent)
    assert held(cold) == held(refitted)


def test_the_same_edit_after_the_same_build_has_the_same_bytes(
    built, held, edited, tmp_path, askdocs
):
    folder, _ = edited
    again = tmp_path / "again"
    shutil.copytree(built, again)
    page = "3/page 3.html"
    shutil.copy(folder / "site" / page, again / "site" / page)
    askdocs("build", "site", "--encoder", "fast", cwd=again)
    assert held(again / "site") == held(folder / "site")


def test_of_an_edited_site_only_the_changed_passages_are_embedded(edited):
    _, said = edited
    assert "(1 passage embedded" in said or "(2 passages embedded" in said


def test_an_edited_page_leaves_most_files_their_names(built, edited):
    folder, _ = edited
    before = {path.name for path in (built / "site/askdocs").glob("*.bin")}
    after = {path.name for path in (folder / "site/askdocs").glob("*.bin")}
    assert len(before & after) >= MIN_KEPT * len(before)


# --- builds that are killed ----------------------------------------------------------------------

KILLED = """
import os, signal, sys
import {module}
write, calls = {module}.{name}, []
def dying(*arguments):
    calls.append(arguments)
    if len(calls) == {call}:
        os.kill(os.getpid(), signal.SIGKILL)
    return write(*arguments)
{module}.{name} = dying
from askdocs.cli import main
main(sys.argv[1:])
"""
PLACES = {
    "before the index is put in place": ("askdocs.build", "install", 1),
    "while the index is put in place": ("askdocs.install", "replace_file", 3),
    "while the pages get their loader": ("askdocs.inject", "rewrite", 2),
}


@pytest.fixture(params=PLACES.values(), ids=PLACES)
def killed(request, handbook, tmp_path):
    """The handbook with its home page changed, and a build of it that was killed."""
    module, name, call = request.param
    home = handbook / "index.html"
    home.write_text(home.read_text("utf-8").replace("eight o'clock", "half past nine"), "utf-8")
    program = KILLED.format(module=module, name=name, call=call)
    done = run_python("-c", program, "build", str(handbook), "--encoder", "fast", cwd=tmp_path)
    assert done.returncode == -signal.SIGKILL, (done.stdout, done.stderr)
    return handbook


def test_a_killed_build_leaves_an_index_that_is_whole(killed, askdocs, tmp_path):
    said = askdocs("query", killed, "When does the office open?", "--json", cwd=tmp_path).stdout
    assert json.loads(said)["hits"][0]["anchor"] == "office"
    askdocs("inspect", killed, cwd=tmp_path)


def test_the_build_after_a_killed_one_writes_what_a_first_one_does(
    held, killed, askdocs, write_pages, pages, tmp_path
):
    askdocs("build", killed, "--encoder", "fast", "--refit", cwd=tmp_path)
    pages["index.html"] = pages["index.html"].replace("eight o'clock", "half past nine")
    fresh = write_pages(tmp_path / "fresh" / "site", pages)
    askdocs("build", fresh, "--encoder", "fast", cwd=fresh.parent)
    assert held(killed) == held(fresh)
