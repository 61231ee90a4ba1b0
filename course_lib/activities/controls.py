"""The controls of an activity, each with a label, and the keys that belong to them.

In JupyterLab's command mode the arrow keys, Home and single letters are commands of the notebook,
and lists and menus never see them. Lumino, which hands out the keys, passes over an element that
carries a certain attribute; ipywidgets does not set it, so this widget does, for the whole output
that it stands in.
"""

from pathlib import Path

import anywidget
import ipywidgets as widgets
import traitlets


class KeyboardGuard(anywidget.AnyWidget):
    """A widget that nobody sees: while it is on the page, its output keeps the keys.

    Enter among them, which begins a new line in a text.
    """

    _esm = traitlets.Unicode().tag(sync=True)

    @traitlets.default("_esm")
    def _script(self):
        return (Path(__file__).parent / "guard.js").read_text(encoding="utf-8")


def activity_box(*children):
    """Return the parts of an activity, one under the other, as a widget that keeps its keys.

    What must not be caught, saving the notebook with Ctrl or Command and S, is let through.
    """
    return widgets.VBox([KeyboardGuard(), *children])


def control_row(*controls):
    """Return controls side by side, which go on in a new line where the page is narrow."""
    return widgets.HBox(controls, layout={"flex_flow": "row wrap"})


def menu(label, options, value):
    """Return a labelled menu; ``options`` as ipywidgets takes them."""
    return widgets.Dropdown(description=label, options=options, value=value, style=LABEL)


def year_box(label, value, first, last):
    """Return a labelled box for a year from ``first`` to ``last``."""
    return widgets.BoundedIntText(value=value, min=first, max=last, description=label, style=LABEL)


def text_box(label):
    """Return a labelled box for words, which speaks when it is left or Enter is pressed."""
    return widgets.Text(description=label, style=LABEL, continuous_update=False)


def choice_list(label, rows):
    """Return a labelled list, as wide as the page, of which ``rows`` lines are seen at once."""
    return widgets.Select(description=label, rows=rows, style=LABEL, layout={"width": "auto"})


LABEL = {"description_width": "6em"}
