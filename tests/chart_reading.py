"""How tests read a chart: its artists by name, the room they take, their contrast, and its HTML."""

from html.parser import HTMLParser
from itertools import combinations

from matplotlib.colors import to_rgb
from matplotlib.text import Text

from course_lib.charts import design


def artists(chart, gid):
    """Return the artists of a chart whose gid begins with a word, by what follows it."""
    found = chart.figure.findobj(lambda artist: (artist.get_gid() or "").startswith(f"{gid}-"))
    return {artist.get_gid().removeprefix(f"{gid}-"): artist for artist in found}


def boxes(texts):
    """Return the extents of texts as they are rendered."""
    renderer = next(iter(texts)).figure._get_renderer()
    return [text.get_window_extent(renderer) for text in texts]


def touch(one, other):
    """Return whether two extents share some area."""
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    return wide > 0.01 and min(one.y1, other.y1) - max(one.y0, other.y0) > 0.01


def visible_texts(chart):
    """Return the texts of a chart that show something."""
    return [t for t in chart.figure.findobj(Text) if t.get_visible() and t.get_text().strip()]


def contrast(one, other):
    """Return the contrast of two colours by WCAG 2.2."""
    lights = sorted(luminance(colour) + 0.05 for colour in (one, other))
    return lights[1] / lights[0]


def luminance(colour):
    """Return the relative luminance of a colour by WCAG 2.2."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def assert_texts_apart(chart):
    """Assert that no two texts of a chart touch each other, and that all of them are on the paper."""
    chart.figure.draw_without_rendering()
    texts = visible_texts(chart)
    extents = boxes(texts)
    for (one, first), (other, second) in combinations(zip(texts, extents), 2):
        assert not touch(first, second), (one, other)
    page = chart.figure.bbox
    for text, box in zip(texts, extents):
        inside = page.x0 <= box.x0 and box.x1 <= page.x1 and page.y0 <= box.y0 and box.y1 <= page.y1
        assert inside, text


def assert_texts_stand_out(chart, grounds=(design.PAPER, design.BAND)):
    """Assert that every text has a contrast of 4.5 on the grounds and at least ten points at 1024 pixels."""
    for text in visible_texts(chart):
        patch = text.get_bbox_patch()
        behind = [patch.get_facecolor()] if patch is not None and patch.get_alpha() in (None, 1) else grounds
        assert all(contrast(text.get_color(), ground) >= 4.5 for ground in behind), text
        assert text.get_fontsize() * 880 / 960 >= 10, text


class Page(HTMLParser):
    """What a reader of the HTML meets: texts by element, and attributes."""

    def __init__(self, html):
        super().__init__()
        self.path, self.texts, self.attributes = [], {}, {}
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.attributes.setdefault(tag, []).append(dict(attrs))
        if tag != "img":
            self.path.append(tag)

    def handle_endtag(self, tag):
        assert self.path.pop() == tag

    def handle_data(self, data):
        self.texts.setdefault(self.path[-1], []).append(data)
