"""Copies the Snowball stemmers (JavaScript) and stop words that Sphinx ships into this repository.

Sphinx's wheel carries both as its own build generated them from Snowball 3.0.1 (BSD-3-Clause),
which is also the version of the ``snowballstemmer`` package that the builder uses: the twins stem
alike.

    python tools/vendor_snowball.py            # downloads the wheel by package name and unpacks it
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

SPHINX = "sphinx==9.0.4"
LANGUAGES = {  # code → Snowball's name; the languages that have a stemmer and a stop list
    "da": "danish", "de": "german", "en": "english", "es": "spanish", "fi": "finnish",
    "fr": "french", "hu": "hungarian", "it": "italian", "nl": "dutch", "no": "norwegian",
    "pt": "portuguese", "ru": "russian", "sv": "swedish",
}  # fmt: skip
ROOT = Path(__file__).parent.parent
STOPWORDS = ROOT / "build_index/askdocs_index/data/stopwords"
STEMMERS = ROOT / "plugin/widget/src/stemmers/vendor"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        download = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "-q",
            "--no-deps",
            "-d",
            folder,
            SPHINX,
        ]
        subprocess.run(download, check=True)
        (wheel,) = Path(folder).glob("*.whl")
        with zipfile.ZipFile(wheel) as files:
            copy_stopwords(files)
            copy_stemmers(files)


def copy_stopwords(files: zipfile.ZipFile) -> None:
    STOPWORDS.mkdir(parents=True, exist_ok=True)
    for code in LANGUAGES:
        source = files.read(f"sphinx/search/_stopwords/{code}.py").decode()
        words = sorted(re.findall(r"""^ {4}(?:'([^']+)'|"([^"]+)"),$""", source, re.MULTILINE))
        text = "\n".join(sorted(a or b for a, b in words)) + "\n"
        (STOPWORDS / f"{code}.txt").write_text(text, encoding="utf-8")


def copy_stemmers(files: zipfile.ZipFile) -> None:
    STEMMERS.mkdir(parents=True, exist_ok=True)
    for name in ["base", *LANGUAGES.values()]:
        source = files.read(f"sphinx/search/non-minified-js/{name}-stemmer.js")
        (STEMMERS / f"{name}-stemmer.js").write_bytes(source)


if __name__ == "__main__":
    main()
