"""Askdocs on three real sites, asked through the browser: `make bench`.

Builds the sites of shared/corpora with the plugin, asks every question of shared/eval through
`window.askdocs` in Chromium, and prints quality with intervals, bytes and milliseconds as Markdown,
beside rank_bm25 alone over the same passages, and beside Pagefind, Material's own search and
MiniSearch on copies of the same sites. `--write` puts the tables into the manual.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(Path(__file__).parent)]

from builds import measure_builds  # noqa: E402
from others import compare, size  # noqa: E402
from run import CORPORA, measure  # noqa: E402
from tables import publish, tables  # noqa: E402

from support.shared import REASON, find_shared  # noqa: E402

PAGE = ROOT / "docs/manual/quality.md"


def main() -> int:
    """Measures, prints, and with --write publishes; 2 where shared/ is absent."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one site, every third question")
    parser.add_argument("--typed", type=int, default=5, help="first questions typed, a site")
    parser.add_argument("--work", type=Path, default=ROOT / ".cache/bench", help="folder for sites")
    parser.add_argument("--write", action="store_true", help=f"put the tables into {PAGE.name}")
    chosen = parser.parse_args()
    shared = find_shared()
    if shared is None:
        print(REASON, file=sys.stderr)
        return 2
    corpora = CORPORA[:1] if chosen.quick else CORPORA
    step = 3 if chosen.quick else 1
    measured = [measure(shared, corpus, chosen.work, step, chosen.typed) for corpus in corpora]
    built = [measure_builds(shared, corpus, chosen.work) for corpus in corpora]
    sites = {corpus: chosen.work / corpus / "site" for corpus in corpora}
    asked = {m.corpus: [verdict.question for verdict in m.verdicts] for m in measured}
    compared = {
        corpus: list(compare(site, asked[corpus], chosen.work, chosen.typed))
        for corpus, site in sites.items()
    }
    text = tables(
        measured, built, compared, {name: size(site / "askdocs") for name, site in sites.items()}
    )
    print(text)
    if chosen.write:
        publish(PAGE, text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
