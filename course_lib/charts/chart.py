"""A chart that carries its own words: a picture, one sentence, and the data as a table."""

import gc
import io
import pickle
import weakref
import zlib
from base64 import b64encode
from dataclasses import dataclass
from functools import partial, wraps
from html import escape

import pandas as pd
from matplotlib.figure import Figure

from course_lib import markup

from . import design
from .letters import with_letters

# The salt and the missing date make the same chart the same text on every run.
UNDATED = {"Date": None, "Creator": None}
IMAGE = f"max-width:100%;height:auto;background:{design.PAPER}"


@dataclass(frozen=True, eq=False, repr=False)
class Chart:
    """A drawn table, as the functions ``plot_*`` return it.

    ``title`` and ``summary`` are text, ``table`` is a DataFrame for reading with
    column names for people (``row_header`` is the position of the column that
    names a row), ``figure`` is a matplotlib Figure that pyplot knows nothing of.
    The picture is made when the chart is shown, not before. A figure of its own is then
    let go, since a notebook remembers every output, and comes back when it is asked for.
    """

    title: str
    summary: str
    table: pd.DataFrame
    figure: Figure
    row_header: int = 0

    def __post_init__(self):
        # Out of the attribute's way, so that it is noticed when somebody asks for the figure.
        vars(self)["drawn"] = vars(self).pop("figure")

    @property
    def alt(self):
        """The words that stand for the picture: its title and its summary."""
        return f"{self.title}. {self.summary}"

    def svg(self):
        """Return the picture as SVG, in bytes; the same bytes each time."""
        file = io.BytesIO()
        with design.saving():
            self._whole().savefig(file, format="svg", metadata=UNDATED)
        return with_letters(file.getvalue())

    def source(self):
        """Return the picture as a data URI, for the ``src`` of an image."""
        return f"data:image/svg+xml;base64,{b64encode(self.svg()).decode('ascii')}"

    def table_html(self):
        """Return the data as an HTML table."""
        return markup.table(self.table, self.title, self.row_header)

    def html(self):
        """Return the chart as HTML: the picture, its summary and its table, in native elements."""
        image = f'<img alt="{escape(self.alt)}" style="{IMAGE}" src="{self.source()}">'
        return (
            f'<figure style="margin:0">{image}<figcaption>{markup.plain(self.summary)}</figcaption></figure>'
            f"{markup.details('The data as a table', self.table_html())}"
        )

    def _repr_mimebundle_(self, include=None, exclude=None):
        bundle = {"text/plain": self.summary, "text/html": self.html()}
        if self._whole().get_label() == design.OWN:
            self._let_go()
        return bundle

    def _let_go(self):
        # A figure takes some megabytes. Nobody can have changed one that was not asked for, so it is
        # drawn anew; another is packed, to a hundredth of that.
        own = vars(self)
        if "figure" in own or "again" not in own:
            figure = self._whole()
            own.update(packed=zlib.compress(pickle.dumps(figure), 1), held=weakref.ref(figure))
        own.pop("figure", None), own.pop("drawn", None)
        gc.collect(1)

    def _whole(self):
        own = vars(self)
        if "drawn" not in own:
            figure = (
                self.held() or pickle.loads(zlib.decompress(self.packed)) if "packed" in own else self.again()
            )
            own["drawn"] = figure
        return own["drawn"]

    def __getattr__(self, name):
        if name != "figure":
            raise AttributeError(f"a Chart has no {name}")
        return vars(self).setdefault("figure", self._whole())

    def __repr__(self):
        return f"<Chart: {self.alt}>"


def redrawn(plot):
    """Return a function ``plot_*`` whose charts can draw themselves anew, at the size that they had."""

    @wraps(plot)
    def drawn(*tables, **asked):
        chart = plot(*tables, **asked)
        again = partial(plot, *tables, **asked | {"size": design.size_of(asked.get("size"))})
        vars(chart)["again"] = lambda: again()._whole()
        return chart

    return drawn
