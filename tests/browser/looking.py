"""How tests look at a page: in either theme, with axe, for the contrast of its texts, and for what sticks out."""

from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe

THEMES = ("JupyterLab Light", "JupyterLab Dark")
CHANGE = "theme => window.jupyterapp.commands.execute('apputils:change-theme', { theme })"

# axe passes over plain text in JupyterLab, so contrast is computed here: WCAG 2.2, relative luminance.
CONTRASTS = """(selector) => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const channel = (c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  function behind(node) {
    const found = parts(getComputedStyle(node).backgroundColor);
    return found.length < 4 || found[3] === 1 ? found : behind(node.parentElement);
  }
  const written = [...document.querySelectorAll(selector)].flatMap((node) => [...node.querySelectorAll("*")])
    .filter((node) => node.getClientRects().length && [...node.childNodes].some((n) => n.nodeType === 3 && n.data.trim()));
  return written.map((node) => {
    const [dim, bright] = [light(parts(getComputedStyle(node).color)), light(behind(node))].sort((a, b) => a - b);
    return [(bright + 0.05) / (dim + 0.05), node.textContent.slice(0, 60)];
  });
}"""
WIDE = """(selector) => [...document.querySelectorAll(selector)]
  .filter((node) => node.scrollWidth > node.clientWidth)
  .map((node) => [node.className, node.scrollWidth, node.clientWidth])"""


@contextmanager
def themed(page, theme):
    """The page in a theme, and in the light one again afterwards."""
    page.evaluate(CHANGE, theme)
    page.wait_for_timeout(500)
    yield
    page.evaluate(CHANGE, THEMES[0])


@contextmanager
def sized(page, width, height):
    """The page in a window of a size, and in that of the other tests again afterwards."""
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_timeout(300)
    yield
    page.set_viewport_size({"width": 1366, "height": 768})


def violations(page, where=".jp-OutputArea-output"):
    """Return what axe finds in a part of the page: the rules, each with the first elements that break it."""
    found = Axe().run(page, context=where).response["violations"]
    return [(rule["id"], [node["html"] for node in rule["nodes"]][:3]) for rule in found]


def faint(page, selector, least=4.5):
    """Return how many texts there are in a part of the page, and those whose contrast is lower than ``least``."""
    contrasts = page.evaluate(CONTRASTS, selector)
    return len(contrasts), [pair for pair in contrasts if pair[0] < least]


def too_wide(page, selector):
    """Return the elements whose content is wider than they are."""
    return page.evaluate(WIDE, selector)
