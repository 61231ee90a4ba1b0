"""The words of a picture: text with the part of a font that it is set in, so that it looks alike everywhere.

Text is smaller than outlines of every letter, quicker to write, and quicker for a browser to draw.
The font is DejaVu Sans, in which matplotlib measures; ``tools/letters.py`` makes the files.
"""

import re
from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from pathlib import Path

NAME = "Workbook Letters"
FALLBACK = "'DejaVu Sans', Verdana, sans-serif"  # Verdana runs as wide as DejaVu Sans
FAMILY = re.compile(rb"font-family: ?'?DejaVu Sans'?(?=[;\"])")
TEXT = re.compile(rb"<text style=\"([^\"]*)\"")
HEAD = b"<defs>"


@dataclass(frozen=True)
class Face:
    """One face of the font: the file that it comes from, and what CSS calls its weight and slope."""

    file: str
    font: str
    weight: str
    slope: str

    def sets(self, style):
        """Return whether a text with such a style is set in this face."""
        weight = "bold" if re.search(rb"font-weight: ?(bold|[6-9]00)", style) else "normal"
        slope = "italic" if re.search(rb"font-style: ?(italic|oblique)", style) else "normal"
        return (weight, slope) == (self.weight, self.slope)


FACES = (
    Face("letters-regular.woff", "DejaVuSans", "normal", "normal"),
    Face("letters-bold.woff", "DejaVuSans-Bold", "bold", "normal"),
    Face("letters-italic.woff", "DejaVuSans-Oblique", "normal", "italic"),
)


@cache
def rule(face):
    """Return the CSS that brings a face along, as bytes."""
    content = b64encode((Path(__file__).parent / face.file).read_bytes()).decode("ascii")
    source = f"src:url(data:font/woff;base64,{content})"
    return (
        f"@font-face{{font-family:'{NAME}';font-weight:{face.weight};font-style:{face.slope};{source}}}"
    ).encode("ascii")


def with_letters(svg):
    """Return a picture, SVG in bytes, with the faces that its words are set in.

    A picture without words is returned as it is.
    """
    styles = set(TEXT.findall(svg))
    rules = b"".join(rule(face) for face in FACES if any(map(face.sets, styles)))
    named = FAMILY.sub(f"font-family: '{NAME}', {FALLBACK}".encode("ascii"), svg)
    return named.replace(HEAD, HEAD + b"<style>" + rules + b"</style>", 1) if rules else svg
