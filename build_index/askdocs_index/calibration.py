"""How far this site's confidence stands off the sites that its model was fitted on.

The finished index is asked headings of its own pages, which it answers, and questions about matters
that no documentation speaks of (``data/elsewhere.txt``). Where the middle between the two lies
lower than on the manuals of the fit, confidences there were too low, and half of the difference is
added to their log-odds. Half, because the middle of made questions goes with that of people's
questions only loosely.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files as resources
from math import log
from statistics import mean

from askdocs_index.engine.session import Session
from askdocs_index.engine.shards import HeldShards
from askdocs_index.model import Passage
from askdocs_index.terms import Analyzer

OWN = 40  # headings that are asked, evenly spaced over the site's
FEWEST = 10  # below this a mean says nothing
MIN_TERMS = 2  # of a heading that is asked
MIDDLE = -0.36  # of five manuals: log-odds; tools/fit_answer's README names them
SHARE = 0.5  # of the difference that is made up
LIMIT = 0.5  # of what is added, either way
EDGE = 0.001  # confidences nearer to 0 or 1 count as this


def calibration_of(
    files: Mapping[str, bytes], analyzer: Analyzer, passages: Sequence[Passage]
) -> float:
    """What is added to the log-odds of each confidence: -LIMIT … LIMIT, two decimals.

    0 where the site is too small to tell, or in a language without questions about other matters.
    """
    own = own_questions(analyzer, passages)
    elsewhere = questions_about_other_matters() if analyzer.language == "en" else ()
    if len(own) < FEWEST or not elsewhere:
        return 0.0
    session = Session(HeldShards(files), analyzer, "")
    middle = (mean_log_odds(session, own) + mean_log_odds(session, elsewhere)) / 2
    return round(max(-LIMIT, min(LIMIT, SHARE * (MIDDLE - middle))), 2)


def own_questions(analyzer: Analyzer, passages: Sequence[Passage]) -> list[str]:
    """Headings of the site, at most OWN."""
    headings = {passage.page.sections[passage.section].headings[-1] for passage in passages}
    telling = sorted(text for text in headings if len(set(analyzer.terms(text))) >= MIN_TERMS)
    step = max(1, len(telling) // OWN)
    return telling[::step][:OWN]


def mean_log_odds(session: Session, questions: Sequence[str]) -> float:
    """Of the confidences in the answers."""
    kept = (max(EDGE, min(1 - EDGE, session.confidence(question))) for question in questions)
    return mean(log(chance / (1 - chance)) for chance in kept)


@cache
def questions_about_other_matters() -> tuple[str, ...]:
    """Those that are asked everywhere."""
    text = (resources("askdocs_index") / "data/elsewhere.txt").read_text("utf-8")
    return tuple(text.splitlines())
