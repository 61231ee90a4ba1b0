"""A chart that carries its own words: a picture, one sentence, and the data as a table."""

import gc
import io
import pickle
import weakref
import zlib
from base64 import b64encode
from dataclasses import dataclass
from html import escape

import pandas as pd
from matplotlib.figure import Figure

from course_lib import markup

from . import design

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
    put away, since a notebook remembers every output, and comes back when it is asked for.
    """

    title: str
    summary: str
    table: pd.DataFrame
    figure: Figure
    row_header: int = 0

    @property
    def alt(self):
        """The words that stand for the picture: its title and its summary."""
        return f"{self.title}. {self.summary}"

    def svg(self):
        """Return the picture as SVG, in bytes; the same bytes each time."""
        file = io.BytesIO()
        with design.saving():
            self.figure.savefig(file, format="svg", metadata=UNDATED)
        return file.getvalue()

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
            f'<figure style="margin:0">{image}<figcaption>{escape(self.summary)}</figcaption></figure>'
            f"{markup.details('The data as a table', self.table_html())}"
        )

    def _repr_mimebundle_(self, include=None, exclude=None):
        bundle = {"text/plain": self.summary, "text/html": self.html()}
        if self.figure.get_label() == design.OWN:
            self._put_away()
        return bundle

    def _put_away(self):
        # A figure takes some megabytes, and packed a hundredth of that.
        packed = zlib.compress(pickle.dumps(self.figure), 1)
        vars(self).update(packed=packed, drawn=weakref.ref(self.figure))
        del vars(self)["figure"]
        gc.collect(1)

    def __getattr__(self, name):
        if name != "figure" or "packed" not in vars(self):
            raise AttributeError(f"a Chart has no {name}")
        figure = self.drawn() or pickle.loads(zlib.decompress(self.packed))
        return vars(self).setdefault("figure", figure)

    def __repr__(self):
        return f"<Chart: {self.alt}>"
