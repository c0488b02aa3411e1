"""An explanation as lines of text: what ``query --explain`` prints, and ``eval`` of the worst."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from askdocs_index.engine.explain import Explanation, Share
    from askdocs_index.engine.question import QuestionTerm

HEAD = "score =  words +   page + meaning +  order   × boost"


def explained(explanation: Explanation) -> str:
    """Terms, shares and figures, a table each."""
    return "\n".join(
        [
            f"Read as: {explanation.read} ({explanation.kind})",
            f"Terms: {terms(explanation.terms)}",
            "",
            f"   {HEAD}",
            *(
                line
                for number, share in enumerate(explanation.hits, 1)
                for line in row(number, share)
            ),
            "",
            *figures(explanation),
        ]
    )


def terms(found: Sequence[QuestionTerm]) -> str:
    """Each term with its weight; what the site never uses is said to be unknown."""
    shown = (f"{each.term} {each.weight:.1f}{'' if each.known else ' (unknown)'}" for each in found)
    return ", ".join(shown) or "none"


def row(number: int, share: Share) -> Iterator[str]:
    """A hit in two lines."""
    yield f"{number:>2} {summed(share)}"
    where = " › ".join(share.hit.headings) or share.hit.title
    yield f"      {where}  [{', '.join(share.terms) or 'no term'}]"


def summed(share: Share) -> str:
    """The score and what it is made of."""
    parts = (share.words, share.page, share.meaning, share.order)
    return (
        f"{share.hit.score:.3f} = "
        + " + ".join(f"{part:6.3f}" for part in parts)
        + (f"   × {share.boost:g}")
    )


def figures(explanation: Explanation) -> Iterator[str]:
    """What the confidence weighs: the value, and what it adds to the log-odds."""
    for name, (value, added) in explanation.figures.items():
        yield f"confidence: {name:<9}{value:5.2f}  adds {added:+.2f}"
