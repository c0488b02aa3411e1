"""The files of SITE/askdocs/: the index, the compiled widget by hashed names, the manifest."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from askdocs.install import EXPLORER, LOADER, MANIFEST
from askdocs.options import LAUNCHER_TEXTS
from askdocs_index.artifact.container import content_hash
from askdocs_index.artifact.manifest import encode_manifest
from askdocs_index.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from askdocs.options import SiteOptions
    from askdocs.second_gear import SecondGear
    from askdocs.static import Widget
    from askdocs_index.pipeline import Index

CONFIG_MARK = b'"__ASKDOCS_CONFIG__"'  # stands in loader.js where its configuration belongs


def composed(
    index: Index, site: SiteOptions, widget: Widget, gear: SecondGear | None = None
) -> dict[str, bytes]:
    """Every file that is to lie in SITE/askdocs/, by name; the same input gives the same bytes."""
    engine = widget.engine_for(index.manifest.language, geared=gear is not None)
    dialog = widget.geared.dialog if gear else widget.dialog
    names = {"dialog": hashed("dialog", dialog), "engine": hashed("engine", engine)}
    explorer = {EXPLORER: widget.explorer_for(index.manifest.language)} if site.explorer else {}
    found = index.manifest.starters
    manifest = replace(
        index.manifest,
        starters={**found, "": site.starters} if site.starters else found,
        ui={**interface(site), **(gear.ui if gear else {})},
        widget=names,
    )
    return {
        **index.files,
        **(gear.files if gear else {}),
        **explorer,
        names["dialog"]: dialog,
        names["engine"]: engine,
        LOADER: configured(widget.loader, {**names, **loader_options(site)}),
        MANIFEST: encode_manifest(manifest),
    }


def interface(site: SiteOptions) -> dict[str, object]:
    """What the dialog is told; ``settings.ts`` reads it."""
    texts = {key: text for key, text in site.texts if key not in LAUNCHER_TEXTS}
    return {"texts": texts, **({"escape": {"url": site.escape_link}} if site.escape_link else {})}


def loader_options(site: SiteOptions) -> dict[str, object]:
    """What the loader must know before anything is loaded; ``Config`` in boot.ts."""
    texts = {**LAUNCHER_TEXTS, **dict(site.texts)}
    failed = {"failed": texts["launcher_failed"]} if texts["launcher_failed"] else {}
    return {
        "launcher": {"place": site.launcher, "label": texts["launcher"], **failed},
        "shortcuts": {"ask": list(site.shortcuts)},
    }


def configured(loader: bytes, config: Mapping[str, object]) -> bytes:
    """The loader with its configuration in the marked place."""
    if loader.count(CONFIG_MARK) != 1:
        raise InputError(
            f"loader.js: found {loader.count(CONFIG_MARK)} places for the configuration, expected "
            "one. Compile the widget again, or install Askdocs again."
        )
    text = json.dumps(config, sort_keys=True, separators=(",", ":"))  # ASCII: safe in any script
    return loader.replace(CONFIG_MARK, text.encode())


def hashed(kind: str, content: bytes) -> str:
    """The name of a script: "engine-0123456789.js"."""
    return f"{kind}-{content_hash(content)}.js"
