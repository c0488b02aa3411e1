"""The real sites of shared/corpora, built once a run and indexed with the full encoder."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from askdocs.build import chosen
from askdocs_index.artifact.manifest import NAME, encode_manifest
from askdocs_index.options import IndexOptions
from askdocs_index.pipeline import build_index
from askdocs_index.progress import Silence
from askdocs_index.source import read_site
from askdocs_index.stages.encode.weights import find_weights
from support.projects import build_project
from support.shared import ROOT

CORPORA = ("uv", "material", "fastapi")
CACHE = ROOT / ".cache" / "tests"  # kept between runs: only what changed is embedded again


@dataclass(frozen=True, slots=True)
class Corpus:
    """One built site, and its index as it would lie in SITE/askdocs/."""

    name: str
    site: Path
    index: Path


def build_corpus(shared: Path, name: str, folder: Path) -> Corpus:
    """Builds a corpus below ``folder``. Raises UnavailableError where no weights can be had."""
    source = shared / "corpora" / name
    settings = {
        "INHERIT": str(source / "mkdocs.yml"),
        "docs_dir": str(source / "docs"),
        "site_dir": str(folder / "site"),
        "plugins": ["search"],
    }
    config = folder / "mkdocs.yml"
    config.write_text(json.dumps(settings), encoding="utf-8")
    build_project(config, "-q")
    options = IndexOptions(encoder="full", weights=str(weights_folder()))
    pages = chosen(read_site(folder / "site"), options, {})
    built = build_index(pages, options, CACHE / name, Silence())
    target = folder / "index"
    target.mkdir()
    for file, data in {**built.files, NAME: encode_manifest(built.manifest)}.items():
        (target / file).write_bytes(data)
    return Corpus(name, folder / "site", target)


def weights_folder() -> Path:
    """Where the weights lie: $ASKDOCS_WEIGHTS, else fetched once into the checkout's cache."""
    named = os.environ.get("ASKDOCS_WEIGHTS", "")
    return find_weights(named, ROOT / ".cache" / "weights", print).model.parent
