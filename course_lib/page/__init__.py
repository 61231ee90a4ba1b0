"""What shows itself on a page: as text, as HTML where nothing runs, and where a kernel runs as a widget.

The scripts beside this file draw native controls in the browser; what they are told can be read by
everybody. Python answers their messages.
"""

from functools import cache, cached_property
from pathlib import Path

import anywidget
import traitlets
from IPython import get_ipython


@cache
def asset(*names):
    """Return files of this folder, one after the other, as text for the browser."""
    return "\n".join((Path(__file__).parent / name).read_text(encoding="utf-8") for name in names)


class NativeWidget(anywidget.AnyWidget):
    """Native controls in the browser, drawn by a script; what it holds can be read by everybody."""

    _esm = traitlets.Unicode().tag(sync=True)
    _css = traitlets.Unicode().tag(sync=True)


class Shown:
    """What shows itself as text, as the HTML of its static twin, and where a kernel runs as a widget.

    ``script`` is drawn in the browser by a widget of the class ``made_of``; ``reply`` answers its
    messages. ``static`` leaves the widget out.
    """

    script, static, made_of = "", False, NativeWidget

    def __repr__(self):
        return self.text()

    def told(self):
        """Return what the script is told at once, by the names of the widget's traits."""
        return {}

    @cached_property
    def widget(self):
        """The widget, made when it is first wanted."""
        esm, css = asset("native.js", self.script), asset("native.css")
        widget = self.made_of(_esm=esm, _css=css, **self.told())
        widget.on_msg(lambda widget, message, buffers: widget.send(self.reply(message)))
        return widget

    def _repr_mimebundle_(self, include=None, exclude=None):
        bundle = {"text/plain": self.text(), "text/html": self.html()}
        if not self.static and getattr(get_ipython(), "kernel", None):
            view = {"version_major": 2, "version_minor": 0, "model_id": self.widget.model_id}
            bundle["application/vnd.jupyter.widget-view+json"] = view
        return bundle


def asker(message):
    """Return which view of the page a message came from, which goes back with the reply, or None."""
    view = message.get("view")
    return view if isinstance(view, (str, int)) else None
