"""A few charts as pictures, beside pictures of them that somebody has looked at.

Run as a program, it draws these anew: look at each before it is committed.
"""

from pathlib import Path

import pytest
from matplotlib.testing.compare import compare_images

from course_lib import charts
from course_lib.seeds import load_seeds

ROOT = Path(__file__).resolve().parents[1]
LOOKED_AT = Path(__file__).parent / "images"
DPI = 60
EXAMPLES = {
    "timeline": lambda seeds: charts.plot_timeline(seeds.events, "brink"),
    "map": lambda seeds: charts.plot_map(seeds.places, seeds.events),
    "corroboration": lambda seeds: charts.plot_corroboration(seeds.corroboration("brink")),
    "triangle": lambda seeds: charts.plot_triangle(seeds.triangle),
    "claims": lambda seeds: charts.plot_claims(seeds.claims, "zhenbao-losses"),
}


def draw(name, seeds, folder):
    """Draw an example into a folder and return the file."""
    path = folder / f"{name}.png"
    EXAMPLES[name](seeds).figure.savefig(path, dpi=DPI, metadata={"Software": None})
    return path


@pytest.mark.parametrize("name", EXAMPLES)
def test_it_looks_as_it_was_looked_at(name, seeds, tmp_path):
    """A chart differs from the picture of it by no more than another build of the font library would make it."""
    found = compare_images(str(LOOKED_AT / f"{name}.png"), str(draw(name, seeds, tmp_path)), tol=4)
    assert found is None, (
        f"{found}\nIf it is meant to: python {Path(__file__).name}, and look at tests/images."
    )


def test_a_changed_picture_is_noticed(seeds, tmp_path):
    """Paper of another colour is more than is let pass."""
    path = tmp_path / "claims.png"
    EXAMPLES["claims"](seeds).figure.savefig(path, dpi=DPI, facecolor="#eeeeee")
    assert compare_images(str(LOOKED_AT / "claims.png"), str(path), tol=4)


if __name__ == "__main__":
    LOOKED_AT.mkdir(exist_ok=True)
    for each in EXAMPLES:
        print(draw(each, load_seeds(ROOT / "seeds"), LOOKED_AT))
