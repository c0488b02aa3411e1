"""A widget that needs no compiler and an index that needs no pages."""

from __future__ import annotations

from askdocs.static import Widget
from askdocs_index.artifact.manifest import Collection, Manifest, Ranges
from askdocs_index.fusion import Weights
from askdocs_index.pipeline import Index, Summary


def fake_widget() -> Widget:
    """Scripts that say what they are."""
    return Widget(
        loader=b'load("__ASKDOCS_CONFIG__");',
        dialog=b"dialog",
        engine=b"engine",
        stemmers={"en": b"stem en", "de": b"stem de"},
        explorer=b"explorer",
        lab=b"lab",
        lab_worker=b"worker",
    )


def fake_index() -> Index:
    """An index of one file that nobody reads."""
    manifest = Manifest(
        generator="askdocs test",
        language="en",
        stopwords=("the",),
        counts={"pages": 1, "sections": 1, "passages": 1, "terms": 1},
        passages=Collection(1, 1.0),
        mean_length=1.0,
        pages=Collection(1, 1.0),
        weights=Weights(0.5, 0.2, 0.3),
        probes=1,
        encoder="",
        terms=Ranges(),
        stops="",
        cells=("0123456789",),
        centroids="",
        spelling=Ranges(),
        backwards=Ranges(),
        starters={"": ("Found?",)},
    )
    return Index({"cell-0123456789.bin": b"cell"}, manifest, Summary(1, 1, 1, 4, 0.1, 0, 1, ""))
