"""Things to do on a page, one file an activity."""

from .argue import argue
from .cleaning import clean_text
from .coding import code_events
from .compare import compare_sources
from .detective import text_detective
from .explorer import explore
from .forecast import forecast, score_forecasts
from .treaty import sort_terms
from .triangle import triangle
from .weigh import weigh_causes
from .who_said_it import who_said_it

__all__ = [
    "argue",
    "clean_text",
    "code_events",
    "compare_sources",
    "explore",
    "forecast",
    "score_forecasts",
    "sort_terms",
    "text_detective",
    "triangle",
    "weigh_causes",
    "who_said_it",
]
