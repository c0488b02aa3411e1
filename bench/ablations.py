"""What each part of the ranking is worth, on the questions about manuals of tools/questions.

    python bench/ablations.py [--work DIR] [--write] NAME=FOLDER …

FOLDER holds the manual's built HTML, NAME the file of its questions. Each row leaves something out
or changes it; the differences to the engine as it is shipped come with their paired bootstrap's
95 % interval.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tools"), str(Path(__file__).parent)]

from fit_answer.sites import Site, indexed  # noqa: E402
from tables import publish, table  # noqa: E402
from tqdm import tqdm  # noqa: E402

from askdocs_index.engine import phrase  # noqa: E402
from askdocs_index.engine.session import Session  # noqa: E402
from askdocs_index.evaluate import Found, Reply, judge  # noqa: E402
from askdocs_index.fusion import Weights  # noqa: E402
from askdocs_index.questions import Question, read_questions  # noqa: E402

PAGE = ROOT / "docs/manual/research.md"
TOP = 10
ROUNDS = 2_000  # of the bootstrap
Change = Callable[[Session], Session]


def main() -> int:
    """Builds, asks and prints."""
    parser = argparse.ArgumentParser(prog="bench/ablations.py", description=__doc__)
    parser.add_argument("manuals", nargs="+", metavar="NAME=FOLDER")
    parser.add_argument("--weights", default="", help="folder of the encoder's weights")
    parser.add_argument("--work", type=Path, default=ROOT / ".cache/ablations")
    parser.add_argument("--write", action="store_true", help=f"put the table into {PAGE.name}")
    chosen = parser.parse_args()
    asked: list[tuple[Session, Question]] = []
    for name, folder in (text.split("=", 1) for text in chosen.manuals):
        session = indexed(Site(name, Path(folder), {}), chosen.weights, chosen.work)
        questions = read_questions(ROOT / f"tools/questions/{name}.jsonl")
        asked += [(session, question) for question in questions if question.answerable]
    text = rendered(asked)
    print(text)
    if chosen.write:
        publish(PAGE, text, "ablations")
    return 0


def rendered(asked: Sequence[tuple[Session, Question]]) -> str:
    """A row a change."""
    rows = [[f"{len(asked)} questions", "section MRR@10", "hit@5", "difference in MRR"]]
    shipped: list[int] = []
    for name, change in CHANGES.items():
        with paired(0.0 if "pairs" in name else phrase.WEIGHT):
            found = [rank(change(session), q) for session, q in tqdm(asked, desc=name)]
        shipped = shipped or found
        five = sum(0 < each <= 5 for each in found) / len(found)
        mrr = mean([reciprocal(each) for each in found])
        rows.append([name, f"{mrr:.3f}", f"{five:.2f}", difference(found, shipped)])
    return table(rows)


def rank(session: Session, question: Question) -> int:
    """Of the first gold section; 0 where it is not among the first ten."""
    found = session.search(question.question, TOP)
    hits = tuple(Found(h.page, bare(h.anchor), h.headings) for h in found)
    golds = tuple(replace(gold, anchor=bare(gold.anchor)) for gold in question.gold)
    return judge(replace(question, gold=golds), Reply(hits, (), "", 0.0)).section_rank


def bare(anchor: str) -> str:
    """Some manuals give a section two anchors, one of them marked so."""
    return anchor.removeprefix("s-")


def weighted(section: float, page: float, vectors: float) -> Change:
    """The engine with other weights of the fusion."""

    def change(session: Session) -> Session:
        weights = Weights(section, page, vectors)
        session.shards.manifest = replace(session.shards.manifest, weights=weights)
        return session

    return change


def all_cells(session: Session) -> Session:
    """The engine that reads every passage."""
    manifest = session.shards.manifest
    manifest = replace(manifest, weights=SHIPPED, probes=len(manifest.cells))
    session.shards.manifest = manifest
    return session


@contextmanager
def paired(weight: float) -> Iterator[None]:
    """Pairs of words with another weight."""
    before, phrase.WEIGHT = phrase.WEIGHT, weight  # type: ignore[misc]
    yield
    phrase.WEIGHT = before  # type: ignore[misc]


def difference(found: Sequence[int], shipped: Sequence[int]) -> str:
    """Of the means, with the interval of a paired bootstrap."""
    gains = [reciprocal(a) - reciprocal(b) for a, b in zip(found, shipped, strict=True)]
    if not any(gains):
        return "–"
    chance = random.Random("askdocs: ablations")
    means = sorted(mean(chance.choices(gains, k=len(gains))) for _ in range(ROUNDS))
    low, high = means[ROUNDS * 25 // 1000], means[ROUNDS * 975 // 1000 - 1]
    return f"{mean(gains):+.3f} ({low:+.3f} to {high:+.3f})"


def reciprocal(place: int) -> float:
    return 1 / place if place else 0.0


def mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


SHIPPED = Weights(0.45, 0.1, 0.45)
CHANGES: dict[str, Change] = {
    "as shipped": weighted(0.45, 0.1, 0.45),
    "without pairs of words": weighted(0.45, 0.1, 0.45),
    "without the page": weighted(0.5, 0.0, 0.5),
    "without vectors": weighted(0.8, 0.2, 0.0),
    "vectors alone": weighted(0.0, 0.0, 1.0),
    "vectors .3": weighted(0.55, 0.15, 0.3),
    "vectors .6": weighted(0.3, 0.1, 0.6),
    "every cell read": all_cells,
}

if __name__ == "__main__":
    sys.exit(main())
