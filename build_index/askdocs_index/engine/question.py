"""What is asked: the question's terms with their weight, and what kind of answer it wants.

The kind is told by cue words, listed by language; in a language without a list every question is a
``KEYWORD`` question, which takes whatever block fits best.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import regex

from askdocs_index.engine.asked import CONTEXT_WEIGHT
from askdocs_index.terms import Analyzer


class QuestionKind(StrEnum):
    """The kind of answer that the question's form asks for."""

    DEFINITION = "definition"  # what is X
    HOWTO = "howto"  # how do I X
    CHOICE = "choice"  # which Xs are there, when to use X
    YESNO = "yesno"  # can X do Y
    REASON = "reason"  # why does X
    FACT = "fact"  # who, where, when, how many: a name or a number
    KEYWORD = "keyword"  # no form of a question


class Expected(StrEnum):
    """What a ``FACT`` question's answer must hold."""

    ANYTHING = "anything"
    NUMBER = "number"
    TIME = "time"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class QuestionTerm:
    """One content term of a question."""

    term: str
    weight: float  # its idf in the site, > 0; a term that the site never uses has the largest idf
    known: bool  # whether the site uses it at all


@dataclass(frozen=True, slots=True)
class Question:
    """A question as the answer sees it."""

    text: str
    terms: tuple[QuestionTerm, ...]  # distinct, in the order of their first use, no stop words
    kind: QuestionKind
    expected: Expected
    wants_code: bool  # it names a command, a snippet or a file's content


# A cue that starts with "^" counts at the start of the question only. The cue that stands first
# decides, the longest of those.
_CUES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "howto": "how to|how do i|how do we|how do you|how can|how should|how would|howto"
        "|^steps to|what is the way to|way to|how i can|how i could",
        "definition": "what is|what's|what are|what does|^define|meaning of|what do you mean by",
        "choice": "which|^list|what options|what kinds|what types|when should|when do|when can"
        "|when to|difference between|differ from|^compare|versus|vs",
        "yesno": "^is|^are|^can|^could|^does|^do|^did|^has|^have|^will|^would|^should|^may|^was"
        "|^were|is it possible|is there a way|is there any way|can i|can we",
        "reason": "why|how come|what causes|for what reason",
        "number": "how many|how much|how long|how old|how far|how large|how big|how high"
        "|what number|what percentage|what percent|at what age",
        "time": "what year|which year|in what year|what date|what month|what century|what day"
        "|when did|when was|when were|when is|when has|when had",
        "name": "who|whom|whose|where did|where was|where were",
        "fact": "what|where|how|when",
    },
    "de": {
        "howto": "wie kann|wie kann man|wie kann ich|wie mache ich|wie lässt sich|wie installiere"
        "|wie richte|wie soll|wie erstelle",
        "definition": "was ist|was sind|was bedeutet|was heißt",
        "choice": "welche|welcher|welches|welchen|unterschied zwischen|wann sollte|^vergleich",
        "yesno": "^ist|^sind|^kann|^können|^gibt es|^hat|^wird|^darf|^soll|ist es möglich",
        "reason": "warum|weshalb|wieso",
        "number": "wie viele|wie viel|wie lange|wie alt|wie hoch|wie groß|wie weit",
        "time": "wann|in welchem jahr|welches jahr",
        "name": "wer|wen|wem|wessen",
        "fact": "was|wo|wie",
    },
    "es": {
        "howto": "cómo puedo|cómo se puede|cómo hacer|cómo instalar|cómo se|cómo configurar",
        "definition": "qué es|qué son|qué significa",
        "choice": "cuál|cuáles|diferencia entre|cuándo debo",
        "yesno": "^es|^son|^puede|^puedo|^hay|^existe|es posible",
        "reason": "por qué",
        "number": "cuántos|cuántas|cuánto|cuánta",
        "time": "cuándo|en qué año|qué año|qué fecha",
        "name": "quién|quiénes",
        "fact": "qué|dónde|cómo",
    },
    "fr": {
        "howto": "comment puis-je|comment faire|comment installer|comment peut-on"
        "|comment configurer",
        "definition": "qu'est-ce que|qu'est-ce qu'un|qu'est-ce qu'une|que signifie",
        "choice": "quel|quelle|quels|quelles|différence entre|quand faut-il",
        "yesno": "^est-ce que|^est-ce|^peut-on|^puis-je|^y a-t-il|est-il possible",
        "reason": "pourquoi",
        "number": "combien",
        "time": "quand|en quelle année",
        "name": "qui",
        "fact": "où|comment|que",
    },
    "ru": {
        "howto": "как мне|как можно|как сделать|как установить|как настроить",
        "definition": "что такое|что значит|что означает",
        "choice": "какой|какие|какая|какое|разница между",
        "yesno": "^можно ли|^есть ли|^является ли|возможно ли",
        "reason": "почему|зачем",
        "number": "сколько",
        "time": "когда|в каком году",
        "name": "кто|кого|кому",
        "fact": "что|где|как",
    },
}  # fmt: skip
_FACTS = {"number": Expected.NUMBER, "time": Expected.TIME, "name": Expected.NAME}
_CODE = """
    code command commands snippet example examples syntax cli script yaml json toml config flag
    befehl beispiel code-beispiel commande exemple comando ejemplo команда пример
"""
_CODE_WORDS = frozenset(_CODE.split())
_EDGES = regex.compile(r"[^\p{L}\p{N}\p{M}'_-]+")
MAX_DEFINED_TERMS = 3  # "what is" and more content than this asks for a fact, not for a definition


def read_question(
    text: str, analyzer: Analyzer, idf: Mapping[str, float], unknown: float, context: str = ""
) -> Question:
    """``text`` with its terms weighted by ``idf`` (known terms only) or ``unknown`` (the rest).

    What it borrows of ``context``, the question before, counts less; where its own form says
    nothing, that of the context does: "How do I clear the cache?", "and in Docker?".
    """
    shares = dict.fromkeys(analyzer.terms(context), CONTEXT_WEIGHT)
    shares |= dict.fromkeys(analyzer.terms(text), 1.0)
    terms = tuple(
        QuestionTerm(name, share * idf.get(name, unknown), name in idf)
        for name, share in shares.items()
    )
    words = plain_words(text)
    kind, expected = kind_of(words, analyzer.language, len(terms))
    if kind is QuestionKind.KEYWORD and context:
        kind, expected = kind_of(plain_words(context), analyzer.language, len(terms))
    return Question(text, terms, kind, expected, any(word in _CODE_WORDS for word in words))


def plain_words(text: str) -> list[str]:
    """The words of ``text`` in lower case, apostrophes made plain."""
    return [w for w in _EDGES.split(text.lower().replace("\u2019", "'")) if w]


def kind_of(words: list[str], language: str, terms: int) -> tuple[QuestionKind, Expected]:
    """What the first cue among ``words`` says, for a question of so many content terms."""
    cue = first_cue(" " + " ".join(words) + " ", _CUES.get(language, {}))
    if cue == "definition" and terms > MAX_DEFINED_TERMS:
        return QuestionKind.FACT, Expected.ANYTHING
    if cue in _FACTS:
        return QuestionKind.FACT, _FACTS[cue]
    return QuestionKind(cue or "keyword"), Expected.ANYTHING


def first_cue(padded: str, cues: Mapping[str, str]) -> str:
    """The class of the cue that stands first in ``padded`` (the longest of those), or ""."""
    best = (len(padded), 0, "")
    for name, listed in cues.items():
        for cue in listed.split("|"):
            found = cue_at(padded, cue)
            if found >= 0:
                best = min(best, (found, -len(cue), name))
    return best[2]


def cue_at(padded: str, cue: str) -> int:
    """Where ``cue`` stands in ``padded`` as whole words; -1 where it does not."""
    if cue.startswith("^"):
        return 0 if padded.startswith(f" {cue[1:]} ") else -1
    return padded.find(f" {cue} ")
