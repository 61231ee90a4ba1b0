"""The letters of a chart in the browser: they come with the picture and are as wide as matplotlib measured."""

import re

from course_lib import charts
from course_lib.charts import packing
from course_lib.charts.letters import FALLBACK

WIDTHS = """async () => {
  await Promise.all([...document.fonts].map((face) => face.load()));
  return [...document.querySelectorAll("text")].map((node) =>
    [node.textContent, parseFloat(node.style.fontSize), node.style.fontWeight, node.getComputedTextLength()]);
}"""


def test_letters_are_as_wide_as_measured(browser, seeds):
    """With nothing but the letters that come along, each text fills the room kept for it, less what kerning saves."""
    svg = charts.plot_timeline(seeds.events, "triangle").svg().decode("utf-8")
    page = browser.new_page()
    page.set_content(re.sub(re.escape(f", {FALLBACK}"), ", monospace", svg[svg.index("<svg") :]))
    widths = page.evaluate(WIDTHS)
    assert len(widths) > 20
    for text, size, weight, width in widths:
        measured = 72 * packing.widest([text], size, "bold" if weight in ("700", "bold") else "normal")
        assert 0.95 * measured / packing.HINTING <= width <= measured, (text, width, measured)
    page.close()
