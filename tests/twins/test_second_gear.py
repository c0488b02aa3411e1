"""The encoder in Python and in the widget: the same ids, the same vectors, the same answers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest

from askdocs_index.artifact.encoder import decode_encoder
from askdocs_index.engine.records import to_json
from askdocs_index.engine.session import Session, open_session
from askdocs_index.errors import CorruptError
from askdocs_index.stages.encode.minilm import open_tokenizer
from askdocs_index.stages.encode.weights import UnavailableError
from golden.make_site import QUESTIONS, SITE
from support.gear import GearFiles, make_gear, two_hundred_questions
from support.twin import twin

BASE = "https://example.org/docs/"
LEAST_COSINE = 0.999
TOLERANCE = 1e-9  # the two languages may round apart
HARD_TEXTS = [
    "",
    " ",
    "[SEP] and [CLS] are text like any other, [UNK] too",
    "Ünïcode's CAFÉ, naïve façade, Ångström, ﬁligree",
    "ΟΔΟΣ ὈΔΥΣΣΕΎΣ İstanbul ıııı ẞ straße",
    "中文、日本語テキスト 한국어 ไทย हिन्दी עברית العربية",
    "🎉👩‍👩‍👧 e\u0301 \u200bzero\u200dwidth\ufeff soft\u00adhyphen \u0000null \ufffd",
    "uv_cache\tdir\u00a03.11 --no-cache $HOME/.cache ~/x <b>&amp;</b> `code`",
    "a" * 101 + " " + "b" * 100,
    "\U0002f800 \U00020000 \u3400 \uf900",
    "½ ² ₃ Ⅷ ① ㎏ ﷺ",
    "supercalifragilisticexpialidocious " * 60,
]


@pytest.fixture(scope="module")
def gear(tmp_path_factory: pytest.TempPathFactory) -> GearFiles:
    try:
        return make_gear(tmp_path_factory.mktemp("gear"))
    except UnavailableError as error:
        pytest.skip(f"all-MiniLM-L6-v2's weights cannot be had: {error}")


def test_texts_have_the_ids_that_the_library_gives_them(gear: GearFiles) -> None:
    texts = [*HARD_TEXTS, *two_hundred_questions()]
    tokenizer = open_tokenizer(gear.model.tokenizer)
    expected = [encoding.ids for encoding in tokenizer.encode_batch_fast(texts)]
    for text, ids, right in zip(
        texts, twin("ids", str(gear.encoder), given=texts), expected, strict=True
    ):
        assert ids == right, text


def test_the_widget_gives_two_hundred_questions_the_vectors_of_python(gear: GearFiles) -> None:
    questions = two_hundred_questions()
    assert len(questions) == 200
    ours = np.array(twin("encode", str(gear.folder), given=questions))
    cosines = (ours * gear.encode_all(questions)).sum(axis=1)
    assert cosines.min() >= LEAST_COSINE, questions[int(cosines.argmin())]


def test_both_engines_answer_alike_with_the_encoders_vectors(gear: GearFiles) -> None:
    session = open_session(SITE, BASE)
    vectors: dict[str, Sequence[float]] = {}

    def encode(text: str) -> Sequence[float]:
        return vectors.setdefault(text, gear.encode(text))

    geared = Session(session.shards, session.analyzer, BASE, encode)
    conversations = [[question] for question in QUESTIONS]
    conversations += [list(pair) for pair in pairwise(QUESTIONS)]
    expected = [to_json(geared.ask(talk[-1], talk[:-1])) for talk in conversations]
    answers = twin("geared", str(SITE), given=[vectors, *conversations])
    assert sum(answer.pop("geared", False) for answer in answers) > len(answers) / 2
    for talk, answer, right in zip(conversations, answers, expected, strict=True):
        assert answer == close_to(right), talk


def test_the_encoder_changes_what_the_rows_would_have_found(gear: GearFiles) -> None:
    session = open_session(SITE, BASE)
    geared = Session(session.shards, session.analyzer, BASE, gear.encode)
    question = "environment variable"
    scores = [[hit.score for hit in each.search(question)] for each in (session, geared)]
    assert scores[0] != scores[1]
    typed = [each.search(question, typing=True) for each in (session, geared)]
    assert typed[0] == typed[1]


def test_a_damaged_encoder_is_refused_by_name(gear: GearFiles) -> None:
    data = gear.encoder.read_bytes()
    with pytest.raises(CorruptError, match=r"encoder-x\.bin"):
        decode_encoder("encoder-x.bin", data[: len(data) // 2])


def close_to(record: object) -> object:
    """``record`` with floats that equal what is within TOLERANCE of them."""
    if isinstance(record, float):
        return pytest.approx(record, abs=TOLERANCE)
    if isinstance(record, dict):
        return {key: close_to(value) for key, value in record.items()}
    return [close_to(value) for value in record] if isinstance(record, list | tuple) else record
