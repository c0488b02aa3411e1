"""Reading comprehension: the right paragraph, and the sentence that answers.

    python bench/reading.py [--work DIR] [--limit N] [--write]

SQuAD 2.0 and XQuAD of shared/eval as sites of one page an article and one heading a paragraph,
asked with the Python engine. Of SQuAD every other article was fitted on: the others are reported.
Beside it, `rank_bm25` over the same passages with the same terms.
"""

from __future__ import annotations

import argparse
import html
import json
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(Path(__file__).parent)]

from baseline import rank_bm25_replies  # noqa: E402
from tables import interval, publish, table  # noqa: E402
from tqdm import tqdm  # noqa: E402

from askdocs_index.artifact.manifest import NAME, encode_manifest  # noqa: E402
from askdocs_index.engine.session import Session, open_session  # noqa: E402
from askdocs_index.metrics import Estimate, auroc, proportion  # noqa: E402
from askdocs_index.options import IndexOptions  # noqa: E402
from askdocs_index.pipeline import build_index  # noqa: E402
from askdocs_index.progress import Silence  # noqa: E402
from askdocs_index.questions import Question  # noqa: E402
from askdocs_index.sentences import sentences  # noqa: E402
from askdocs_index.source import read_site  # noqa: E402
from support.shared import REASON, find_shared  # noqa: E402

PAGE = ROOT / "docs/manual/research.md"
LANGUAGES = ("de", "es", "ru", "zh")
HTML = "<!doctype html><html lang={0}><title>{1}</title><main><h1 id=t>{1}</h1>{2}</main></html>"


@dataclass(frozen=True, slots=True)
class Ask:
    """A question, its paragraph (page, anchor), and the spans that answer it: none if nothing."""

    text: str
    page: str
    anchor: str
    spans: frozenset[str]


@dataclass(frozen=True, slots=True)
class Read:
    """How one question did."""

    found: bool  # the paragraph stands first
    shown: bool  # the first sentence of the answer holds a span
    confidence: float


def main() -> int:
    """Measures, prints, and with --write publishes; 2 where shared/ is absent."""
    parser = argparse.ArgumentParser(prog="bench/reading.py", description=__doc__)
    parser.add_argument("--work", type=Path, default=ROOT / ".cache/reading")
    parser.add_argument("--limit", type=int, default=0, help="questions a set; 0: all")
    parser.add_argument("--write", action="store_true", help=f"put the tables into {PAGE.name}")
    chosen = parser.parse_args()
    shared = find_shared()
    if shared is None:
        print(REASON, file=sys.stderr)
        return 2
    parts = [each(shared, chosen.work, chosen.limit) for each in (squad, xquad)]
    text = "\n\n".join(parts)
    print(text)
    if chosen.write:
        publish(PAGE, text, "reading")
    return 0


def squad(shared: Path, work: Path, limit: int) -> str:
    """The articles that nothing was fitted on."""
    articles = read(shared / "eval/squad2-a.json")
    session, asks = site_of("squad", "en", articles, work)
    asks = [ask for ask in asks if int(ask.page[:2]) % 2]
    able = [ask for ask in asks if ask.spans][: limit or None]
    unable = [ask for ask in asks if not ask.spans][: limit or None]
    ours = [answered(session, ask) for ask in tqdm(able, desc="SQuAD")]
    refused = [answered(session, ask).confidence for ask in tqdm(unable, desc="impossible")]
    return table(
        [
            [f"SQuAD 2.0, {len(able)} answerable questions", "Askdocs", "rank_bm25"],
            [
                "paragraph hit@1",
                interval(proportion([read.found for read in ours])),
                interval(baseline(work / "squad", "en", able)),
            ],
            [
                "first sentence of the answer holds the answer",
                interval(proportion([read.shown for read in ours])),
                "–",
            ],
            [
                f"AUROC against {len(unable)} impossible ones",
                interval(auroc([read.confidence for read in ours], refused)),
                "–",
            ],
        ]
    )


def xquad(shared: Path, work: Path, limit: int) -> str:
    """The same 240 paragraphs in four languages."""
    rows = [["XQuAD, paragraph hit@1", "Askdocs", "rank_bm25"]]
    for language in LANGUAGES:
        articles = read(shared / f"eval/xquad.{language}.json")
        session, asks = site_of(f"xquad-{language}", language, articles, work)
        asks = asks[: limit or None]
        ours = proportion([found(session, ask) for ask in tqdm(asks, desc=language)])
        theirs = baseline(work / f"xquad-{language}", language, asks)
        rows.append([language, interval(ours), interval(theirs)])
    return table(rows)


def read(file: Path) -> Sequence[Mapping[str, Any]]:
    """The articles of a file in SQuAD's format."""
    articles: Sequence[Mapping[str, Any]] = json.loads(file.read_text("utf-8"))["data"]
    return articles


def site_of(
    name: str, language: str, articles: Sequence[Mapping[str, Any]], work: Path
) -> tuple[Session, list[Ask]]:
    """The articles as a site in ``work``/name, its index opened, and all their questions."""
    folder = work / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    asks = []
    for number, article in enumerate(articles):
        page, body = f"{number:02d}.html", []
        for place, paragraph in enumerate(article["paragraphs"]):
            heading = f"<h2 id=p{place}>{place + 1}</h2>"
            body.append(f"{heading}<p>{html.escape(paragraph['context'])}</p>")
            asks += list(asked(paragraph, page, f"p{place}"))
        title = html.escape(article["title"].replace("_", " "))
        (folder / page).write_text(HTML.format(language, title, "".join(body)), encoding="utf-8")
    options = IndexOptions(language=language)
    built = build_index(list(read_site(folder)), options, work / "cache" / name, Silence())
    index = work / f"{name}.index"
    shutil.rmtree(index, ignore_errors=True)
    index.mkdir()
    for file, data in {**built.files, NAME: encode_manifest(built.manifest)}.items():
        (index / file).write_bytes(data)
    return open_session(index), asks


def asked(paragraph: Mapping[str, Any], page: str, anchor: str) -> Iterator[Ask]:
    """The questions of a paragraph."""
    for entry in paragraph["qas"]:
        spans = frozenset(" ".join(answer["text"].split()) for answer in entry["answers"])
        impossible = entry.get("is_impossible", False)
        yield Ask(entry["question"], page, anchor, frozenset() if impossible else spans)


def answered(session: Session, ask: Ask) -> Read:
    """Hit, answer and confidence for one question."""
    answer = session.ask(ask.text)
    first = answer.parts[0].text if answer.parts else ""
    start, end = next(iter(sentences(first)), (0, len(first)))
    shown = any(span in " ".join(first[start:end].split()) for span in ask.spans)
    return Read(found(session, ask), shown, answer.confidence)


def found(session: Session, ask: Ask) -> bool:
    """Whether the question's paragraph stands first."""
    hits = session.search(ask.text, 1)
    return bool(hits) and (hits[0].page, hits[0].anchor) == (ask.page, ask.anchor)


def baseline(site: Path, language: str, asks: Sequence[Ask]) -> Estimate:
    """Paragraph hit@1 of rank_bm25 over the same passages."""
    replies = rank_bm25_replies(site, [Question("", ask.text) for ask in asks], language)
    firsts = [(reply.hits[0].page, reply.hits[0].anchor) for reply in replies]
    wanted = [(ask.page, ask.anchor) for ask in asks]
    return proportion([a == b for a, b in zip(firsts, wanted, strict=True)])


if __name__ == "__main__":
    sys.exit(main())
