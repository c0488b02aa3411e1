"""Puts the loader on pages of built HTML, and takes it out again to the byte.

What is put in stands between two comments, so that any template can be found again. Pages are
handled as bytes: ASCII marks in any encoding that contains ASCII, else in UTF-16, by its mark.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from urllib.parse import urlsplit

import jinja2

from askdocs.folder import pages, replace_file, sweep_unfinished
from askdocs_index.errors import InputError

OPEN, CLOSE = "<!-- askdocs -->", "<!-- /askdocs -->"
ATTRIBUTE = "data-askdocs"  # of every script that is put in
BARE = re.compile(  # where a minifier took the comments
    rf"<script\b[^>]*\b{ATTRIBUTE}\b[^>]*>\s*</script\s*>", re.IGNORECASE
)
# What is not markup is matched first, so that a "</head>" in a comment or a script does not count.
END = re.compile(
    r"<!--.*?-->|<(script|style|textarea|template|title)\b.*?</\1\s*>|(?P<end></(?:head|body)\s*>)",
    re.DOTALL | re.IGNORECASE,
)

Render = Callable[[str], str]


def template(folder: str) -> Render:
    """A function from a page's root ("../../") to what is put on it.

    Templates of the author's ``folder`` (may be empty) come before Askdocs' own.
    """
    if folder and not Path(folder).is_dir():
        raise InputError(
            f"option 'templates': found no folder {folder}, expected the one that your templates"
            " lie in. Make it, or leave the option out."
        )
    places = [folder] if folder else []
    own = str(Path(__file__).parent / "templates")
    loader = jinja2.FileSystemLoader([*places, own])
    environment = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined
    )

    def render(root: str) -> str:
        try:
            body = environment.get_template("head.html.j2").render(root=root)
        except jinja2.TemplateError as error:
            raise InputError(
                f"head.html.j2: found a template that cannot be used ({error}), "
                f"expected one that needs only `root`. Mend it in {folder or own}."
            ) from None
        return f"{OPEN}{body.strip()}{CLOSE}"

    return render


def root_of(path: str, site_url: str = "") -> str:
    """The way from a page ("a/b/index.html") to the site's root ("../../").

    A 404 page is shown at any depth: its root is the path of ``site_url``, else "/".
    """
    if path.rpartition("/")[2] == "404.html":
        return urlsplit(site_url).path.rstrip("/") + "/"
    return "../" * path.count("/")


def injected(html: bytes, mark: str) -> bytes:
    """The bytes of a page with ``mark`` in it; UTF-16 of odd length stays as it is."""
    codec = codec_of(html)
    if not codec:
        return html
    return injected_text(html.decode(codec, "surrogatepass"), mark).encode(codec, "surrogatepass")


def injected_text(html: str, mark: str) -> str:
    """The page with ``mark`` before </head>, else before the last </body>, else at its end.

    An earlier injection is replaced.
    """
    page = cleaned_text(html)
    place = insertion(page)
    return page[:place] + mark + page[place:]


def cleaned(html: bytes) -> bytes:
    """The page without what ``injected`` put in; the same bytes as before it."""
    codec = codec_of(html)
    if not codec or "askdocs".encode(codec) not in html:
        return html
    return cleaned_text(html.decode(codec, "surrogatepass")).encode(codec, "surrogatepass")


def cleaned_text(page: str) -> str:
    """The page without what ``injected_text`` put in. Every build does this to every page."""
    start = 0
    while (start := page.find(OPEN, start)) >= 0 and (end := page.find(CLOSE, start)) >= 0:
        page = page[:start] + page[end + len(CLOSE) :]
    return BARE.sub("", page) if ATTRIBUTE in page else page


def insertion(page: str) -> int:
    """Where the mark belongs."""
    place = len(page)
    for found in END.finditer(page):
        if found["end"] and found["end"][2:].lower().startswith("head"):
            return found.start()
        if found["end"]:
            place = found.start()
    return place


def codec_of(html: bytes) -> str:
    """A codec that gives back every byte it was given; empty if the page has no such codec."""
    marks = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
    codec = marks.get(html[:2], "latin-1")  # latin-1: each byte a character, ASCII in its place
    return "" if codec != "latin-1" and len(html) % 2 else codec


def inject_site(site: Path, render: Render, site_url: str = "") -> int:
    """Put the loader on every page below ``site``; the number of files that changed."""
    sweep_unfinished(site)
    rendered = cache(render)
    return sum(
        rewrite(file, partial(injected, mark=rendered(root_of(path, site_url))))
        for path, file in list(pages(site))
    )


def clean_site(site: Path) -> int:
    """Take the loader off every page below ``site``; the number of files that changed."""
    sweep_unfinished(site)
    return sum(rewrite(file, cleaned) for _, file in list(pages(site)))


def rewrite(file: Path, change: Callable[[bytes], bytes]) -> bool:
    """Replace a page by what ``change`` makes of it, if that differs; InputError where the system
    refuses.
    """
    html = file.read_bytes()
    changed = change(html)
    try:
        return changed != html and replace_file(file, changed)
    except OSError as error:
        raise InputError(
            f"{file}: found that it cannot be written ({error.strerror}), expected a page that can."
            " It is unchanged. Free some space or allow writing, and run the command again."
        ) from None
