"""The second gear in a real browser: offered, loaded, kept, refused, and what goes wrong with it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import expect

from askdocs_index.artifact.container import unpack
from askdocs_index.artifact.encoder import KIND, decode_encoder
from askdocs_index.stages.encode.minilm import MiniLM
from askdocs_index.stages.encode.weights import UnavailableError
from support.corpora import weights_folder
from support.gear import two_hundred_questions

pytestmark = pytest.mark.browser

CSP = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'"
QUESTION = "How thick should a mooring line be?"
OTHER = "When does the office open?"
BETTER = "Found with the full language model."
OFFER = "Better answers: the full language model can run in your browser."
MOST_BYTES = 18_000_000
LEAST_COSINE = 0.999
READY_MS = 30_000
AXE = Path(__file__).parents[2] / "plugin" / "widget" / "node_modules" / "axe-core" / "axe.min.js"
RUN_AXE = """async () => (await axe.run("askdocs-dialog")).violations
    .filter(({ impact }) => impact === "serious" || impact === "critical").map(({ id }) => id)"""
SPARING = "Object.defineProperty(navigator, 'connection', {value: {saveData: true}});"
SMALL = "Object.defineProperty(navigator, 'deviceMemory', {value: 1});"
SLOW = "Object.defineProperty(navigator, 'connection', {value: {effectiveType: '2g'}});"
WANTED = "localStorage.setItem('askdocs:gear:/', 'wanted')"
ENCODE = """async ([site, names, texts]) => {
    const worker = new Worker(`${site}askdocs/${names.module}`, { type: "module" });
    const vectors = [];
    await new Promise((done, failed) => {
        worker.onerror = failed;
        worker.onmessage = ({ data }) => {
            if (data.vector) vectors[data.id] = data.vector;
            else if (data.state && data.state !== "ready") failed(new Error(data.state));
            else if (!data.state) return;
            if (vectors.length === texts.length) return done();
            worker.postMessage({ id: vectors.length, text: texts[vectors.length] });
        };
        worker.postMessage({ site, names, download: true });
    });
    worker.terminate();
    return vectors;
}"""
STUB = """onmessage = ({ data }) => { if ("site" in data) postMessage({ state: "%s" }); };"""


@pytest.fixture(scope="module")
def geared(tmp_path_factory, write_pages, pages_of_the_harbour, askdocs):
    """The handbook with the second gear."""
    try:
        weights = weights_folder()
    except UnavailableError as error:
        pytest.skip(f"all-MiniLM-L6-v2's weights cannot be had: {error}")
    folder = tmp_path_factory.mktemp("geared")
    site = write_pages(folder / "site", pages_of_the_harbour)
    askdocs("build", site, "--encoder", "full", "--weights", weights, cwd=folder)
    return site


@pytest.fixture(scope="module")
def names(geared):
    """What the manifest says of it."""
    return json.loads((geared / "askdocs/manifest.json").read_text("utf-8"))["ui"]["gear"]


@pytest.fixture
def tab(geared, visit):
    """The dialog with a first answer, under a policy that allows WebAssembly."""
    return asked(visit(geared, csp=CSP))


def asked(reader, question=QUESTION):
    """The reader's dialog with an answer to the question."""
    reader.open().ask(question)
    expect(reader.card).to_be_visible()
    return reader


def line(reader):
    return reader.page.locator("askdocs-dialog .gear")


def press(reader, name):
    line(reader).get_by_role("button", name=name).click()


def loaded(reader):
    """The reader with the second gear, which has answered anew."""
    press(reader, "Download")
    expect(reader.card).to_contain_text(BETTER, timeout=READY_MS)
    return reader


def gear_bytes(reader, names):
    files = {f"askdocs/{name}" for name in names.values() if isinstance(name, str)}
    return sum(sent.total_bytes for sent in reader.site.sent if sent.path in files)


def again(reader):
    """The reader on the site's home, from scratch, with what the browser keeps."""
    reader.site.reset()
    return asked(reader.at())


# --- the offer -----------------------------------------------------------------------------------


def test_nothing_of_it_is_loaded_before_the_reader_says_so(tab, names):
    expect(line(tab)).to_contain_text(f"{OFFER} It is downloaded once, 18 MB.")
    expect(tab.card).not_to_contain_text(BETTER)
    assert gear_bytes(tab, names) == 0


def test_a_site_without_it_offers_nothing(handbook, visit):
    reader = asked(visit(handbook))
    expect(line(reader)).to_have_count(0)
    assert "gear" not in json.loads((handbook / "askdocs/manifest.json").read_text("utf-8"))["ui"]
    assert not list((handbook / "askdocs").glob("encoder-*"))


def test_loaded_it_answers_the_question_again_and_the_card_says_so(tab, names):
    loaded(tab)
    expect(line(tab)).to_be_hidden()
    assert 0 < gear_bytes(tab, names) <= MOST_BYTES
    assert tab.call("ask", OTHER)["geared"] is True
    assert tab.complaints == []


def test_the_better_answer_comes_without_a_jump(tab):
    tab.page.set_viewport_size({"width": 600, "height": 400})
    body = tab.page.locator("askdocs-dialog .body")
    body.evaluate("body => body.scrollTop = 40")
    button = tab.card.get_by_role("button", name="Copy answer")
    button.focus()
    loaded(tab)
    assert body.evaluate("body => body.scrollTop") == 40
    expect(tab.card).to_be_focused()  # the button is gone with the old card


def test_the_download_is_shown_and_can_be_cancelled(tab, names):
    tab.site.latency_s = 1.0
    press(tab, "Download")
    expect(line(tab)).to_contain_text("Downloading the language model: 0 of 18 MB")
    expect(line(tab).get_by_role("progressbar")).to_be_visible()
    press(tab, "Cancel")
    expect(line(tab)).to_contain_text(OFFER)
    tab.site.latency_s = 0.0
    tab.page.wait_for_timeout(1500)
    assert f"askdocs/{names['encoder']}" not in tab.site.paths()
    tab.ask(OTHER)
    expect(tab.card).to_contain_text("eight o'clock")
    loaded(tab)


def test_a_refusal_is_for_good(tab, names):
    press(tab, "Don’t offer again")
    expect(line(tab)).to_be_hidden()
    again(tab)
    tab.page.wait_for_timeout(500)
    expect(line(tab)).to_be_hidden()
    assert gear_bytes(tab, names) == 0


def test_it_works_below_a_path_of_the_server(geared, visit):
    loaded(asked(visit(geared, mount="/sub/docs/", csp=CSP)))


def test_axe_has_no_serious_finding_with_the_offer_and_with_the_download(tab):
    tab.page.evaluate(AXE.read_text("utf-8"))
    assert tab.page.evaluate(RUN_AXE) == []
    tab.site.latency_s = 1.0
    press(tab, "Download")
    expect(line(tab).get_by_role("progressbar")).to_be_visible()
    assert tab.page.evaluate(RUN_AXE) == []


# --- what is kept --------------------------------------------------------------------------------


def test_a_later_visit_takes_it_from_the_cache_without_asking(tab, names):
    again(loaded(tab))
    expect(tab.card).to_contain_text(BETTER, timeout=READY_MS)
    assert f"askdocs/{names['encoder']}" not in tab.site.paths()
    assert f"askdocs/{names['runtime']}" not in tab.site.paths()


def test_what_an_earlier_deployment_left_is_dropped(tab, names):
    keys = """async () => (await (await caches.open('askdocs /')).keys()).map(({ url }) => url)"""
    tab.page.evaluate(
        """async () => (await caches.open('askdocs /'))
            .put('/askdocs/encoder-0123456789.bin', new Response('old'))"""
    )
    loaded(tab)
    kept = {Path(url).name for url in tab.page.evaluate(keys)}
    assert kept == {names["encoder"], names["runtime"]}


def test_what_was_damaged_in_the_cache_is_downloaded_anew(tab, names):
    loaded(tab).page.evaluate(
        """async (name) => (await caches.open('askdocs /'))
            .put('/askdocs/' + name, new Response('damaged'))""",
        names["encoder"],
    )
    again(tab)
    expect(tab.card).to_contain_text(BETTER, timeout=READY_MS)
    assert f"askdocs/{names['encoder']}" in tab.site.paths()
    assert f"askdocs/{names['runtime']}" not in tab.site.paths()


def test_who_wanted_it_before_gets_a_new_one_without_being_asked(geared, visit, names):
    reader = visit(geared, csp=CSP)
    reader.page.evaluate(WANTED)
    asked(reader)
    expect(reader.card).to_contain_text(BETTER, timeout=READY_MS)
    assert gear_bytes(reader, names) > 0


@pytest.mark.parametrize("device", [SPARING, SLOW, SMALL], ids=["saveData", "2g", "1 GB"])
def test_on_a_sparing_device_nothing_is_downloaded_unasked(geared, visit, names, device):
    reader = visit(geared, csp=CSP)
    reader.page.evaluate(WANTED)
    reader.page.add_init_script(device)
    asked(reader.at())
    expect(line(reader)).to_contain_text(OFFER)
    assert f"askdocs/{names['encoder']}" not in reader.site.paths()


def test_a_reader_can_remove_it_for_good(tab):
    loaded(tab).card.get_by_role("button", name="Remove it from this browser").click()
    expect(tab.card).not_to_contain_text(BETTER)
    assert tab.page.evaluate("caches.keys()") == []
    again(tab)
    tab.page.wait_for_timeout(500)
    expect(line(tab)).to_be_hidden()


# --- what goes wrong -----------------------------------------------------------------------------


def fails(reader, words):
    """Download is pressed, the line says why not, and the first gear goes on."""
    press(reader, "Download")
    expect(line(reader)).to_contain_text(words, timeout=READY_MS)
    reader.ask(OTHER)
    expect(reader.card).to_contain_text("eight o'clock")
    expect(reader.card).not_to_contain_text(BETTER)


def test_a_policy_without_wasm_unsafe_eval_is_told_before_anything_large_is_downloaded(
    geared, visit, names
):
    reader = asked(visit(geared))
    fails(reader, "this site’s security policy does not allow it.")
    assert f"askdocs/{names['encoder']}" not in reader.site.paths()


@pytest.mark.parametrize("kind", ["encoder", "runtime"])
def test_a_damaged_file_is_told_and_can_be_tried_again(tab, names, geared, kind):
    data = (geared / "askdocs" / names[kind]).read_bytes()
    tab.site.broken[f"askdocs/{names[kind]}"] = data[:-1000] + bytes(1000)
    fails(tab, "its files arrived damaged.")
    tab.site.broken.clear()
    press(tab, "Try again")
    expect(tab.card).to_contain_text(BETTER, timeout=READY_MS)


@pytest.mark.parametrize("kind", ["module", "encoder"])
def test_a_file_that_is_gone_is_told(tab, names, kind):
    tab.site.broken[f"askdocs/{names[kind]}"] = None
    fails(tab, "its files cannot be fetched.")


def test_too_little_memory_is_told(tab, names):
    tab.site.broken[f"askdocs/{names['module']}"] = (STUB % "memory").encode()
    fails(tab, "there is not enough memory.")


@pytest.mark.slow
def test_a_worker_that_sleeps_holds_up_no_answer_for_long(tab, names):
    tab.site.broken[f"askdocs/{names['module']}"] = (STUB % "ready").encode()
    press(tab, "Download")
    expect(line(tab)).to_contain_text("it has not answered for too long.", timeout=READY_MS)
    tab.ask(OTHER)
    expect(tab.card).to_contain_text("eight o'clock")


# --- what it computes ----------------------------------------------------------------------------


@pytest.mark.slow
def test_two_hundred_questions_have_the_vectors_of_python(geared, visit, names, tmp_path):
    reader = visit(geared, csp=CSP)
    name = names["encoder"]
    data = (geared / "askdocs" / name).read_bytes()
    assert unpack(name, KIND, data)
    model = tmp_path / "model.onnx"
    model.write_bytes(decode_encoder(name, data)[1])
    questions = two_hundred_questions()
    ours = MiniLM("compact", model, weights_folder() / "tokenizer.json").encode(questions)
    theirs = np.array(reader.page.evaluate(ENCODE, [reader.site.url, names, questions]))
    assert (ours * theirs).sum(axis=1).min() >= LEAST_COSINE
