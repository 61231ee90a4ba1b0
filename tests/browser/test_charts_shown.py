"""Every chart as JupyterLab shows it: nothing for axe to find, in both themes, and no part wider than the page."""

import pytest
from looking import THEMES, faint, sized, themed, too_wide, violations

CALLS = (
    "plot_timeline(seeds.events, phase='brink')",
    "plot_map(seeds.places, seeds.events)",
    "plot_corroboration(seeds.corroboration('brink'))",
    "plot_coverage(seeds.coverage())",
    "plot_causes(seeds.causes)",
    "plot_emphasis(seeds.emphasis('theme'))",
    "plot_terms(seeds.terms)",
    "plot_relationship(seeds.coded())",
    "plot_series(seeds.series, 'trade-china-ussr', 'warheads')",
    "plot_spells(seeds.spells)",
    "plot_triangle(seeds.triangle)",
    "plot_claims(seeds.claims, 'zhenbao-losses')",
)


@pytest.fixture(scope="module")
def charts(open_page, write_page):
    """A page with a chart of each kind, run once, with the tables under the charts opened."""
    write_page("charts", *(f"course.{call}" for call in CALLS))
    page = open_page("charts", run=True)
    page.evaluate("document.querySelectorAll('details').forEach((node) => (node.open = true))")
    yield page
    page.close()


@pytest.mark.parametrize("theme", THEMES)
def test_nothing_for_axe_to_find(charts, theme):
    """In both themes axe finds nothing in the charts, and all text beside them has a contrast of 4.5 to 1."""
    with themed(charts, theme):
        assert violations(charts) == []
        texts, low = faint(charts, ".jp-OutputArea-output")
    assert texts > 500 and low == []


def test_each_chart_has_its_picture_and_words(charts):
    """Each call gives a picture that is drawn, with alt text that holds the visible summary."""
    figures = charts.locator(".jp-OutputArea-output figure")
    assert figures.count() == len(CALLS)
    for figure in figures.all():
        image = figure.locator("img")
        assert image.evaluate("node => node.naturalWidth") > 300
        assert figure.locator("figcaption").inner_text().strip() in image.get_attribute("alt")


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1024, 768)])
def test_no_picture_is_wider_than_the_page(charts, width, height):
    """On a laptop and on a projector each picture fits the page."""
    with sized(charts, width, height):
        assert too_wide(charts, ".jp-OutputArea-output figure") == []
