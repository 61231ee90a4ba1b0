"""What all activities share: a state that is kept and found again, a way back, and a static twin.

An activity says what its fields are, what the page shows for a state, and what a button does to one;
all three are plain functions of the state, so that they can be tested without a browser.
"""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

import traitlets

from .. import markup
from ..page import NativeWidget, Shown, asker
from ..progress import at_hand
from .fields import Group, Tick, sound

NOTE = "Run the notebook to work on this; in print, use a pencil."
RESET, UNDO = ("reset", "Reset"), ("undo", "Bring back what was reset")


class ActivityWidget(NativeWidget):
    """What the browser shows of an activity; Python sets it, and the browser only reads it."""

    token = traitlets.Unicode().tag(sync=True)
    form = traitlets.List().tag(sync=True)
    values = traitlets.Dict().tag(sync=True)
    buttons = traitlets.List().tag(sync=True)
    said = traitlets.Unicode().tag(sync=True)
    result = traitlets.Unicode().tag(sync=True)
    pictures = traitlets.List().tag(sync=True)


@dataclass(frozen=True)
class Reply:
    """What the page shows for a state: a sentence that is read out, HTML to read, and charts.

    Charts that take long to draw are better given as a generator: each is shown when it is ready.
    """

    said: str = ""
    html: str = ""
    charts: tuple = ()


class Activity(Shown):
    """One activity on a page. ``seeds`` are the tables; ``scope`` tells apart two of the same name.

    Those that derive from it set ``name``, ``chapter`` (where its attempts are counted), ``title``,
    ``about`` and ``actions`` (pairs of a button's name and its words), and define ``fields``, ``groups``,
    and, where they need them, ``start``, ``on_paper``, ``kept``, ``settled``, ``reply_to``, ``act``, ``pick`` and
    ``file``. ``progress`` keeps what is done; without it nothing is kept.
    """

    script, made_of = "activity.js", ActivityWidget
    name = chapter = title = about = ""
    actions = (("check", "Check"),)

    def __init__(self, seeds, progress=None, scope=""):
        self.seeds, self.progress, self.scope = seeds, progress, scope
        self.undo = None
        self.state = self.sound(self._latest())

    # What each activity defines

    def fields(self):
        """Return every field that a state may hold, whether it is in sight or not."""
        raise NotImplementedError

    def start(self):
        """Return what some fields hold at the start, by their names; the others are blank."""
        return {}

    def groups(self, state):
        """Return the groups of fields that are in sight in a state."""
        raise NotImplementedError

    def on_paper(self):
        """Return the groups of the static twin: what is in sight at the start, unless there is more to do."""
        return self.groups(self.sound({}))

    def settled(self, state):
        """Return the state with what must follow from it, such as a choice that is still on offer."""
        return state

    def reply_to(self, state):
        """Return the Reply for a state."""
        return Reply()

    def act(self, state, action):
        """Return the state after a button, with a verdict and the credit for the record."""
        return state | {"done": True}, "written", 1.0

    def pick(self, state, picture, across, down):
        """Return the state after a click on a picture, at a share of its width and height."""
        return state

    def kept(self, state):
        """Return what is recorded of a state; what is left out is found again as it is at the start."""
        return state

    def file(self, state, action):
        """Return what a button saves on the student's machine, as (name, type, text), or None."""
        return None

    # What all of them share

    @cached_property
    def known(self):
        """Every field, and the tick that tells whether the main button has been pressed."""
        return (*self.fields(), Tick("done", ""))

    def sound(self, answer):
        """Return the state that an answer from the record holds, which may be anything at all."""
        return self.settled(sound(answer, self.known, self.start()))

    def text(self):
        """Return the activity in one line."""
        return f"{self.title}: {self.about}"

    def html(self):
        """Return the static twin: everything that there is to do, and nobody's answers."""
        groups = "".join(group.static() for group in self.on_paper())
        head = f"<p><strong>{markup.inline(self.title)}</strong></p>"
        return f"<div>{head}{markup.paragraphs([self.about])}<p><em>{NOTE}</em></p>{groups}</div>"

    def told(self):
        """Return all that the browser is told, for the widget's traits."""
        reply = self.reply_to(self.state)
        return self._told(reply) | {"pictures": [_picture(chart) for chart in reply.charts]}

    def _told(self, reply):
        return {
            "token": sha256(self._question.encode()).hexdigest()[:12],
            "form": [group.told() for group in (self._about(), *self.groups(self.state))],
            "values": self.state,
            "buttons": [list(pair) for pair in (*self.actions, UNDO if self.undo else RESET)],
            "said": reply.said,
            "result": reply.html,
        }

    def change(self, name, value):
        """Let a field hold a value, and keep that; what it may not hold changes nothing."""
        found = {each.name: each for each in self.known}.get(name)
        if found and found.fits(value) and self.state[name] != value:
            self._become(self.state | {name: value}, "draft")

    def press(self, action):
        """Do what a button is there for, and keep that."""
        if action == "reset":
            self.undo, fresh = self.state, self.sound({})
            self._become(fresh, "draft")
        elif action == "undo" and self.undo:
            earlier, self.undo = self.undo, None
            self._become(earlier, "draft")
        elif action in dict(self.actions):
            self._become(*self.act(self.state, action))

    def reply(self, message):
        """Take a message of the browser, which may be anything, and return what goes back to it."""
        message = message if isinstance(message, dict) else {}
        heard, action = message.get("change"), message.get("click")
        self._take(message)
        file = self.file(self.state, action) if isinstance(action, str) else None
        names = dict(zip(("name", "type", "text"), file)) if file else None
        heard = heard if isinstance(heard, str) else None
        return {"view": asker(message), "heard": heard, "note": self._note(), "file": names}

    def _take(self, message):
        if isinstance(message.get("change"), str):
            self.change(message["change"], message.get("value"))
        if isinstance(message.get("click"), str):
            given = message.get("values")
            for name, value in (given if isinstance(given, dict) else {}).items():
                self.change(name, value)
            self.press(message["click"])
        place = message.get("pick")
        if isinstance(place, list) and [type(part) in (int, float) for part in place] == [True] * 3:
            self._become(self.pick(self.state, *place), "draft")
        self._show()

    def _become(self, state, verdict, credit=0.0):
        state = self.settled(state)
        self.undo = self.undo if state == self.sound({}) else None
        kept = state != self.state or verdict != "draft"
        self.state = state
        if self.progress and kept:
            asked = {"chapter": self.chapter, "question": self._question, "kind": "activity", "version": ""}
            self.progress.record(**asked, answer=self.kept(state), verdict=verdict, credit=credit, hints=0)

    def _show(self):
        """Tell the browser what has changed: the words in one message, then each picture when it is drawn."""
        if "widget" in self.__dict__:
            reply = self.reply_to(self.state)
            with self.widget.hold_sync():
                for trait, value in self._told(reply).items():
                    setattr(self.widget, trait, value)
            self._show_pictures(reply.charts)

    def _show_pictures(self, charts):
        before, drawn = self.widget.pictures, []
        for chart in charts:
            drawn.append(_picture(chart))
            self.widget.pictures = [*drawn, *before[len(drawn) :]]
        self.widget.pictures = drawn

    @property
    def _question(self):
        return f"{self.name}/{self.scope}" if self.scope else self.name

    def _latest(self):
        entries = self.progress.entries() if self.progress else []
        mine = ("activity", self.chapter, self._question)
        found = (e["answer"] for e in reversed(entries) if (e["kind"], e["chapter"], e["question"]) == mine)
        return next(found, {})

    def _about(self):
        return Group(legend="", text=(f"*{self.title}.* {self.about}",))

    def _note(self):
        if not self.progress:
            return "What you do here is not kept."
        return self.progress.note or "What you do here is kept on the machine that runs this page."


def _picture(chart):
    """A chart as the browser draws it: its picture, its words and its table."""
    return {"src": chart.source(), "alt": chart.alt, "summary": chart.summary, "data": chart.table_html()}


def on_page(kind, seeds, scope=""):
    """Return an activity of a class with the student's own record behind it."""
    return kind(seeds, at_hand(), scope)
