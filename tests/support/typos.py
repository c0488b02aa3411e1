"""Questions with one typing error, as fingers make them: the same ones every time."""

from __future__ import annotations

import random

import regex

from askdocs_index import bm25
from askdocs_index.engine.session import Session

LETTERS = "abcdefghijklmnopqrstuvwxyz"
MIN_LETTERS = 4  # of the word that is mistyped


def mistyped(question: str, session: Session) -> str:
    """``question`` with one edit in its rarest plain word; unchanged where it has none."""
    words = {w for w in regex.findall(r"[a-z]+", question.lower()) if len(w) >= MIN_LETTERS}
    known = [word for word in sorted(words) if session.analyzer.terms(word)]
    if not known:
        return question
    rarest = max(known, key=lambda word: (rarity(word, session), word))
    wrong = edited(rarest, random.Random(question))
    return regex.sub(rf"(?<![a-zA-Z]){rarest}(?![a-zA-Z])", wrong, question, 1, regex.IGNORECASE)


def rarity(word: str, session: Session) -> float:
    """The idf of the word's term on the site; of one that the site does not use, 0."""
    (term,) = session.analyzer.terms(word)[:1]
    passages = session.shards.manifest.passages
    entry = session.shards.entries([term]).get(term)
    size = len(entry.passages.ids) if entry else 0
    return bm25.idf(size, passages.documents, passages.mean_idf) if size else 0.0


def edited(word: str, chance: random.Random) -> str:
    """One letter left out, doubled with another, replaced, or changed with its neighbour."""
    place = chance.randrange(len(word) - 1)
    letter = chance.choice([each for each in LETTERS if each != word[place]])
    before, after = word[:place], word[place:]
    edits = (
        before + after[1:],
        before + letter + after,
        before + letter + after[1:],
        before + after[1] + after[0] + after[2:],
    )
    return chance.choice([edit for edit in edits if edit != word])
