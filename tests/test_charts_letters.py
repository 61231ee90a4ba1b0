"""The letters of the charts: text in the picture, with the faces that it is set in, and no more."""

import re
import sys
from base64 import b64decode
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from test_charts_cost import EXAMPLES

from course_lib import charts
from course_lib.charts.letters import FACES, NAME, with_letters

ROOT = Path(__file__).resolve().parents[1]
FACE = re.compile(r"font-weight:(\w+);font-style:(\w+);src:url\(data:font/woff;base64,([^)]+)\)")


@pytest.fixture(scope="module", params=EXAMPLES)
def picture(request, seeds):
    """A chart of each kind as SVG."""
    return eval(EXAMPLES[request.param], {"charts": charts, "seeds": seeds}).svg().decode("utf-8")


def face_of(style):
    """The weight and slope of a text, as CSS names them."""
    return ("bold" if "weight: 700" in style or "bold" in style else "normal"), (
        "italic" if "oblique" in style or "italic" in style else "normal"
    )


def test_every_sign_is_in_its_face(picture):
    """Each sign of each word has its letter in the face that comes along, and no other face does."""
    faces = {
        (weight, slope): TTFont(BytesIO(b64decode(font))).getBestCmap()
        for weight, slope, font in FACE.findall(picture)
    }
    texts = re.findall(r"<text style=\"([^\"]*)\"[^>]*>([^<]*)</text>", picture)
    assert texts and set(faces) == {face_of(style) for style, _ in texts}
    for style, words in texts:
        assert {sign for sign in unescape(words) if ord(sign) not in faces[face_of(style)]} == set(), words


def test_every_text_names_the_letters(picture):
    """Each text asks for our letters first, and for a font of the same width where they are missing."""
    styles = re.findall(r"<text style=\"([^\"]*)\"", picture)
    assert all(f"font-family: '{NAME}', 'DejaVu Sans', Verdana" in style for style in styles)
    assert picture.count("<style>") == 1


def test_a_picture_without_words_brings_no_letters():
    """Where there is no text nothing is added."""
    bare = b'<svg><defs></defs><path d="M 0 0"/></svg>'
    assert with_letters(bare) == bare


def test_the_files_are_those_that_the_tool_makes(monkeypatch):
    """Each file is what tools/letters.py makes of matplotlib's DejaVu Sans, whose licence lies beside it."""
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    import letters

    fonts = Path(letters.matplotlib.get_data_path(), "fonts", "ttf")
    folder = ROOT / "course_lib" / "charts"
    for face in FACES:
        assert letters.made(str(fonts / f"{face.font}.ttf")) == (folder / face.file).read_bytes()
    licence = (folder / "letters-licence.txt").read_text(encoding="utf-8")
    assert licence == (fonts / "LICENSE_DEJAVU").read_text(encoding="utf-8")
    sys.modules.pop("letters")
