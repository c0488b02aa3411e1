"""A static server with the content types and the 404 page of an ordinary host."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from askdocs_index.errors import InputError

NOT_FOUND_PAGE = "404.html"
TYPES = {  # said here, since systems disagree about some of them
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".bin": "application/octet-stream",
}


def server_of(site: Path, host: str, port: int) -> ThreadingHTTPServer:
    """A server of the folder, listening but not yet serving; InputError if it cannot listen."""
    try:
        return ThreadingHTTPServer((host, port), partial(Handler, directory=str(site)))
    except OSError as error:
        raise InputError(
            f"http://{host}:{port}/: found that it cannot be listened at ({error.strerror}),"
            " expected a free address. Name another with --port or --host."
        ) from None


class Handler(SimpleHTTPRequestHandler):
    """Files as they lie; a missing one gives the site's own 404 page."""

    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, **TYPES}  # noqa: RUF012
    protocol_version = "HTTP/1.1"

    def end_headers(self) -> None:
        """Nothing is kept by the browser without asking again: the site is being tried out."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The site's 404 page, where it has one."""
        page = Path(self.directory, NOT_FOUND_PAGE)
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        content = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", TYPES[".html"])
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Only what went wrong is worth a line."""
        if len(args) > 1 and str(args[1])[:1] in "45":
            super().log_message(format, *args)
