"""`askdocs query`, `eval`, `inspect`, `serve`, and the command as a whole."""

from __future__ import annotations

import json
import re
import threading
import urllib.error
import urllib.request

import pytest
from click.testing import CliRunner

from askdocs.cli import main
from askdocs.server import server_of
from support.projects import run_python

QUESTIONS = [
    {
        "id": "scale",
        "corpus": "kettle",
        "question": "How do I remove scale?",
        "kind": "howto",
        "answerable": True,
        "gold": [
            {"page": "care.md", "anchor": "scale", "snippet": "Fill the **kettle** with vinegar"}
        ],
    },
    {
        "id": "lost",
        "corpus": "kettle",
        "question": "replace the cord",
        "kind": "keyword",
        "answerable": True,
        "gold": [{"page": "nowhere.md", "anchor": "x"}],
    },
    {
        "id": "none",
        "corpus": "kettle",
        "question": "Which submarine flies to the moon?",
        "kind": "real",
        "answerable": False,
        "gold": [],
    },
]


@pytest.fixture
def questions(tmp_path):
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in QUESTIONS), encoding="utf-8")
    return path


# --- query ---------------------------------------------------------------------------------------


def test_a_question_is_answered_with_its_source(built, run):
    output = run("query", built, "How do I remove scale?").output
    assert "vinegar" in output
    assert "care/index.html#scale" in output


def test_the_answer_as_json_is_the_contracts_answer(built, run):
    answer = json.loads(run("query", built, "How do I remove scale?", "--json").output)
    assert set(answer) == {"status", "confidence", "parts", "hits", "suggestions"}
    hit = answer["hits"][0]
    assert set(hit) == {"url", "page", "anchor", "title", "headings", "excerpt", "score"}
    assert (hit["page"], hit["anchor"]) == ("care/index.html", "scale")
    for part in answer["parts"]:
        assert part["citation"] < len(answer["hits"])


def test_a_limit_limits_the_hits_but_never_those_that_are_cited(built, run):
    answer = json.loads(run("query", built, "kettle cord", "--json", "--limit", "1").output)
    cited = max((part["citation"] for part in answer["parts"]), default=0)
    assert len(answer["hits"]) == max(1, cited + 1)


def test_addresses_begin_with_the_base(built, run):
    output = run("query", built, "scale", "--json", "--base-url", "https://example.org/d/").output
    assert json.loads(output)["hits"][0]["url"] == "https://example.org/d/care/#scale"


@pytest.mark.parametrize("question", ["", "   ", "🫖", "</script><b>", "kettle " * 2000, "чайник"])
def test_any_question_gets_an_answer(built, run, question):
    json.loads(run("query", built, "--json", "--", question).output)


def test_an_empty_question_finds_nothing(built, run):
    answer = json.loads(run("query", built, "", "--json").output)
    assert (answer["status"], answer["hits"], answer["parts"]) == ("not_found", [], [])


# --- an index that cannot be used ----------------------------------------------------------------


@pytest.mark.parametrize("command", [["query", "tea"], ["inspect"]])
def test_a_site_without_an_index_is_refused(site, run, command):
    result = run(command[0], site, *command[1:], expect=2)
    assert "askdocs build" in result.output


def test_another_format_is_refused(built, run):
    path = built / "askdocs/manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_bytes()), "format": 99}))
    for command in (["query", built, "tea"], ["inspect", built]):
        assert "format 99" in run(*command, expect=2).output


@pytest.mark.parametrize("kind", ["terms", "cell"])
@pytest.mark.parametrize("damage", ["missing", "truncated", "corrupted"])
def test_a_damaged_shard_ends_with_2_or_an_answer_of_the_other_half(built, run, kind, damage):
    for path in (built / "askdocs").glob(f"{kind}-*.bin"):
        content = path.read_bytes()
        if damage == "missing":
            path.unlink()
        elif damage == "truncated":
            path.write_bytes(content[: len(content) // 2])
        else:
            path.write_bytes(content[:-1] + bytes([content[-1] ^ 255]))
    result = CliRunner().invoke(main, ["query", str(built), "How do I remove scale?"])
    assert result.exit_code in (0, 2)
    assert "Traceback" not in result.output
    if result.exit_code == 2:
        assert kind in result.output


def test_an_explanation_says_what_each_score_is_the_sum_of(built, run):
    output = run("query", built, "How do I remove scale, zebra?", "--explain").output
    assert "zebra" in output
    assert "(unknown)" in output
    first = next(line for line in output.splitlines() if line.startswith(" 1 "))
    numbers = [float(number) for number in re.findall(r"\d+\.\d+", first)]
    assert numbers[0] == pytest.approx(sum(numbers[1:5]), abs=0.003)
    assert "confidence: unknown" in output


def test_an_explanation_of_nothing_is_short(built, run):
    assert "Terms: none" in run("query", built, "", "--explain").output


# --- eval ----------------------------------------------------------------------------------------


def test_the_table_has_figures_with_intervals_and_the_worst_first(built, run, questions):
    output = run("eval", built, questions).output
    for name in ("page hit@1", "section hit@5", "section MRR@10", "snippet shown", "AUROC"):
        assert name in output
    worst = output.partition("Worst first:\n")[2].splitlines()
    assert "lost: replace the cord" in worst[0]


def test_eval_as_json_gives_every_question(built, run, questions):
    document = json.loads(run("eval", built, questions, "--json").output)
    assert document["questions"] == 3
    verdicts = {verdict["id"]: verdict for verdict in document["verdicts"]}
    assert verdicts["scale"]["section_rank"] == 1
    assert verdicts["scale"]["shown"] is True
    assert verdicts["lost"]["page_rank"] == 0
    assert document["figures"]["all"]["section hit@1"]["value"] == 0.5
    assert document["figures"]["keyword"]["snippet shown"]["value"] is None


def test_a_threshold_that_is_reached_ends_with_0(built, run, questions):
    run("eval", built, questions, "--min-hit5", "0.5", "--min-mrr", "0.5", "--min-answer", "1")


def test_a_threshold_that_is_missed_ends_with_1_and_is_named(built, run, questions):
    result = run("eval", built, questions, "--min-hit5", "0.9", expect=1)
    assert "section hit@5: 0.500 is below the least 0.9" in result.output


def test_a_threshold_that_is_a_most_is_missed_above_it(
    built, run, questions, tmp_path, monkeypatch
):
    run("eval", built, questions, "--max-false-answer", "0")
    wrong = tmp_path / "answered.jsonl"
    wrong.write_text(json.dumps({**QUESTIONS[0], "answerable": False, "gold": []}), "utf-8")
    monkeypatch.setattr("askdocs_index.engine.confidence.ANSWERED", 0.3)  # four passages are few
    result = run("eval", built, wrong, "--max-false-answer", "0.5", expect=1)
    assert "false answer: 1.000 is above the most 0.5" in result.output


def test_the_worst_questions_say_what_won(built, run, questions):
    output = run("eval", built, questions).output
    assert "What won, and why:" in output
    assert "not among the hits" in output


def test_a_threshold_that_nothing_is_measured_for_ends_with_2(built, run, tmp_path):
    (tmp_path / "q.jsonl").write_text(json.dumps(QUESTIONS[1]))
    result = run("eval", built, "q.jsonl", "--min-auroc", "0.6", expect=2)
    assert "'AUROC' can be measured with" in result.output


def test_eval_keeps_one_corpus(built, run, questions):
    assert (
        "no question of corpus 'x'"
        in run("eval", built, questions, "--corpus", "x", expect=2).output
    )
    run("eval", built, questions, "--corpus", "kettle")


def test_a_question_file_that_is_none_ends_with_2(built, run, tmp_path):
    assert "cannot be read" in run("eval", built, "none.jsonl", expect=2).output
    (tmp_path / "bad.jsonl").write_text("{}\n")
    assert "bad.jsonl:1" in run("eval", built, "bad.jsonl", expect=2).output


# --- inspect -------------------------------------------------------------------------------------


def test_inspect_tells_counts_and_costs(built, run):
    document = json.loads(run("inspect", built, "--json").output)
    assert document["counts"]["pages"] == 3
    kinds = {part["kind"]: part for part in document["parts"]}
    assert {"manifest.json", "askdocs.js", "dialog", "engine", "terms", "cell"} <= set(kinds)
    on_disk = sum(path.stat().st_size for path in (built / "askdocs").glob("*.bin"))
    assert sum(kinds[kind]["gzip"] for kind in kinds if kind in ("terms", "cell")) <= on_disk
    output = run("inspect", built).output
    assert "language en" in output
    assert "3 pages" in output


def test_inspect_names_a_damaged_file(built, run):
    path = next((built / "askdocs").glob("cell-*.bin"))
    path.write_bytes(path.read_bytes() + b"x")
    assert path.name in run("inspect", built, expect=2).output


# --- serve ---------------------------------------------------------------------------------------


@pytest.fixture
def address(built):
    with server_of(built, "127.0.0.1", 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def fetch(address):
    try:
        with urllib.request.urlopen(address) as reply:
            return reply.status, reply.headers["Content-Type"], reply.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers["Content-Type"], error.read()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/care/", "text/html; charset=utf-8"),
        ("/askdocs/askdocs.js", "text/javascript; charset=utf-8"),
        ("/askdocs/manifest.json", "application/json"),
    ],
)
def test_served_files_have_the_types_of_a_host(address, path, kind):
    status, found, _ = fetch(address + path)
    assert (status, found) == (200, kind)


def test_shards_are_served_as_they_lie(address, built):
    path = next((built / "askdocs").glob("*.bin"))
    status, kind, content = fetch(f"{address}/askdocs/{path.name}")
    assert (status, kind, content) == (200, "application/octet-stream", path.read_bytes())


def test_a_missing_page_gets_the_sites_own_404(address):
    status, kind, content = fetch(address + "/no/such/page")
    assert (status, kind) == (404, "text/html; charset=utf-8")
    assert b"There is no such page" in content


def test_nothing_outside_the_folder_is_served(address, built):
    (built.parent / "private.txt").write_text("private")
    assert b"private" not in fetch(address + "/../private.txt")[2]
    assert b"private" not in fetch(address + "/%2e%2e/private.txt")[2]


def test_a_port_that_is_taken_is_refused(address, built, run):
    port = address.rpartition(":")[2]
    assert "expected a free address" in run("serve", built, "--port", port, expect=2).output


# --- the whole -----------------------------------------------------------------------------------


def test_help_lists_every_command(run):
    output = run("--help").output
    for command in ("build", "remove", "query", "eval", "inspect", "serve"):
        assert f"  {command} " in output
        run(command, "--help")


def test_no_command_is_wrong_use(run):
    run("no-such-command", expect=2)


def test_the_command_works_where_mkdocs_is_not_installed(site, tmp_path):
    script = tmp_path / "without_mkdocs.py"
    script.write_text(
        "import sys\n"
        "sys.modules['mkdocs'] = None\n"
        "sys.modules['properdocs'] = None\n"
        "from askdocs.cli import main\n"
        "from support.fakes import fake_widget\n"
        "import askdocs.build\n"
        "askdocs.build.load_widget = fake_widget\n"
        "main()\n"
    )
    from support.shared import ROOT

    result = run_python(
        str(script),
        "build",
        str(site),
        "--encoder",
        "fast",
        cwd=tmp_path,
        PYTHONPATH=python_path(ROOT / "tests"),
    )
    assert result.returncode == 0, result.stderr
    assert "3 pages" in result.stdout


def python_path(*folders):
    import os

    return os.pathsep.join([*map(str, folders), os.environ.get("PYTHONPATH", "")])


def test_in_ci_nothing_is_drawn(site, run, monkeypatch):
    monkeypatch.setenv("CI", "true")
    assert "\r" not in run("build", site, "--encoder", "fast").output
