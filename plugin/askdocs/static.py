"""The compiled widget: what a site needs of it, found or, in a checkout, compiled first.

    static/loader.js           on every page, as SITE/askdocs/askdocs.js
    static/dialog.js           an ES module
    static/engine.js           an ES module
    static/stemmer-<lang>.js   goes in front of engine.js on a site in that language
    static/dialog-geared.js    both again with what the second gear needs of them
    static/engine-geared.js
    static/explorer.js         looks inside the ranking, for pages that put it there
    static/lab.js              the laboratory, for a page with Python cells
    static/lab-worker.js       an ES module: where the cells run
    static/gear.js             an ES module: the second gear's worker
    static/runtime.wasm        what runs in it: onnxruntime-web
    static/sources.sha256      what they were compiled from; see `source_digest`

An installed wheel holds these files and needs no Node.js. A checkout holds the TypeScript beside
the package instead; there they are compiled when the digest of the sources is another one.
Only the standard library and askdocs_index.errors are used: the wheel's build hook runs this too.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from askdocs_index.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

PACKAGE = Path(__file__).resolve().parent
STATIC = PACKAGE / "static"
SOURCES = PACKAGE.parent / "widget"
DIGEST_FILE = "sources.sha256"
INSTALLED_MARK = ".askdocs-lock.sha256"  # in node_modules: the lock file it was installed from
COMPILE_TIMEOUT_S = 600


@dataclass(frozen=True, slots=True)
class Geared:
    """What a site with the second gear has in place of the usual scripts, and beside them."""

    dialog: bytes = b""
    engine: bytes = b""
    module: bytes = b""
    runtime: Path = Path()  # 14 MB, read where they are wanted


@dataclass(frozen=True, slots=True)
class Widget:
    """The compiled files; `stemmers` by ISO 639-1 code, without languages that need none."""

    loader: bytes
    dialog: bytes
    engine: bytes
    stemmers: Mapping[str, bytes]
    geared: Geared = Geared()
    explorer: bytes = b""
    lab: bytes = b""
    lab_worker: bytes = b""

    def engine_for(self, language: str, *, geared: bool = False) -> bytes:
        """The engine module for a site in this language."""
        return self._stemming(self.geared.engine if geared else self.engine, language)

    def explorer_for(self, language: str) -> bytes:
        """The explorer's script for a site in this language."""
        return self._stemming(self.explorer, language)

    def _stemming(self, script: bytes, language: str) -> bytes:
        """The script with the language's stemmer, where there is one, before it."""
        stemmer = self.stemmers.get(language)
        return script if stemmer is None else stemmer.rstrip() + b"\n" + script


def load_widget(sources: Path = SOURCES, static: Path = STATIC) -> Widget:
    """The widget's files; in a checkout they are compiled first where that is due.

    InputError: a wheel without them, or a checkout where they cannot be compiled.
    """
    folder = ensure_compiled(sources, static)
    return Widget(
        loader=_read(folder / "loader.js"),
        dialog=_read(folder / "dialog.js"),
        engine=_read(folder / "engine.js"),
        explorer=_read(folder / "explorer.js"),
        lab=_read(folder / "lab.js"),
        lab_worker=_read(folder / "lab-worker.js"),
        stemmers={
            path.stem.removeprefix("stemmer-"): path.read_bytes()
            for path in sorted(folder.glob("stemmer-*.js"))
        },
        geared=Geared(
            dialog=_read(folder / "dialog-geared.js"),
            engine=_read(folder / "engine-geared.js"),
            module=_read(folder / "gear.js"),
            runtime=folder / "runtime.wasm",
        ),
    )


def ensure_compiled(sources: Path = SOURCES, static: Path = STATIC) -> Path:
    """The folder of compiled files, up to date with the sources if there are any beside it."""
    if not (sources / "build.mjs").is_file():
        return static  # an installed wheel
    digest = source_digest(sources)
    if _recorded(static / DIGEST_FILE) != digest:
        _compile(sources, static, digest)
    return static


def source_digest(sources: Path) -> str:
    """SHA-256 in hex of every file that decides the bundles: names and bytes, in sorted order."""
    total = hashlib.sha256()
    for path in _source_files(sources):
        name = path.relative_to(sources).as_posix()
        total.update(f"{name}\0{path.stat().st_size}\0".encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def file_digest(path: Path) -> str:
    """SHA-256 of the file's bytes, in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _source_files(sources: Path) -> Iterator[Path]:
    yield from (sources / name for name in ("build.mjs", "package-lock.json"))
    yield from sorted(path for path in (sources / "src").rglob("*") if path.is_file())


def _compile(sources: Path, static: Path, digest: str) -> None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        raise InputError(
            f"{sources}: the widget must be compiled, and {'node' if node is None else 'npm'} "
            "was not found. Install Node.js 20 or newer (it brings npm), or install Askdocs from "
            "a wheel, which holds the compiled widget."
        )
    _install_tools(sources, npm)
    with tempfile.TemporaryDirectory(prefix=".static-", dir=static.parent) as name:
        fresh = Path(name)
        _run((node, "build.mjs", str(fresh)), sources)
        (fresh / DIGEST_FILE).write_text(digest + "\n", encoding="ascii")
        _replace(static, fresh)


def _install_tools(sources: Path, npm: str) -> None:
    """What package-lock.json names into node_modules, unless it is what was installed last."""
    lock = file_digest(sources / "package-lock.json")
    mark = sources / "node_modules" / INSTALLED_MARK
    if _recorded(mark) == lock:
        return
    _run((npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"), sources)
    mark.parent.mkdir(exist_ok=True)  # npm makes none where nothing is to be installed
    mark.write_text(lock + "\n", encoding="ascii")


def _replace(static: Path, fresh: Path) -> None:
    """Each file at once, the digest last: a reader meets no half file, a break compiles again."""
    static.mkdir(exist_ok=True)
    (static / DIGEST_FILE).unlink(missing_ok=True)
    new = {path.name for path in fresh.iterdir()}
    for old in static.iterdir():
        if old.name not in new:
            old.unlink()
    for name in sorted(new, key=lambda name: (name == DIGEST_FILE, name)):
        (fresh / name).replace(static / name)


def _run(command: Sequence[str], folder: Path) -> None:
    result = subprocess.run(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=COMPILE_TIMEOUT_S,
        check=False,
    )
    if result.returncode != 0:
        said = (result.stderr.strip() or result.stdout.strip())[-2000:]
        raise InputError(
            f"{folder}: `{' '.join(command[:2])}` ended with status {result.returncode}, "
            f"so the widget could not be compiled. It said:\n{said}"
        )


def _recorded(path: Path) -> str:
    return path.read_text(encoding="ascii").strip() if path.is_file() else ""


def _read(path: Path) -> bytes:
    if not path.is_file():
        raise InputError(
            f"{path}: this file of the compiled widget is not there. Install Askdocs again; "
            "in a checkout, `make widget` compiles it."
        )
    return path.read_bytes()


if __name__ == "__main__":
    try:
        print(ensure_compiled())
    except InputError as error:
        raise SystemExit(str(error)) from None
