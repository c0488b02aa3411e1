"""The second gear: what a reader's browser needs to encode questions as the build encoded passages.

Three files that nobody loads before a reader asks for them: the script, onnxruntime-web's
WebAssembly and the encoder with few levels. Packing the latter two takes seconds, so they are kept
in the cache, each under a name that ends in the hash of its bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from askdocs.folder import replace_file
from askdocs_index.artifact.container import content_hash
from askdocs_index.artifact.encoder import encode_runtime

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from askdocs.options import Settings
    from askdocs.static import Widget

VERSION = 1  # of what is kept: raise it whenever the packed bytes may change
FULL = "minilm-"  # begins the ids of the encoders that the second gear shares its space with


@dataclass(frozen=True, slots=True)
class SecondGear:
    """The files by name, and what the manifest tells the dialog of them."""

    files: Mapping[str, bytes]
    ui: Mapping[str, object]


def is_wanted(settings: Settings, encoder: str, note: Callable[[str], None]) -> bool:
    """Whether a site whose passages ``encoder`` (an id) encoded offers the second gear."""
    chosen = settings.site.second_gear
    if chosen == "none" or (chosen == "auto" and settings.index.encoder != "full"):
        return False
    if encoder.startswith(FULL):
        return True
    note(
        "The second gear is left out, because it needs passages that the full encoder encoded; "
        f"these were encoded by {encoder or 'none: the site is not in English'}."
    )
    return False


def second_gear(
    widget: Widget, settings: Settings, encoder: str, note: Callable[[str], None]
) -> SecondGear:
    """The files for a site whose passages ``encoder`` encoded. InputError without weights."""
    folder = settings.cache / "second-gear"
    wasm = widget.geared.runtime.read_bytes()

    def compact() -> bytes:
        from askdocs_index.stages.encode.compact import compact_encoder  # onnx: 0.3 s

        return compact_encoder(settings.index.weights, settings.cache, note)

    named = {
        "module": ("gear", ".js", widget.geared.module),
        "runtime": ("runtime", ".bin", _kept(folder, f"runtime-{content_hash(wasm)}", _pack(wasm))),
        "encoder": ("encoder", ".bin", _kept(folder, encoder, compact)),
    }
    names = {
        role: f"{kind}-{content_hash(data)}{suffix}" for role, (kind, suffix, data) in named.items()
    }
    files = {names[role]: data for role, (_, _, data) in named.items()}
    size = sum(len(data) for data in files.values())
    return SecondGear(files, {"gear": {**names, "bytes": size}})


def _pack(wasm: bytes) -> Callable[[], bytes]:
    return lambda: encode_runtime(wasm)


def _kept(folder: Path, key: str, make: Callable[[], bytes]) -> bytes:
    """What was kept under ``key``, if it is whole; else what ``make`` gives, which is kept."""
    begin = f"{key}-{VERSION}-"
    for path in sorted(folder.glob(f"{begin}*")):
        data = path.read_bytes()
        if path.name == begin + content_hash(data):
            return data
        path.unlink()
    data = make()
    folder.mkdir(parents=True, exist_ok=True)
    replace_file(folder / (begin + content_hash(data)), data)
    return data
