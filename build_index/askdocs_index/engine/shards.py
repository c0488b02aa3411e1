"""Reads the shards of an index on demand, each at most once. The widget's twin is asynchronous."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from askdocs_index.artifact import cells, centroids, postings, spelling, stops
from askdocs_index.artifact.container import content_hash
from askdocs_index.artifact.manifest import NAME, Manifest, decode_manifest, file_name
from askdocs_index.errors import CorruptError, MissingError


class Shards:
    """The index in ``folder`` (a site's ``askdocs/``).

    Raises MissingError, CorruptError or FormatError when what is asked for cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest: Manifest = decode_manifest(self._bytes(NAME))
        self._terms = cache(self._read_terms)
        self.stops = cache(self._read_stops)
        self.spelling = cache(self._read_spelling)
        self.cell = cache(self._read_cell)
        self.centroids = cache(self._read_centroids)

    def entries(self, keys: Iterable[str]) -> Mapping[str, postings.TermEntry]:
        """The entries of those of ``keys`` that the index has, in the order given."""
        found = {}
        for key in keys:
            digits = self.manifest.terms.find(key)
            entry = self._terms(digits).get(key) if digits else None
            if entry:
                found[key] = entry
        return found

    def starting_with(self, beginning: str) -> dict[str, postings.TermEntry]:
        """The entries of the shards that keys of this ``beginning`` fall into, two at most."""
        found: dict[str, postings.TermEntry] = {}
        for digits in self.manifest.terms.find_all(beginning, 2):
            found |= self._terms(digits)
        return found

    def _read_spelling(self, digits: str) -> dict[str, int]:
        name = file_name("spelling", digits)
        return spelling.decode_spelling(name, self._verified(name, digits))

    def _read_stops(self) -> Mapping[str, bytes]:
        """The rows of the stop words; none where the site has no vectors."""
        digits = self.manifest.stops
        name = file_name("stops", digits)
        return stops.decode_stops(name, self._verified(name, digits)) if digits else {}

    def term_digits(self, keys: Iterable[str]) -> frozenset[str]:
        """The hashes of the shards that hold what there may be of ``keys``."""
        return frozenset(filter(None, map(self.manifest.terms.find, keys)))

    def _read_terms(self, digits: str) -> dict[str, postings.TermEntry]:
        name = file_name("terms", digits)
        return postings.decode_terms(name, self._verified(name, digits))

    def _read_cell(self, number: int) -> list[cells.CellPassage]:
        digits = self.manifest.cells[number]
        name = file_name("cell", digits)
        return cells.decode_cell(name, self._verified(name, digits))

    def _read_centroids(self) -> list[list[float]]:
        digits = self.manifest.centroids
        name = file_name("centroids", digits)
        return centroids.decode_centroids(name, self._verified(name, digits)) if digits else []

    def _verified(self, name: str, digits: str) -> bytes:
        data = self._bytes(name)
        if content_hash(data) != digits:
            raise CorruptError(f"{name}: its bytes are not those of its name. Rebuild the site.")
        return data

    def _bytes(self, name: str) -> bytes:
        path = self.folder / name
        try:
            return path.read_bytes()
        except FileNotFoundError:
            raise MissingError(
                f"{path}: not there. Build the site's index with `askdocs build`."
            ) from None


class HeldShards(Shards):
    """The shards of an index that is not written yet: name → bytes."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files
        super().__init__(Path())

    def _bytes(self, name: str) -> bytes:
        return self._files[name]
