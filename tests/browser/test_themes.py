"""Really built sites in each of the three themes, the index and the engine as they are shipped."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "plugin" / "widget" / "node_modules" / "axe-core" / "axe.min.js"
RUN_AXE = """async () => {
    const { violations } = await axe.run("askdocs-launcher, askdocs-dialog");
    return violations.filter(({ impact }) => impact === "serious" || impact === "critical")
        .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}"""
PAGES = {
    "index.md": "# Welcome\n\nThe teapot brews tea. It is made of clay and keeps tea warm for an hour.\n",
    "cleaning.md": """# Cleaning

How to look after the teapot.

## Descaling

Descale the teapot with citric acid once a month. Rinse it with cold water afterwards.

## Storage

=== "Summer"

    Keep the lid open, so that the clay dries.

=== "Winter"

    Wrap the teapot in wool, so that frost does not crack the clay.
""",
}
SPOTS = {
    "material": ".md-header .md-search + askdocs-launcher",
    "mkdocs": ".navbar li:has([data-bs-target='#mkdocs_search_modal']) + li > askdocs-launcher",
    "readthedocs": ".wy-side-nav-search [role=search] + askdocs-launcher",
}
PHONE_SPOTS = {
    "material": ".md-header .md-search + askdocs-launcher",
    "mkdocs": ".navbar askdocs-launcher:has(+ .navbar-toggler)",
    "readthedocs": ".wy-nav-top > askdocs-launcher",
}
THEMES = sorted(SPOTS)
PUBLISHED = (
    "https://example.org/docs/"  # in the sitemap, without which there is no instant navigation
)
EXTENSIONS = {
    "markdown_extensions": [{"pymdownx.tabbed": {"alternate_style": True}}, "pymdownx.superfences"]
}


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    """The folder of the built site, by theme; built when it is first asked for."""
    from support.projects import build_project, write_project

    built = {}

    def site(theme):
        if theme not in built:
            folder = tmp_path_factory.mktemp(theme)
            named = {"name": theme, "features": ["navigation.instant"], "font": False}
            config = {"theme": named if theme == "material" else {"name": theme}, **EXTENSIONS}
            config["site_url"] = PUBLISHED
            project = write_project(folder, PAGES, options={"encoder": "fast"}, config=config)
            build_project(project, "--quiet")
            built[theme] = folder / "site"
        return built[theme]

    return site


@pytest.fixture
def at(sites, serve, page):
    """at(theme) -> the served site, the tab on its first page and nothing fetched from elsewhere."""

    def visit(theme):
        site = serve(sites(theme), "/docs/")
        sitemap = (site.folder / "sitemap.xml").read_text("utf-8")
        site.broken["sitemap.xml"] = sitemap.replace(PUBLISHED, site.url).encode()
        own = "http://127.0.0.1"
        page.route(
            "**/*",
            lambda route: route.continue_() if route.request.url.startswith(own) else route.abort(),
        )
        page.goto(site.url)
        return site

    return visit


def ask(page, question):
    page.locator("askdocs-launcher button").click()
    page.locator("askdocs-dialog [role=combobox]").fill(question)
    page.keyboard.press("Enter")
    expect(page.locator("askdocs-dialog .card")).to_be_visible()


@pytest.mark.parametrize("theme", THEMES)
def test_the_launcher_stands_beside_the_themes_search(at, page, theme):
    at(theme)
    expect(page.locator(SPOTS[theme]).locator("button")).to_be_visible()


@pytest.mark.parametrize("theme", THEMES)
def test_on_a_phone_the_launcher_stands_in_the_themes_bar(at, page, theme):
    page.set_viewport_size({"width": 390, "height": 844})
    at(theme)
    expect(page.locator(PHONE_SPOTS[theme]).locator("button")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("theme", THEMES)
def test_a_question_is_answered_and_its_citation_leads_to_the_passage(at, page, theme):
    site = at(theme)
    ask(page, "How do I descale the teapot?")
    expect(page.locator("askdocs-dialog .parts")).to_contain_text("citric acid")
    page.locator("askdocs-dialog .chip").first.click()
    page.wait_for_url(f"{site.url}cleaning/#descaling*")
    expect(page.get_by_text("citric acid").first).to_be_in_viewport()
    page.wait_for_function("CSS.highlights.get('askdocs')?.size > 0")


@pytest.mark.parametrize("theme", THEMES)
def test_axe_has_no_serious_finding_in_the_themes_colours(at, page, theme):
    at(theme)
    ask(page, "How do I descale the teapot?")
    page.wait_for_timeout(300)  # a fading colour has not its final contrast
    page.evaluate(AXE.read_text("utf-8"))
    assert page.evaluate(RUN_AXE) == []


def test_a_citation_leads_into_a_tab_that_is_closed(at, page):
    site = at("material")
    ask(page, "How does frost not crack the clay in winter?")
    page.locator("askdocs-dialog [role=option]", has_text="Storage").first.click()
    page.wait_for_url(f"{site.url}cleaning/#*")
    expect(page.get_by_text("Wrap the teapot in wool")).to_be_visible()


def test_the_launcher_survives_instant_navigation(at, page):
    site = at("material")
    page.wait_for_load_state("networkidle")  # instant navigation begins when its sitemap is there
    page.evaluate("window.same = true")
    page.get_by_role("link", name="Cleaning").first.click()
    page.wait_for_url(f"{site.url}cleaning/")
    assert page.evaluate("window.same")
    ask(page, "How do I descale the teapot?")
    expect(page.locator("askdocs-dialog .parts")).to_contain_text("citric acid")
