"""Makes what the laboratory's page loads: `make lab`, into .cache/lab/dist.

    python lab/make.py [--interpreter PYTHON] [--wheel FILE …]

Needs Node.js' npm (for Pyodide) and the interpreter that Pyodide has, Python 3.13, in which
`pyodide-build` compiles the wheels; it says plainly what is missing. `--wheel` adds a wheel built
for Pyodide, such as NumPy from Pyodide's own distribution: with it `rank_bm25` runs in the cells.

    pyodide.mjs, pyodide.asm.js, pyodide.asm.wasm, python_stdlib.zip    Pyodide, as npm has it
    pyodide-lock.json     names the wheels with their hashes
    *.whl                 the retriever, byte-compiled, and what it needs
    laboratory.json       {"python": "3.13", "pyodide": …, "files": {name: [bytes, "sha256-…"]}}
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path

import regex

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
WORK = ROOT / ".cache/lab"
DIST = WORK / "dist"
PYTHON = "3.13"
RUNTIME = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip")
LOCK, DESCRIPTION = "pyodide-lock.json", "laboratory.json"
PROPERTY = re.compile(r"\\[pP]\{{1,2}([^{}]+)\}{1,2}")


class MissingError(Exception):
    """What the laboratory cannot be made without; says what to do."""


def main() -> int:
    """Makes the folder; 2 where something is missing."""
    parser = argparse.ArgumentParser(prog="lab/make.py", description=__doc__)
    parser.add_argument("--interpreter", default=os.environ.get("LAB_PYTHON", ""))
    parser.add_argument("--wheel", type=Path, action="append", default=[], help="built for Pyodide")
    chosen = parser.parse_args()
    try:
        python = environment(interpreter(chosen.interpreter))
        pyodide = installed_pyodide()
    except MissingError as error:
        print(f"The laboratory was not made: {error}", file=sys.stderr)
        return 2
    wheels = [*own_wheels(python, with_rank_bm25=bool(chosen.wheel)), *chosen.wheel]
    assemble(python, pyodide, wheels)
    size = sum(path.stat().st_size for path in DIST.iterdir())
    print(f"{DIST.relative_to(ROOT)}: {size / 1e6:.1f} MB in {len(list(DIST.iterdir()))} files")
    return 0


def interpreter(named: str) -> str:
    """A Python of the version that Pyodide has."""
    for name in filter(None, (named, f"python{PYTHON}", *pyenv())):
        ask = [name, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
        try:
            said = subprocess.run(ask, capture_output=True, text=True, check=False).stdout.strip()
        except OSError:
            continue
        if said == PYTHON:
            return name
    raise MissingError(
        f"found no Python {PYTHON}, the version of Pyodide's, which compiles the wheels. Install "
        f"it, or name it: make lab LAB_PYTHON=/path/to/python{PYTHON}. The site is built without "
        "the laboratory's cells."
    )


def pyenv() -> list[str]:
    """Interpreters that pyenv keeps beside the chosen one."""
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    return [str(path) for path in sorted(root.glob(f"versions/{PYTHON}.*/bin/python"))]


def environment(python: str) -> Path:
    """The interpreter of a virtual environment with what the extra `lab` names."""
    folder = WORK / "venv"
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    requirements = wanted["project"]["optional-dependencies"]["lab"]
    mark = folder / "requirements.json"
    if not mark.exists() or json.loads(mark.read_text("utf-8")) != requirements:
        shutil.rmtree(folder, ignore_errors=True)
        run([python, "-m", "venv", str(folder)])
        run([str(folder / "bin/pip"), "install", "--quiet", *requirements])
        mark.write_text(json.dumps(requirements), "utf-8")
    return folder / "bin/python"


def installed_pyodide() -> Path:
    """The folder of the npm package that lab/package-lock.json names."""
    if not shutil.which("npm"):
        raise MissingError("found no npm, which brings Pyodide. Install Node.js 20 or newer.")
    folder = WORK / "npm"
    folder.mkdir(parents=True, exist_ok=True)
    lock = (HERE / "package-lock.json").read_bytes()
    mark = folder / "installed.json"
    if not mark.exists() or mark.read_bytes() != lock:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, folder / name)
        run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], folder)
        mark.write_bytes(lock)
    return folder / "node_modules/pyodide"


def own_wheels(python: Path, *, with_rank_bm25: bool) -> list[Path]:
    """The retriever's wheel and those that it needs, all pure Python."""
    write_properties(HERE / "build/regex_properties.py")
    folder = WORK / "wheels"
    shutil.rmtree(folder, ignore_errors=True)
    run([str(python), "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], HERE)
    needed = ["snowballstemmer>=3.0.1,<3.1", *(["rank-bm25>=0.2.2,<0.3"] if with_rank_bm25 else [])]
    pip = [str(python), "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
    run([*pip, "-d", str(folder), *needed])
    return sorted(folder.glob("*.whl"))


def write_properties(target: Path) -> None:
    """For the stand-in of ``regex``: property → bounds of the runs of code points that have it."""
    sources = (ROOT / "build_index/askdocs_index").rglob("*.py")
    names = {name for path in sources for name in PROPERTY.findall(path.read_text("utf-8"))}
    target.parent.mkdir(exist_ok=True)
    lines = [f"    {name!r}: {bounds(name)!r}," for name in sorted(names) if is_property(name)]
    target.write_text("RANGES = {\n" + "\n".join(lines) + "\n}\n", "utf-8")


def is_property(name: str) -> bool:
    """Whether ``regex`` knows the property."""
    try:
        regex.compile(rf"\p{{{name}}}")
    except regex.error:
        return False
    return True


def bounds(name: str) -> list[int]:
    """First and last point of each run that has the property, rising."""
    has = regex.compile(rf"\p{{{name}}}+")
    # a surrogate is no character of a text, and has none of the properties that are asked for
    every = "".join(chr(p) if not 0xD800 <= p < 0xE000 else "\0" for p in range(0x110000))
    return [end for run_ in has.finditer(every) for end in (run_.start(), run_.end() - 1)]


def assemble(python: Path, pyodide: Path, wheels: Sequence[Path]) -> None:
    """Puts everything into DIST, which is new."""
    fresh = WORK / "dist.new"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    for wheel in wheels:
        shutil.copyfile(wheel, fresh / wheel.name)
    lock = json.loads((pyodide / LOCK).read_text("utf-8"))
    bare = WORK / "bare-lock.json"  # of Pyodide's own packages none is here
    bare.write_text(json.dumps({**lock, "packages": {}}), "utf-8")
    named = [str(fresh / wheel.name) for wheel in wheels]
    target = ["--input", str(bare), "--output", str(fresh / LOCK), "--base-path", str(fresh)]
    run([tool(python), "lockfile", "add-wheels", *target, *named])
    run([tool(python), "py-compile", "--silent", str(fresh)])  # rewrites the lock file as well
    for name in RUNTIME:
        shutil.copyfile(pyodide / name, fresh / name)
    describe(fresh, json.loads((pyodide / "package.json").read_text("utf-8"))["version"])
    shutil.rmtree(DIST, ignore_errors=True)
    fresh.rename(DIST)


def describe(folder: Path, version: str) -> None:
    """Writes what the page is told of the folder's files."""
    files = {path.name: [path.stat().st_size, integrity(path)] for path in sorted(folder.iterdir())}
    text = json.dumps({"python": PYTHON, "pyodide": version, "files": files}, indent=1)
    (folder / DESCRIPTION).write_text(text + "\n", "utf-8")


def integrity(path: Path) -> str:
    """The hash of a file as `fetch` checks it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(path.read_bytes()).digest()).decode()


def tool(python: Path) -> str:
    """The command of pyodide-build."""
    return str(python.with_name("pyodide"))


def run(command: Iterable[str], folder: Path = ROOT) -> None:
    """Runs a command; what it says is shown where it fails."""
    done = subprocess.run([*command], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    sys.exit(main())
