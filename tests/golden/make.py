"""Writes the golden files that pytest and the widget's tests both read.

    python tests/golden/make.py

What is written here is what the Python side does today: read the difference before committing it.
"""

from __future__ import annotations

import json
import random
import sys
import unicodedata
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

from askdocs_index.engine.follow_up import is_follow_up
from askdocs_index.globs import matches
from askdocs_index.language import STEMMERS, stemmer
from askdocs_index.sentences import sentences
from askdocs_index.terms import Analyzer

HERE = Path(__file__).parent
CODE = (
    "uv_cache_dir --no-sync MyClass.do_x C++ C# 3.11 v1.2.3rc1 x86_64",
    "__init__.py self.__dict__ _private Foo.__call__(x) std::vector<int> a.b.c--d",
    "HTTPException getElementById URLs APIs OAuth2 PyPI iPhone XMLHTTPRequest IDs",
    "-v --base-url=https://example.org/a_b/C-D.html?q=1#frag -- - --- ______ a__b",
    "pip install 'mkdocs-material[imaging]>=9.5' && echo $HOME/.cache @decorator #tag #1",
    "dict['key'] f\"{value!r}\" 0xFF 1e-9 1,000.50 50% (c) C++17 F#-like node.js",
)
SENTENCES = {
    "en": (
        "How do I keep uv from syncing the environment before it runs a script?",
        "Caching isn't the users’ problem: the runner’s caches were cleared, weren’t they?",
        "Naïve façades, résumés and coöperation; the Ångström ＦＵＬＬ ﬁle ½ ① ™",
        "docu\u00admen\u00adtation with soft hyphens, zero\u200bwidth spaces and e\u0301 apart",
    ),
    "de": (
        "Wie ändere ich die Größe der Überschriften in den Einstellungen der Straßenkarte?",
        "Die Häuser, Bäume und Füße; Maßstäbe wären größer gewesen, GROẞE STRASSEN.",
        "Abhängigkeiten werden zwischengespeichert, Umgebungsvariablen nicht überschrieben.",
    ),
    "ru": (
        "Как установить зависимости проекта без подключения к сети?",
        "Её ёлки и ежи: объекты, подъёмы, Йод, настройки конфигурации, пользователями.",
        "Файл pyproject.toml читается первым; переменная UV_CACHE_DIR задаёт папку кэша.",
    ),
    "zh": (
        "如何在没有网络的情况下安装依赖项？",
        "使用uv_cache_dir设置缓存目录，版本3.11以上。",
        "软件包管理器，人々の𠮷野家 ﾃｽﾄ 全角ＡＢＣ１２３",
    ),
    "fr": (
        "Comment désactiver la mise en cache de l’environnement d'exécution ?",
        "Où sont les dépendances créées aujourd’hui, œuvres et garçons élevés ?",
    ),
    "ja": (
        "キャッシュのディレクトリを変更するにはどうすればいいですか？",
        "サーバー設定ファイルのデータベースを読み込む。ﾊﾟｯｹｰｼﾞ管理",
    ),
    "ko": ("캐시 디렉터리를 어떻게 변경합니까?", "파이썬 3.11에서 패키지를 설치하세요."),
}
# Sentence ends that are easily got wrong.
PROSE = (
    "",
    " \u00a0\n\t",
    "One sentence without an end",
    "  Spaces around.  And between them.   ",
    "uv resolves packages. pip does too. It's quick!",
    "Use a lock file, e.g. for CI, i.e. for every build. See fig. 3, the others, etc. Then go.",
    "Files, folders, etc. are copied. The U.S. site by J. R. Smith et al. is not.",
    "Is it cached? Yes! And Yahoo! is not. Wait... what? Wait… what? Wait... What?",
    'He said "Stop." Then (he did.) Then “he did.” Then he did it (again). [Done.] OK.',
    "In the . directory or .. directory, run it. The .env file and example.org/a.b are left.",
    "It returns 0. Otherwise 1. Version 3.11. Then 3.12.1. Port 8000. Run `x.y()`. Done.",
    "Items:\nfirst item. and more\nsecond item\n\n\tlast",
    "A no-break\u00a0space.\u00a0And another.\u2003Em.\u3000Wide.",
    "Am 3. Oktober und im 19. Jahrhundert, z. B. in Wien, d. h. ca. 1900. Usw. Und bzw. nicht.",
    "Größe ist 5. Änderungen folgen. Öffnen Sie z.B. die Datei. ßtest geht weiter.",
    "Это т. е. пример. Файл и т. д. читается, см. рис. 5. Потом «конец.» Ещё ул. Ленина.",
    "这是第一句。这是第二句！第三句？「引用。」最后一句 without end",
    "設定を変更します。次に、サーバーを再起動する。終わり",
    "هذا نص. هل هذا سؤال؟ نعم۔ انتهى.",
    "यह पहला वाक्य है। यह दूसरा है॥ अंत",
    "First 😀. 😀 Second 𠮷野家. 𝒙 third. Done 👍! More 👍? yes 👍.",
    "?! ... !!! ?",
    "a. b. c. Three letters. (a. b.) iii. Roman.",
    "He owns Foo Inc. and Bar Ltd. Both are max. five years old. The max. is 5 min. Then stop.",
    'Ends with closers.)]"’» Next.',
    "x" * 60 + "e.g. and " + "y" * 60 + ". next",
)
SCRIPTS = (
    (0x0020, 0x007E), (0x00A0, 0x024F), (0x0300, 0x036F), (0x0370, 0x03FF), (0x0400, 0x052F),
    (0x0531, 0x0587), (0x05D0, 0x05EA), (0x0620, 0x06FF), (0x0900, 0x097F), (0x0E01, 0x0E5B),
    (0x10A0, 0x10FF), (0x1100, 0x11FF), (0x1E00, 0x1FFF), (0x2000, 0x206F), (0x2100, 0x218F),
    (0x2C00, 0x2DFF), (0x3000, 0x30FF), (0x4E00, 0x4FFF), (0xA640, 0xA69F), (0xAC00, 0xAD00),
    (0xFB00, 0xFDFF), (0xFE50, 0xFFEF), (0x10330, 0x1034A), (0x10400, 0x1044F), (0x1D400, 0x1D7FF),
    (0x1F300, 0x1F64F), (0x20000, 0x20100),
)  # fmt: skip

TURNS = (
    "and in Docker?", "What about Windows?", "how do I turn it off?", "is there a cache?", "Why?",
    "why is the build slow", "Is it possible to cache wheels?", "install", "", "or", "orange juice",
    "Can they be combined?", "It’s slow, what helps?", "so   how", "what is uv", "use it there",
    "is it easy to use it twice",
)  # fmt: skip
PATHS = (
    "index.html",
    "v1/index.html",
    "v1/a/b.html",
    "a+b/v1.html",
    "a.b/(c).html",
    "v1",
    "é/a.html",
)
GLOBS = (
    "v1/",
    "/v1/",
    "**",
    "*",
    "*.html",
    "v1/*.html",
    "**/b.html",
    "v?/**",
    "a+b/",
    "a.b/(c).html",
    "[ab]/*",
    "é/",
    "v1/**/b.html",
)


def main() -> None:
    for name, data in golden_files():
        (HERE / name).write_bytes(data)
        print(f"{name}: {len(data):,} bytes")


def golden_files() -> Iterable[tuple[str, bytes]]:
    """Every golden file: its path under this folder and its bytes."""
    for code, prose in SENTENCES.items():
        yield f"terms/{code}.json", lines(tokens(code, text) for text in (*CODE, *prose))
    yield "terms/unicode.json", lines(tokens("en", text) for text in generated_texts(200))
    for code in STEMMERS:
        yield f"stems/{code}.json", lines([w, stemmer(code)(w)] for w in generated_words(code, 250))
    texts = (*PROSE, *CODE, *generated_texts(100))
    yield "sentences.json", lines(cut_text(text) for text in texts)
    yield "followups.json", lines([text, is_follow_up(text)] for text in TURNS)
    yield "globs.json", lines([path, glob, matches(path, glob)] for path in PATHS for glob in GLOBS)


def cut_text(text: str) -> list[object]:
    """``[text, [sentence, …]]``."""
    return [text, [text[start:end] for start, end in sentences(text)]]


def tokens(code: str, text: str) -> list[object]:
    """``[text, [[term, word], …]]``."""
    return [text, [list(token) for token in Analyzer(code).tokens(text)]]


def generated_texts(count: int) -> list[str]:
    """Texts that mix scripts and what joins words, of characters that every browser knows."""
    chance = random.Random("askdocs: terms")
    return [generated_text(chance) for _ in range(count)]


def generated_text(chance: random.Random) -> str:
    scripts = chance.sample(SCRIPTS, 2)
    text = ""
    while len(text) < 30:
        text += chance.choice(["_", "__", "-", "--", ".", ":", "::", "'", "’", " ", "++", "#", ""])
        first, last = chance.choice(scripts)
        text += "".join(chr(chance.randint(first, last)) for _ in range(chance.randint(1, 6)))
    return "".join(c for c in text if unicodedata.category(c) not in ("Cn", "Cs", "Co"))


def generated_words(code: str, count: int) -> list[str]:
    """Words of the suffixes and exceptions that the stemmer of ``code`` looks for."""
    name = STEMMERS[code]
    module = import_module(f"snowballstemmer.{name}_stemmer")
    tables = vars(getattr(module, f"{name.capitalize()}Stemmer"))
    entries = [table for key, table in sorted(tables.items()) if key.startswith("a_")]
    parts = sorted({among.s for table in entries for among in table if among.s})
    letters = sorted({letter for part in parts for letter in part if letter.isalpha()})
    chance = random.Random(f"askdocs: {code}")
    words = []
    for _ in range(count):
        beginning = "".join(chance.choices(letters, k=chance.randint(0, 6)))
        words.append(beginning + "".join(chance.choices(parts, k=chance.randint(1, 2))))
    return words


def lines(records: Iterable[object]) -> bytes:
    """A JSON list with a record a line, so that a difference is readable."""
    rows = ",\n".join(json.dumps(r, ensure_ascii=False, separators=(",", ":")) for r in records)
    return f"[\n{rows}\n]\n".encode()


if __name__ == "__main__":
    for folder in ("terms", "stems"):
        (HERE / folder).mkdir(exist_ok=True)
    sys.exit(main())
