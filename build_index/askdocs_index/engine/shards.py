"""Reads the shards of an index on demand, each at most once. The widget's twin is asynchronous."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from askdocs_index.artifact import cells, centroids, postings, words
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
        self._words = cache(self._read_words)
        self.cell = cache(self._read_cell)
        self.centroids = cache(self._read_centroids)

    def entries(self, terms: Iterable[str]) -> Mapping[str, postings.TermEntry]:
        """The entries of those of ``terms`` that the index has, in the order given."""
        found = {}
        for term in terms:
            digits = self.manifest.terms.find(term)
            entry = self._terms(digits).get(term) if digits else None
            if entry:
                found[term] = entry
        return found

    def words(self, piece: str) -> Mapping[str, bytes] | None:
        """The word shard whose range ``piece`` falls into, if there is one."""
        digits = self.manifest.words.find(piece)
        return self._words(digits) if digits else None

    def common(self) -> Mapping[str, bytes]:
        """The rows of the stop words; none where the site has no vectors."""
        digits = self.manifest.common
        return self._words(digits) if digits else {}

    def _read_words(self, digits: str) -> dict[str, bytes]:
        name = file_name("words", digits)
        return words.decode_words(name, self._verified(name, digits))

    def _read_terms(self, digits: str) -> dict[str, postings.TermEntry]:
        name = file_name("terms", digits)
        return postings.decode_terms(name, self._verified(name, digits))

    def _read_cell(self, number: int) -> list[cells.CellPassage]:
        digits = self.manifest.cells[number]
        name = file_name("cell", digits)
        return cells.decode_cell(name, self._verified(name, digits))

    def _read_centroids(self) -> list[memoryview]:
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
