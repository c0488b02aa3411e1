"""Writes what the Python engine answers from a few hand-written sections, for both languages.

    python tests/golden/make_answers.py

No index and no search: the ranked sections are given, so that only the answer is held.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from askdocs_index.engine.answer import compose
from askdocs_index.engine.question import read_question
from askdocs_index.engine.records import (
    Evidence,
    Hit,
    Piece,
    RankedPassage,
    RankedSection,
    to_json,
)
from askdocs_index.model import BlockKind
from askdocs_index.terms import Analyzer

EXPECTED = Path(__file__).parent / "answers.json"
UNKNOWN = 6.0  # idf of a term that the sections do not use
KNOWN = 3.0
TEXT, LIST, TABLE, CODE = BlockKind.TEXT, BlockKind.LIST, BlockKind.TABLE, BlockKind.CODE


def ranked(
    score: float, anchor: str, headings: tuple[str, ...], *passages: tuple[Piece, ...]
) -> RankedSection:
    """A section of the page "guide/"; every further passage scores a tenth less."""
    hit = Hit(f"https://example.org/guide/#{anchor}", "guide/index.html", anchor, headings[0],
              headings, "", score)  # fmt: skip
    scored = (RankedPassage(i, score * (1 - i / 10), p) for i, p in enumerate(passages))
    return RankedSection(hit, tuple(scored), f"What is {headings[-1].lower()}?")


CACHE = ranked(
    0.8, "cache", ("Guide", "The cache"),
    (
        Piece(0, TEXT, "A cache is a folder that keeps what was downloaded. It is shared by all "
                       "projects. Its default place is chosen by the system."),
        Piece(1, TEXT, "To clear the cache, run:"),
        Piece(2, CODE, "tool cache clean\n", language="bash"),
        Piece(3, TEXT, "This removes everything. Use --only NAME to remove one package."),
    ),
    (
        Piece(4, TEXT, "The cache has these buckets:"),
        Piece(5, LIST, "wheels: built packages\nsources: what was unpacked\narchives: 压缩 📦 files"),
    ),
)  # fmt: skip
ROWS = "\n".join(f"option_{i}\tsets number {i} of the cache\t{i * 10}" for i in range(30))
OPTIONS = ranked(
    0.75, "options", ("Guide", "Options"),
    (
        Piece(0, TEXT, "Every option can be set in the file.", label="Note"),
        Piece(1, TABLE, f"Name\tMeaning\tDefault\n{ROWS}", header_rows=1),
    ),
    (Piece(2, CODE, "\n".join(f"[option_{i}]" for i in range(40)), language="toml"),),
)  # fmt: skip
HISTORY = ranked(
    0.7, "history", ("Guide", "History"),
    (
        Piece(0, TEXT, "The tool was written in 2019 by Ada Example. Since disks were slow, it had "
                       "no cache. In the beginning there were three commands."),
    ),
)  # fmt: skip
SPEICHER = ranked(
    0.5, "speicher", ("Handbuch", "Der Zwischenspeicher"),
    (
        Piece(0, TEXT, "Der Zwischenspeicher ist ein Ordner für Größen. Er wird geteilt. Zum Leeren "
                       "dient der folgende Befehl:"),
        Piece(1, CODE, "werkzeug speicher leeren"),
    ),
)  # fmt: skip
CHINESE = ranked(
    0.5, "huancun", ("指南", "缓存"),
    (Piece(0, TEXT, "缓存是保存下载内容的文件夹。它由所有项目共享。运行命令可以清除缓存。"),),
)  # fmt: skip
ENGLISH = (CACHE, OPTIONS, HISTORY)
CASES: tuple[tuple[str, str, tuple[RankedSection, ...]], ...] = (
    ("en", "What is a cache?", ENGLISH),
    ("en", "How do I clear the cache?", ENGLISH),
    ("en", "which buckets does the cache have", ENGLISH),
    ("en", "option_23", ENGLISH),
    ("en", "option_0 default", ENGLISH),
    ("en", "Who was it written by?", ENGLISH),
    ("en", "When was the tool written?", ENGLISH),
    ("en", "Why did it have no cache?", ENGLISH),
    ("en", "How many commands were there in the beginning?", ENGLISH),
    ("en", "Can I remove one package from the cache?", ENGLISH),
    ("en", "show me the command and an example file of options", ENGLISH),
    ("en", "archives 压缩", ENGLISH),
    ("en", "zebra stripes", ENGLISH),
    ("en", "", ENGLISH),
    ("en", "What is a cache?", ()),
    ("de", "Was ist der Zwischenspeicher?", (SPEICHER,)),
    ("de", "Wie kann ich den Zwischenspeicher leeren?", (SPEICHER,)),
    ("zh", "如何清除缓存？", (CHINESE,)),
)
EVIDENCE = (Evidence(0.62, 0.71, 0.53, 0.25), Evidence(0.31, 0.4, None), Evidence(0.02, 0.05, 0.04))


def main() -> None:
    EXPECTED.write_text(expected(), encoding="utf-8")
    print(f"{EXPECTED}: {len(CASES) * len(EVIDENCE)} answers")


def expected() -> str:
    """A JSON list of cases: what the answer was given, and what it was."""
    return json.dumps(list(cases()), ensure_ascii=False, indent=1) + "\n"


def cases() -> Iterator[dict[str, object]]:
    for language, text, sections in CASES:
        analyzer = Analyzer(language)
        idf = known_terms(analyzer, sections)
        question = read_question(text, analyzer, idf, UNKNOWN)
        answers = [compose(question, sections, evidence, analyzer) for evidence in EVIDENCE]
        yield {
            "language": language,
            "text": text,
            "question": asdict(question),
            "idf": {t.term: t.weight for t in question.terms if t.known},
            "unknown": UNKNOWN,
            "ranked": [asdict(section) for section in sections],
            "answers": [
                {"evidence": asdict(e), "answer": {**to_json(a), "hits": len(a.hits)}}
                for e, a in zip(EVIDENCE, answers, strict=True)
            ],
        }


def known_terms(analyzer: Analyzer, sections: tuple[RankedSection, ...]) -> dict[str, float]:
    """The terms of the sections; a term weighs the more the longer it is, up to ``KNOWN``."""
    texts = [p.text for s in sections for passage in s.passages for p in passage.pieces]
    headings = [heading for section in sections for heading in section.hit.headings]
    terms = sorted({term for text in (*texts, *headings) for term in analyzer.terms(text)})
    return {term: KNOWN * min(len(term), 8) / 8 for term in terms}


if __name__ == "__main__":
    main()
