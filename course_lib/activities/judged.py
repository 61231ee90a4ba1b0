"""What activities of judgement share: things are judged one by one, and compared when a button is pressed.

What was judged at that moment is kept beside what the menus hold, so that nothing can be found out by
turning a menu afterwards: the comparison stays as it was until the button is pressed again.
"""

from dataclasses import replace

from .activity import Activity, Reply

KEPT = "judged/"  # stands before a field's name for what it held when the button was pressed
WORDS = {"right": "right", "partly": "close", "wrong": "wrong", "": "not judged", "open": "left open"}
WORTH = {"right": 1.0, "partly": 0.5}


def rated(verdicts):
    """Return one verdict and the credit, from 0 to 1, of verdicts on single things.

    A verdict is right, partly, wrong, open (the tables do not decide) or empty (not judged). What is
    open has no part in the credit; what is not judged brings none, and is not wrong either. Where
    nothing can be decided the verdict is written.
    """
    keyed = [verdict for verdict in verdicts if verdict != "open"]
    if not keyed:
        return "written", 1.0
    credit = sum(WORTH.get(verdict, 0.0) for verdict in keyed) / len(keyed)
    return {0.0: "wrong", 1.0: "right"}.get(credit, "partly"), credit


def counted(verdicts):
    """Return verdicts in words, such as ``7 of 10 right, 1 close, 2 not judged.``"""
    keyed = [verdict for verdict in verdicts if verdict != "open"]
    parts = [f"{keyed.count('right')} of {len(keyed)} right"] if keyed else []
    others = [kind for kind in ("partly", "wrong", "", "open") if kind in verdicts]
    return ", ".join(parts + [f"{verdicts.count(kind)} {WORDS[kind]}" for kind in others]) + "."


class Judged(Activity):
    """An activity in which the student judges first and is then shown what speaks for and against.

    Those that derive from it define ``judgements`` (the menus in which something is judged), ``menus`` (the
    others), ``key`` (what the tables have for a judgement by its name; empty where they do not decide),
    ``found`` (the comparison as HTML, of a dict of what was judged), ``groups`` and, where a judgement can
    come close to the key, ``is_close``.
    """

    actions = (("check", "Compare"),)

    def menus(self):
        """Return no other menus."""
        return ()

    def is_close(self, name, value):
        """Return whether a judgement that is not the key comes close to it: no."""
        return False

    def settled(self, state):
        """Return the state with a choice in each menu that has one at the start."""
        return state | {name: state[name] or first for name, first in self.start().items()}

    def kept(self, state):
        """Return the state without what nobody has judged."""
        return {name: value for name, value in state.items() if value}

    def fields(self):
        """Return the menus, and for each judgement what it was when the button was pressed."""
        asked = tuple(self.judgements())
        kept = (replace(field, name=KEPT + field.name) for field in asked)
        return (*self.menus(), *asked, *kept)

    def verdict(self, name, value):
        """Return right, partly, wrong, open, or an empty text where nothing was judged."""
        key = self.key(name)
        if not (key and value):
            return "" if key else "open"
        return "right" if value == key else "partly" if self.is_close(name, value) else "wrong"

    def in_sight(self, state):
        """Return the names of the judgements that the page shows in a state."""
        shown = (field.name for group in self.groups(state) for field in group.fields)
        return [name for name in shown if KEPT + name in state]

    def act(self, state, action):
        """Keep what is judged now, and return the state with verdict and credit."""
        names = self.in_sight(state)
        judged = {name: state[name] for name in names}
        verdicts = [self.verdict(name, value) for name, value in judged.items()]
        kept = {KEPT + name: value for name, value in judged.items()}
        overall = rated(verdicts) if any(judged.values()) else ("draft", 0.0)
        return (state | kept | {"done": True}, *overall)

    def reply_to(self, state):
        """Return how much is right, and the comparison for what was judged when the button was pressed."""
        kept = {name: state[KEPT + name] for name in self.in_sight(state)}
        given = {name: value for name, value in kept.items() if value}
        if not given:
            return Reply("Nothing here has been judged yet." if state["done"] else "")
        verdicts = [self.verdict(name, value) for name, value in kept.items()]
        return Reply(counted(verdicts), self.found(state, given))
