"""Texts whose sentence ends are easily got wrong, in the scripts that the twins must agree on."""

from __future__ import annotations

PROSE = (
    "",
    " \u00a0\n\t",
    "One sentence without an end",
    "  Spaces around.  And between them.   ",
    "uv resolves packages. pip does too. It's quick!",
    "Use a lock file, e.g. for CI, i.e. for every build. See fig. 3 and vs. the others, etc. Then go.",
    "Files, folders, etc. are copied. The U.S. site by J. R. Smith et al. is not.",
    "Is it cached? Yes! And Yahoo! is not. Wait... what? Wait… what? Wait... What?",
    'He said "Stop." Then (he did.) Then “he did.” Then he did it (again). [Done.] OK.',
    "In the . directory or .. directory, run it. The .env file and example.org/a.b are left.",
    "It returns 0. Otherwise 1. Version 3.11. Then 3.12.1. Port 8000. Run `x.y()`. Done.",
    "Items:\nfirst item. and more\nsecond item\n\n\tlast",
    "A no-break\u00a0space.\u00a0And another.\u2003Em.\u3000Wide.",
    "Am 3. Oktober und im 19. Jahrhundert, z. B. in Wien, d. h. ca. 1900. Dann usw. Und bzw. nicht.",
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
    "Ends with closers.)]\"’» Next.",
    "x" * 60 + "e.g. and " + "y" * 60 + ". next",
)
