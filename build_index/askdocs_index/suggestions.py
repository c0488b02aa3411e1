"""Questions that the site answers: what the dialog begins with, and offers after an answer.

Made of headings, without a model: those that ask, those that say what to do ("Installing a tool"),
and those that the section's first sentence defines. A form that might read oddly is left out. Each
is put to the finished index, and shipped only where that answers it from the section that it was
made of.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from askdocs_index.engine.records import Status
from askdocs_index.engine.session import Session
from askdocs_index.engine.shards import HeldShards
from askdocs_index.model import BlockKind, Page, Section
from askdocs_index.sentences import sentences
from askdocs_index.terms import Analyzer

MOST_ASKED = 300  # questions that a build puts to the index, evenly spaced over the site's
SHOWN = 3  # starters of a page, of a folder, of the site
STARTER_CHARACTERS = (
    4_000  # of all questions in the manifest; above it pages have none of their own
)
WORDS = range(2, 11)  # of a heading that is made into a question
QUESTION_WORDS = range(3, 15)  # of one that asks

# Verbs that take any object: "Installing plugins", "Configure the cache".
CLEAR = frozenset(
    word
    for line in (
        "add adjust allow assign attach avoid choose combine configure connect convert create",
        "customize customise declare define delete deploy detect determine disable edit embed",
        "enable ensure extend extract find fix generate get hide ignore include initialize",
        "initialise insert inspect install integrate invoke keep limit make manage merge migrate",
        "modify move opt override parse pass pin prepare prevent publish raise read rebuild",
        "recover reduce register remove rename render replace reset resolve restore restrict",
        "retrieve reuse run select send serve set show skip specify start stop submit suppress",
        "sync translate transform turn uninstall unlock update upgrade use validate verify write",
    )
    for word in line.split()
)
# Verbs that may be nouns, or describe one ("Test coverage", "Caching strategies"): their object
# must say that it is one.
UNCLEAR = frozenset(
    word
    for line in (
        "access annotate back benchmark build bundle cache call check clean compare compile",
        "compress copy debug depend document download encode encrypt exit export filter format",
        "group handle host import index link list load lock log look mock monitor open optimize",
        "order package patch plan point process profile query record release repeat return save",
        "schedule search secure share sign sort split store stream switch test trace track upload",
        "view wait watch wrap",
    )
    for word in line.split()
)
OBJECT = frozenset(
    word
    for line in (
        "a an the your my this these all multiple several another",
        "from to in into with without on for against",
    )
    for word in line.split()
)
JOINED = frozenset(("and", "or", "&", "of", "vs", "case", "cases"))  # no object
ODD = re.compile(r"[()<>{}\[\]|=;:/\\\"“”`#@*~^]|\.\w|\w_\w|--")
ARTICLE = re.compile(r"^(?:an?|the) ", re.IGNORECASE)
DEFINED = re.compile(r"(an? |the )?(.)", re.IGNORECASE | re.DOTALL)  # where it is named
IS_A = re.compile(r" (is|are) (?:an?|the|one|what|how|any)\b", re.IGNORECASE)
Confidences = Mapping[str, float]  # question → of its answer; 0: the index does not answer it

SECOND_PERSON = {"your": "my", "yours": "mine", "yourself": "myself", "you": "I"}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question and the section that it was made of."""

    page: Page
    number: int  # of the section on its page
    question: str


def suggestions(
    files: Callable[[], Mapping[str, bytes]],
    analyzer: Analyzer,
    pages: Sequence[Page],
    known: Confidences,
) -> tuple[list[Suggestion], dict[str, float]]:
    """What the index answers, and for each question that was made how confidently it does.

    ``files``: the index's, wanted where there is something to ask. ``known``: what is known of
    questions from the builds before; they are not asked again. Of new ones at most MOST_ASKED are;
    the others count as not answered, 0.
    """
    made = list(candidates(pages, analyzer.language))
    new = [each for each in made if each.question not in known]
    step = max(1, -(-len(new) // MOST_ASKED))
    found = dict.fromkeys((each.question for each in new), 0.0)
    if new:
        session = Session(HeldShards(files()), analyzer, "")
        found |= {each.question: confidence(session, each) for each in new[::step]}
    answered = {each.question: {**found, **known}[each.question] for each in made}
    return [each for each in made if answered[each.question]], answered


def candidates(pages: Sequence[Page], language: str) -> Iterator[Suggestion]:
    """The questions that headings give, each once, in the order of the pages."""
    seen: set[str] = set()
    for page in pages:
        for number, section in enumerate(page.sections):
            question = question_of(section, page, language)
            if question and question.lower() not in seen:
                seen.add(question.lower())
                yield Suggestion(page, number, question)


def question_of(section: Section, page: Page, language: str) -> str:
    """The question that a section's heading gives; empty where none reads well."""
    heading = section.headings[-1].strip() if section.headings else ""
    if heading.endswith(("?", "？")):
        return heading if len(heading.split()) in QUESTION_WORDS or language != "en" else ""
    if language != "en":
        return ""
    words = heading.rstrip(".").split()
    if ODD.search(heading) or len(words) not in range(1, WORDS.stop):
        return ""
    return how_to(words) or what_is(heading, section, page)


def how_to(words: Sequence[str]) -> str:
    """From "Installing your tool" comes "How do I install my tool?"; "" where no action is."""
    first, *rest = words
    verb = verb_of(first.lower())
    if not verb or len(words) not in WORDS or rest[0].lower() in JOINED:
        return ""
    gerunds = [a for a, b in pairwise(rest) if a in JOINED and b.endswith("ing")]
    if gerunds or (verb in UNCLEAR and rest[0].lower() not in OBJECT):
        return ""
    return f"How do I {verb} {' '.join(SECOND_PERSON.get(word.lower(), word) for word in rest)}?"


def verb_of(word: str) -> str:
    """The verb whose imperative or gerund ``word`` is; empty for another word."""
    verbs = CLEAR | UNCLEAR
    if word in verbs or not word.endswith("ing"):
        return word if word in verbs else ""
    stem = word.removesuffix("ing")
    forms = (stem, f"{stem}e", stem[:-1] if stem[-1:] == stem[-2:-1] else "")
    return next((form for form in forms if form in verbs), "")


def what_is(heading: str, section: Section, page: Page) -> str:
    """From "Cells", whose section begins "Cells are …", comes "What are cells?"."""
    text = next((block.text for block in section.blocks if block.kind is BlockKind.TEXT), "")
    bare = ARTICLE.sub("", heading)
    defined = DEFINED.match(text)
    place = defined.start(2) if defined else 0
    after = place + len(bare)
    if not defined or text[place:after].lower() != bare.lower() or not IS_A.match(text, after):
        return ""
    start, end = next(iter(sentences(text)))
    found = IS_A.match(text, after, end)
    if start or not found:
        return ""
    article = defined[1].lower() if defined[1] else ""
    small = bare[:1].lower() + bare[1:]
    phrase = " " in bare and bare[1:].islower()
    is_common = bool(article) or phrase or any(uses(small, other) for other in page.sections)
    return f"What {found[1].lower()} {article}{small if is_common else bare}?"


def uses(word: str, section: Section) -> bool:
    """Whether the section has ``word`` as it is written."""
    pattern = re.compile(rf"\b{re.escape(word)}\b")
    return any(pattern.search(block.text) for block in section.blocks)


def confidence(session: Session, made: Suggestion) -> float:
    """How sure the index is of its answer; 0 where it is not, or quotes another section first."""
    answer = session.ask(made.question)
    if answer.status is not Status.ANSWERED or not answer.parts:
        return 0.0
    hit, section = answer.hits[answer.parts[0].citation], made.page.sections[made.number]
    cited = hit.page, hit.anchor, hit.headings
    right = cited == (made.page.path, section.anchor, section.headings)
    return round(answer.confidence, 3) if right else 0.0


def starters(found: Sequence[Suggestion], answered: Confidences) -> dict[str, list[str]]:
    """Beginning of a path → questions: a page's, those of its folder, and under "" the site's.

    A folder's are those that are answered most confidently, of different pages as far as there are
    any. Pages have their own where all of it is STARTER_CHARACTERS at most.
    """
    by_page: defaultdict[str, list[str]] = defaultdict(list)
    for each in found:
        by_page[each.page.path].append(each.question)
    folders: defaultdict[str, list[list[str]]] = defaultdict(list)
    for path, all_of_page in by_page.items():
        questions = sorted(all_of_page, key=lambda question: -answered[question])
        parts = path.split("/")[:-1]
        for depth in range(min(len(parts), 1) + 1):
            folders["".join(f"{part}/" for part in parts[:depth])].append(questions)
    for lists in folders.values():
        lists.sort(key=lambda questions: -answered[questions[0]])
    chosen = {name: list(islice(in_turns(lists), SHOWN)) for name, lists in folders.items()}
    own = {path: questions[:SHOWN] for path, questions in by_page.items()}
    size = sum(len(path) + sum(map(len, questions)) for path, questions in own.items())
    return {**chosen, **own} if size <= STARTER_CHARACTERS else chosen


def in_turns(lists: Sequence[Sequence[str]]) -> Iterator[str]:
    """The first of each, then the second of each, and so on."""
    for place in range(max(map(len, lists), default=0)):
        yield from (each[place] for each in lists if place < len(each))
