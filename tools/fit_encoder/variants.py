"""Question-like texts made of a manual's sentences and headings.

Nobody has published millions of questions about software manuals that may be used freely, but the
teacher embeds any text: what counts is that the texts have the forms that readers type. Every
choice is drawn from the text itself, so that the same texts give the same questions.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

ACTION = (
    "how do I {}", "how to {}", "how can I {}", "how do you {}", "how can we {}", "how should I {}",
    "what is the best way to {}", "is it possible to {}", "is there a way to {}", "can I {}",
    "can you {}", "I want to {}", "I need to {}", "trying to {}", "unable to {}", "cannot {}",
    "what do I need to {}", "which option lets me {}", "command to {}", "steps to {}",
    "why can't I {}", "should I {}", "when should I {}", "do I have to {}", "where can I {}",
    "what is the easiest way to {}", "how does one {}", "how would I {}", "way to {}",
    "does it support a way to {}", "what happens when I {}", "why would I {}", "allow users to {}",
    "what should I use to {}", "which command do I use to {}", "{}", "{} example",
    "what's the recommended way to {}", "how do I make it {}", "help me {}",
)  # fmt: skip
THING = (
    "what is {}", "what are {}", "what does {} do", "what is {} used for", "how does {} work",
    "how do I use {}", "how to configure {}", "how do I set {}", "how do I change {}",
    "how to disable {}", "how do I turn off {}", "where is {} defined", "where do I find {}",
    "when should I use {}", "why use {}", "{} not working", "{} does not work", "problem with {}",
    "error with {}", "meaning of {}", "{} documentation", "{} example", "example of {}",
    "list of {}", "which {} are there", "does it support {}", "can I use {}", "is {} supported",
    "add support for {}", "custom {}", "default {}", "how do I install {}", "how to add {}",
    "how do I remove {}", "how do I get {}", "is there {}", "explain {}", "tell me about {}",
    "{} explained", "who should use {}", "what kinds of {} are there", "how many {}",
    "how do I enable {}", "how do I write {}", "how do I create {}", "how do I test {}",
)  # fmt: skip
PAIR = (
    "{0} with {1}", "{0} and {1}", "{0} vs {1}", "difference between {0} and {1}", "{0} in {1}",
    "how do I use {0} with {1}", "{0} not working with {1}", "is {0} better than {1}",
    "should I use {0} or {1}", "{0} inside {1}", "can {0} be used with {1}", "{0} for {1}",
)  # fmt: skip
CASE = (
    "what happens if {}", "what if {}", "what should I do when {}", "what to do if {}",
    "why does it fail when {}", "error when {}", "is it a problem if {}", "what happens when {}",
)  # fmt: skip
CLAIM = (
    "why is it that {}", "is it true that {}", "does it mean that {}", "I read that {}",
    "{} why", "how come {}", "I noticed that {}", "{} is this expected",
)  # fmt: skip
KEYWORDS = (1, 6)  # content words of a keyword query, at least and at most
WINDOW = (3, 14)  # words of a text cut out of a sentence

_ACTION = re.compile(
    r"\b(?:to|you can|you may|you must|you should|can be used to|allows you to|lets you) "
    r"((?!be\b|the\b|a\b|an\b|this\b|that\b|its\b)[a-z]+ [^,.;:()]{6,80})"
)
_THING = re.compile(
    r"^(?:The |A |An )?([A-Za-z][\w./-]*(?: [\w./-]+){0,4}?) (?:is|are|allows|provides|specifies|"
    r"defines|returns|contains|describes|controls|determines|represents)\b"
)
_CASE = re.compile(r"\b(?:[Ii]f|[Ww]hen) ([^,.;:()]{10,90})")
_OBJECT = re.compile(r"\b(?:the|a|an) ([a-z][\w-]*(?: [a-z][\w-]*){0,2}? [a-z]{3,})\b")
_WORD = re.compile(r"[\w'./:-]+")
_SMALL = frozenset(
    re.findall(
        r"\w+",
        """a an and any are as at be been but by can could do does for from had has have how i if in
        into is it its may might more most must no not of on one only or other our out own same
        shall should so some such than that the their them then there these they this those to too
        under up use used uses using very was we were what when where which while who will with
        would you your also each both because between during before after about above all""",
    )
)


def of_sentence(text: str) -> Iterator[str]:
    """Questions, cases, keywords and a cut-out of one sentence."""
    chance = random.Random(text)
    if found := _ACTION.findall(text):
        action = chance.choice(found).strip()
        for form in chance.sample(ACTION, 2):
            yield asked(form.format(action), chance)
    if found := _THING.match(text):
        yield asked(chance.choice(THING).format(found[1]), chance)
    if (found := _CASE.findall(text)) and chance.random() < 0.7:
        yield asked(chance.choice(CASE).format(chance.choice(found)), chance)
    if found := _OBJECT.findall(text):
        yield asked(chance.choice(THING).format(chance.choice(found)), chance)
        if len(found) > 1 and chance.random() < 0.3:
            yield asked(chance.choice(PAIR).format(*chance.sample(found, 2)), chance)
    if chance.random() < 0.08:
        yield asked(chance.choice(CLAIM).format(text[0].lower() + text[1:].rstrip(".")), chance)
    if chance.random() < 0.5:
        yield keywords(text, chance)
    if chance.random() < 0.3:
        yield window(text, chance)


def of_heading(text: str, other: str) -> Iterator[str]:
    """Questions and keywords of one heading; ``other`` is another heading of the same manuals."""
    chance = random.Random(f"{text}\n{other}")
    small = text[0].lower() + text[1:]
    verb = re.match(r"[A-Z][a-z]+ing\b", text)
    for form in chance.sample(ACTION if verb else THING, 2):
        yield asked(form.format(small), chance)
    yield asked(chance.choice(PAIR).format(small, other[0].lower() + other[1:]), chance)
    yield keywords(text, chance)


def asked(text: str, chance: random.Random) -> str:
    """``text`` as a reader ends a question: with a question mark or without."""
    return f"{text}?" if chance.random() < 0.5 else text


def keywords(text: str, chance: random.Random) -> str:
    """Some content words of ``text``, in their order: what people type into a search box."""
    words = [word for word in _WORD.findall(text) if word.lower() not in _SMALL]
    if not words:
        return text
    count = min(chance.randint(*KEYWORDS), len(words))
    places = sorted(chance.sample(range(len(words)), count))
    return " ".join(words[place] for place in places)


def window(text: str, chance: random.Random) -> str:
    """A run of words out of ``text``."""
    words = text.split()
    length = min(chance.randint(*WINDOW), len(words))
    start = chance.randint(0, len(words) - length)
    return " ".join(words[start : start + length])


def questions(sentences: Sequence[str], headings: Sequence[str]) -> Iterator[str]:
    """All variants of the sentences and headings."""
    for sentence in sentences:
        yield from of_sentence(sentence)
    for heading, other in zip(headings, [*headings[1:], *headings[:1]], strict=True):
        yield from of_heading(heading, other)
