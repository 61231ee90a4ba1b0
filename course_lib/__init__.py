"""Tables, charts, activities and quizzes of the workbook, behind one import.

A page needs two lines: ``import course_lib as course`` and
``seeds = course.load_seeds()``. Names load when they are first used, so the
import itself reads nothing and costs next to nothing.
"""

import lazy_loader

CHARTS = (
    "causes causes_at_work claims corroboration coverage emphasis forecasts map relationship series spells"
    " terms timeline triangle"
)
ACTIVITIES = (
    "argue clean_text code_events compare_sources explore forecast score_forecasts sort_terms text_detective"
    " triangle weigh_causes who_said_it"
)

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "seeds": ["Seeds", "SeedsError", "load_seeds"],
        "charts": ["Chart", *(f"plot_{name}" for name in CHARTS.split()), "style"],
        "exhibits": ["evidence_used", "rival_statements", "show_table", "source_cards"],
        "activities": ACTIVITIES.split(),
        "reference": ["reference"],
        "quiz": ["my_progress", "quiz"],
        "progress": ["attempts"],
    },
)
