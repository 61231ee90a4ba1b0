"""Tables in, charts out: each chart says in words and as a table what it draws."""

from .chart import Chart
from .design import style
from .terms import plot_terms
from .timeline import plot_timeline

__all__ = ["Chart", "plot_terms", "plot_timeline", "style"]
