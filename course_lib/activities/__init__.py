"""Things to do on a page, one file an activity."""

from .explorer import explore

__all__ = ["explore"]
