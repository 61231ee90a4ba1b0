"""Tables in, charts out: each chart says in words and as a table what it draws."""

from .calibration import plot_forecasts
from .causes import plot_causes, plot_causes_at_work
from .chart import Chart
from .claims import plot_claims
from .corroboration import plot_corroboration
from .coverage import plot_coverage, plot_emphasis
from .design import style
from .map import place_at, plot_map
from .relationship import plot_relationship
from .series import plot_series
from .spells import plot_spells
from .terms import plot_terms
from .timeline import event_at, plot_timeline
from .triangle import plot_triangle

__all__ = [
    "Chart",
    "event_at",
    "place_at",
    "plot_causes",
    "plot_causes_at_work",
    "plot_claims",
    "plot_corroboration",
    "plot_coverage",
    "plot_emphasis",
    "plot_forecasts",
    "plot_map",
    "plot_relationship",
    "plot_series",
    "plot_spells",
    "plot_terms",
    "plot_timeline",
    "plot_triangle",
    "style",
]
