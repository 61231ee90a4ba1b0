"""Tables, charts, activities and quizzes of the workbook, behind one import.

A page needs two lines: ``import course_lib as course`` and
``seeds = course.load_seeds()``. Names load when they are first used, so the
import itself reads nothing and costs next to nothing.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "seeds": ["Seeds", "SeedsError", "load_seeds"],
        "charts": ["Chart", "plot_terms", "plot_timeline", "style"],
        "exhibits": ["evidence_used", "rival_statements", "show_table", "source_cards"],
        "activities": ["explore"],
        "quiz": ["my_progress", "quiz"],
        "progress": ["attempts"],
    },
)
