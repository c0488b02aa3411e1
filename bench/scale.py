"""What a question costs on a large site, and what reading only a part of the index loses.

    python bench/scale.py SITE_DIR QUESTIONS … [--exclude GLOB …] [--edit PAGE] [--work DIR]

Builds the index of a folder of built HTML and asks it with the Python engine, which reads the files
that the browser would: bytes of a first and of a later question (bodies plus 300 bytes a response,
gzip for scripts and the manifest), requests, and the share of the exhaustive top 10 that is found,
over the questions of the files (.jsonl, or a question a line) and over sentences of the site.
`--edit` changes one sentence of that page, builds again and compares the files' names.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import resource
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

import askdocs
from askdocs_index.artifact.manifest import NAME, Ranges, encode_manifest
from askdocs_index.engine.asked import NOWHERE, understand
from askdocs_index.engine.search import search
from askdocs_index.engine.shards import Shards
from askdocs_index.model import PageSource
from askdocs_index.options import IndexOptions
from askdocs_index.pipeline import Index, build_index
from askdocs_index.progress import Silence
from askdocs_index.questions import read_questions
from askdocs_index.source import read_site
from askdocs_index.terms import Analyzer
from support.exhaustive import Exhaustive

RESPONSE = 300  # bytes of a response's head, as DESIGN.md counts them
TOP = 10
WORDS = (6, 14)  # of a sentence of the site that is asked


@dataclass(frozen=True, slots=True)
class Asking:
    """One question, asked with an empty cache and then after the others."""

    first: int  # bytes, script and manifest included
    requests: int
    later: int  # bytes that it adds to what the questions before it have fetched
    recall: float  # of the exhaustive top 10


class Counting(Shards):
    """Shards that remember what was read, each file once."""

    def __init__(self, folder: Path) -> None:
        self.read: dict[str, int] = {}
        super().__init__(folder)

    def _bytes(self, name: str) -> bytes:
        data = super()._bytes(name)
        self.read[name] = len(gzip.compress(data) if name == NAME else data) + RESPONSE
        return data


def main() -> int:
    """Builds, asks and prints."""
    parser = argparse.ArgumentParser(prog="bench/scale.py", description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("questions", type=Path, nargs="+")
    parser.add_argument("--exclude", action="append", default=[], help="glob of pages left out")
    parser.add_argument("--encoder", default="fast")
    parser.add_argument("--work", type=Path, default=Path(".cache/scale"), help="index and cache")
    parser.add_argument("--edit", default="", help="page of which one sentence is changed")
    parser.add_argument("--corpus", default="", help="only the questions about this one")
    parser.add_argument("--sentences", type=int, default=0, help="of the site, asked besides")
    chosen = parser.parse_args()
    options = IndexOptions(encoder=chosen.encoder, exclude=tuple(chosen.exclude))
    sources = list(read_site(chosen.site, options.exclude))
    index = built(sources, options, chosen.work)
    print_index(index)
    folder = written(index, chosen.work / "index")
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    if chosen.edit:
        edited = [changed(s) if s.path == chosen.edit else s for s in sources]
        print_steadiness(index, built(edited, options, chosen.work))
    report("questions", ask_all(folder, asked(chosen.questions, chosen.corpus)))
    made_up = list(sentences(folder, chosen.sentences))
    if made_up:
        report("sentences", ask_all(folder, made_up))
    return 0


def asked(files: Sequence[Path], corpus: str) -> list[str]:
    """The questions of all the files."""
    found = []
    for file in files:
        if file.suffix == ".jsonl":
            found += [each.question for each in read_questions(file, corpus)]
        else:
            found += file.read_text(encoding="utf-8").split("\n")
    return [question for question in found if question]


def built(sources: Sequence[PageSource], options: IndexOptions, work: Path) -> Index:
    """The index of ``sources``, with what ``work`` keeps from builds before."""
    return build_index(sources, options, work / "cache", Silence())


def written(index: Index, folder: Path) -> Path:
    """The folder with the files of ``index``, and nothing else."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for name, data in {**index.files, NAME: encode_manifest(index.manifest)}.items():
        (folder / name).write_bytes(data)
    return folder


def changed(source: PageSource) -> PageSource:
    """The page with one word more in the middle of its first longer paragraph."""
    place = source.html.index(b". ", source.html.index(b"<h1"))
    html = source.html[:place] + b" indeed" + source.html[place:]
    return replace(source, html=html)


def print_index(index: Index) -> None:
    """Files, bytes and seconds."""
    sizes: dict[str, list[int]] = {}
    for name, data in index.files.items():
        sizes.setdefault(name.split("-")[0], []).append(len(data))
    for kind, each in sorted(sizes.items()):
        print(f"{kind}: {len(each)} files, {sum(each):,} bytes, largest {max(each):,}")
    manifest = len(gzip.compress(encode_manifest(index.manifest)))
    total = sum(map(sum, sizes.values()))
    print(
        f"manifest: {manifest:,} bytes gzipped; all: {len(index.files) + 1} files, {total:,} bytes"
    )
    print(f"{index.summary}")


def print_steadiness(before: Index, after: Index) -> None:
    """How many names, and bytes, of the new index the old one did not have."""
    new = after.files.keys() - before.files.keys()
    size = sum(len(after.files[name]) for name in new)
    total = sum(map(len, after.files.values()))
    print(
        f"one sentence: {after.summary.seconds:.1f} s, {len(new)} of {len(after.files)} names "
        f"({len(new) / len(after.files):.1%}), {size:,} bytes ({size / total:.1%})"
    )


def scripts() -> tuple[int, int]:
    """Bytes and number of the scripts of a first question."""
    static = Path(askdocs.__file__).parent / "static"
    engine = (static / "stemmer-en.js").read_bytes() + (static / "engine.js").read_bytes()
    files = [(static / name).read_bytes() for name in ("loader.js", "dialog.js")] + [engine]
    return sum(len(gzip.compress(file)) + RESPONSE for file in files), len(files)


def ask_all(folder: Path, questions: Sequence[str]) -> list[Asking]:
    """All ``questions``, each once with an empty cache and once after those before it."""
    script, count = scripts()
    every, together = Exhaustive(folder), Counting(folder)
    analyzer = Analyzer(every.manifest.language)
    askings = []
    for question in questions:
        alone = Counting(folder)
        found = top(alone, question, analyzer, every.manifest.terms)
        known = sum(together.read.values())
        top(together, question, analyzer, every.manifest.terms)
        later = sum(together.read.values()) - known
        wanted = top(every, question, analyzer)
        recall = len(wanted & found) / len(wanted) if wanted else 1.0
        first = script + sum(alone.read.values())
        askings.append(Asking(first, count + len(alone.read), later, recall))
    return askings


def top(shards: Shards, question: str, analyzer: Analyzer, files: Ranges = NOWHERE) -> set[int]:
    """The ids of the best passages; ``files``: those that terms are looked up in sparingly."""
    found = search(shards, understand(question, analyzer, files=files), analyzer)
    return {item.passage.id for item in found.ranked[:TOP]}


def report(label: str, askings: Sequence[Asking]) -> None:
    """Medians and worsts of ``askings``."""
    requests = sorted(asking.requests for asking in askings)
    middle = statistics.median(requests)
    recall = statistics.mean(asking.recall for asking in askings)
    print(f"{label} ({len(askings)}): recall@{TOP} {recall:.3f}")
    print(f"  {middle:.0f} requests, at most {requests[-1]}")
    print(f"  first question {middle_and_worst([asking.first for asking in askings])}")
    later = middle_and_worst([asking.later for asking in askings[1:]])
    print(f"  later question {later}", flush=True)


def middle_and_worst(sizes: Sequence[int]) -> str:
    """The median and the largest of ``sizes``."""
    return f"{statistics.median(sizes) / 1000:.0f} KB, at worst {max(sizes) / 1000:.0f} KB"


def sentences(folder: Path, count: int) -> Iterator[str]:
    """Runs of words out of passages drawn by chance, the same every time."""
    chance = random.Random("askdocs: scale")
    shards = Shards(folder)
    while count > 0:
        cell = shards.cell(chance.randrange(len(shards.manifest.cells)))
        words = " ".join(f.text for f in chance.choice(cell).fragments).split()
        size = chance.randint(*WORDS)
        if len(words) >= size:
            start = chance.randrange(len(words) - size + 1)
            yield " ".join(words[start : start + size])
            count -= 1


if __name__ == "__main__":
    started = time.perf_counter()
    code = main()
    print(json.dumps({"seconds": round(time.perf_counter() - started)}), file=sys.stderr)
    sys.exit(code)
