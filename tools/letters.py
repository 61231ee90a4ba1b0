"""Makes the letters of the charts anew: course_lib/charts/letters-*.woff, out of the DejaVu Sans that matplotlib brings.

    python tools/letters.py

A chart's picture holds its words as text. A part of the font goes with it, so that they look alike on every
machine and stay where they were placed. Taken are the signs of ASCII and the others that a chart may use; a sign
beyond these is drawn in the reader's own font. The same matplotlib gives the same bytes.
"""

import io
import sys
from pathlib import Path

import matplotlib
from fontTools import subset

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from course_lib.charts.letters import FACES, NAME  # noqa: E402

OTHERS = "°·½×ÄÉÖÜßàáâäçèéêëíïñóôöúûü‑–—‘’“”•…←→↔−≤≥■□▲△▼▽◀▶◆◇●◐○✓✗"
SIGNS = [*range(0x20, 0x7F), *map(ord, OTHERS)]
KEPT = (0, 1, 2)  # the font's names for copyright, family and style; its licence lies beside the files


def made(source):
    """Return the part of a font file that the charts use, as WOFF."""
    asked = subset.Options(flavor="woff", hinting=False, layout_features=["kern"], name_IDs=KEPT)
    asked.recalc_timestamp, asked.notdef_outline, asked.drop_tables = False, True, ["FFTM"]
    font = subset.load_font(source, asked)
    picked = subset.Subsetter(asked)
    picked.populate(unicodes=SIGNS)
    picked.subset(font)
    for record in font["name"].names:
        if record.nameID == 1:
            record.string = NAME
    file = io.BytesIO()
    subset.save_font(font, file, asked)
    return file.getvalue()


def main():
    """Write a file for each face, and the licence of DejaVu beside them."""
    fonts = Path(matplotlib.get_data_path(), "fonts", "ttf")
    charts = ROOT / "course_lib" / "charts"
    for face in FACES:
        content = made(str(fonts / f"{face.font}.ttf"))
        (charts / face.file).write_bytes(content)
        print(f"{face.file}: {len(content):,} bytes")
    licence = (fonts / "LICENSE_DEJAVU").read_text(encoding="utf-8")
    (charts / "letters-licence.txt").write_text(licence, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
