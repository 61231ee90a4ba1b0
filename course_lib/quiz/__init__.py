"""Quizzes: ``course.quiz("02-leaning-to-one-side")`` shows one; ``bank`` reads, lints and proves them."""

from pathlib import Path


def quiz(name, *ids, seeds=None):
    """Return the QuizView of a quiz, which shows itself as the last line of a cell.

    ``name`` is a file in ``notebooks/quizzes`` without its ending, or a path that ends in ``.toml``;
    ``ids`` limit it to the questions named, and without any it holds all but the texts to write.
    ``seeds`` is the data package, read afresh where it is not given. Raises FileNotFoundError, which
    names the quizzes there are, QuizError where the file has problems, and KeyError for an unknown id.
    """
    from ..progress import at_hand
    from ..seeds import load_seeds
    from .bank import read_quiz
    from .view import QuizView, part

    seeds = seeds or load_seeds()
    return QuizView(part(read_quiz(_find(name, seeds), seeds), ids), at_hand())


def my_progress(seeds=None):
    """Return the ProgressView of all quizzes, which shows itself as the last line of a cell.

    ``seeds`` is the data package, read afresh where it is not given. Raises QuizError where a file
    has problems.
    """
    from ..progress import at_hand
    from ..seeds import load_seeds
    from .bank import read_quiz
    from .board import ProgressView

    seeds = seeds or load_seeds()
    files = sorted((seeds.folder.parent / "notebooks" / "quizzes").glob("*.toml"))
    return ProgressView([read_quiz(file, seeds) for file in files], at_hand())


def _find(name, seeds):
    by_path = str(name).endswith(".toml")
    beside = seeds.folder.parent / "notebooks" / "quizzes"
    places = [Path(name), beside / name] if by_path else [beside / f"{name}.toml"]
    for path in places:
        if path.is_file():
            return path
    known = ", ".join(sorted(file.stem for file in places[-1].parent.glob("*.toml"))) or "no quizzes"
    raise FileNotFoundError(f"There is no quiz {str(name)!r}; in {places[-1].parent} there are: {known}.")
