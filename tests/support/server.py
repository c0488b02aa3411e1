"""A static server that counts what it sends, as a plain host would send it.

Counted are bodies as transferred (gzip for text types, everything else as it lies) plus
RESPONSE_OVERHEAD_BYTES a response, the rule of the budgets in the manual.
"""

from __future__ import annotations

import gzip
import mimetypes
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

RESPONSE_OVERHEAD_BYTES = 300
GZIP_LEVEL = 6  # what nginx and GitHub Pages are near to
TEXT_SUFFIXES = frozenset(
    {".css", ".html", ".js", ".json", ".map", ".md", ".mjs", ".svg", ".txt", ".xml"}
)
HASHED_NAME = re.compile(r"[-.][0-9a-f]{8,}\.")
POLL_S = 0.02


@dataclass(frozen=True, slots=True)
class Sent:
    """One response: the path asked for (without the mount), its status, its body's bytes, and when
    they were ready (seconds of the monotonic clock).
    """

    path: str
    status: int
    body_bytes: int
    ready: float

    @property
    def total_bytes(self) -> int:
        """The body and the overhead that every response is counted with."""
        return self.body_bytes + RESPONSE_OVERHEAD_BYTES


@dataclass(slots=True)
class Site:
    """A served folder. `url` ends in a slash; `sent` grows with every response."""

    folder: Path
    url: str
    mount: str
    csp: str | None
    sent: list[Sent] = field(default_factory=list)
    broken: dict[str, bytes | None] = field(default_factory=dict)
    """Path → the bytes to send instead; None answers 404."""
    down: bool = False
    """Connections are closed without an answer, as when the network is cut."""
    latency_s: float = 0.0
    """What every response waits, so that one round of requests can be told from the next."""
    _packed: dict[tuple[Path, int], bytes] = field(default_factory=dict)

    @property
    def bytes_sent(self) -> int:
        """All responses since the last `reset`, overhead included."""
        return sum(response.total_bytes for response in self.sent)

    @property
    def requests(self) -> int:
        """The number of responses since the last `reset`."""
        return len(self.sent)

    def reset(self) -> None:
        """Counts from zero again."""
        self.sent.clear()

    def paths(self) -> list[str]:
        """The paths asked for, in order."""
        return [response.path for response in self.sent]

    def packed(self, path: Path) -> bytes:
        """The file's gzip, made once."""
        key = (path, path.stat().st_mtime_ns)
        if key not in self._packed:
            self._packed[key] = gzip.compress(path.read_bytes(), GZIP_LEVEL, mtime=0)
        return self._packed[key]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        site = self.server.site
        if site.down:
            self.close_connection = True
            return
        path = unquote(urlsplit(self.path).path)
        if path == site.mount.rstrip("/") and site.mount != "/":
            self._send(path, HTTPStatus.MOVED_PERMANENTLY, b"", {"Location": site.mount})
            return
        if not path.startswith(site.mount):
            self._send(path, HTTPStatus.NOT_FOUND, b"outside the site", {})
            return
        self._send_file(path.removeprefix(site.mount))

    def do_HEAD(self) -> None:
        self.do_GET()

    def _send_file(self, name: str) -> None:
        site = self.server.site
        if name in site.broken:
            replaced = site.broken[name]
            status = HTTPStatus.OK if replaced is not None else HTTPStatus.NOT_FOUND
            self._send(name, status, replaced or b"", _headers(name))
            return
        path, status = _found(site.folder, name)
        if path is None:
            self._send(name, status, b"not found", {"Content-Type": "text/plain"})
            return
        if path.is_dir():
            self._send(name, HTTPStatus.MOVED_PERMANENTLY, b"", {"Location": f"{self.path}/"})
            return
        headers = _headers(path.name)
        if path.suffix in TEXT_SUFFIXES and "gzip" in self.headers.get("Accept-Encoding", ""):
            self._send(name, status, site.packed(path), {**headers, "Content-Encoding": "gzip"})
        else:
            self._send(name, status, path.read_bytes(), headers)

    def _send(self, name: str, status: HTTPStatus, body: bytes, headers: dict[str, str]) -> None:
        site = self.server.site
        time.sleep(site.latency_s)
        site.sent.append(Sent(name, status, len(body), time.monotonic()))
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key, value)
        if site.csp is not None:
            self.send_header("Content-Security-Policy", site.csp)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002, its parent's name
        """Silent: the tests look at `sent` instead."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
    site: Site

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that closes a connection early is no error of the test."""


def _found(folder: Path, name: str) -> tuple[Path | None, HTTPStatus]:
    path = (folder / name).resolve()
    if not path.is_relative_to(folder):
        return None, HTTPStatus.FORBIDDEN
    if name == "" or name.endswith("/"):
        path = path / "index.html"
    if path.exists():
        return path, HTTPStatus.OK
    missing = folder / "404.html"
    return (missing if missing.is_file() else None), HTTPStatus.NOT_FOUND


def _headers(name: str) -> dict[str, str]:
    kind, _ = mimetypes.guess_type(name)
    kind = kind or "application/octet-stream"
    charset = "; charset=utf-8" if kind.startswith("text/") else ""
    cached = "max-age=31536000, immutable" if HASHED_NAME.search(name) else "no-cache"
    return {"Content-Type": kind + charset, "Cache-Control": cached}


@contextmanager
def serving(folder: Path, mount: str = "/", csp: str | None = None) -> Iterator[Site]:
    """Serves a folder on a free port of 127.0.0.1 under `mount` until the block ends."""
    mount = f"/{mount.strip('/')}/" if mount.strip("/") else "/"
    with _Server(("127.0.0.1", 0), _Handler) as server:
        url = f"http://127.0.0.1:{server.server_address[1]}{mount}"
        server.site = Site(folder=Path(folder).resolve(), url=url, mount=mount, csp=csp)
        thread = threading.Thread(target=server.serve_forever, args=(POLL_S,), daemon=True)
        thread.start()
        try:
            yield server.site
        finally:
            server.shutdown()
            thread.join()
