"""Quizzes: ``course.quiz("02-leaning-to-one-side")`` shows one; ``bank`` reads, lints and proves them."""

from pathlib import Path


def quiz(name, seeds=None):
    """Return the QuizView of a quiz, which shows itself as the last line of a cell.

    ``name`` is a file in ``notebooks/quizzes`` without its ending, or a path that ends in ``.toml``;
    ``seeds`` is the data package, read afresh where it is not given. Raises FileNotFoundError, which
    names the quizzes there are, and QuizError where the file has problems.
    """
    from .bank import read_quiz
    from .view import QuizView

    if seeds is None:
        from ..seeds import load_seeds

        seeds = load_seeds()
    return QuizView(read_quiz(_find(name, seeds), seeds))


def _find(name, seeds):
    by_path = str(name).endswith(".toml")
    path = Path(name) if by_path else seeds.folder.parent / "notebooks" / "quizzes" / f"{name}.toml"
    if path.is_file():
        return path
    known = ", ".join(sorted(file.stem for file in path.parent.glob("*.toml"))) or "no quizzes"
    raise FileNotFoundError(f"There is no quiz {str(name)!r}; in {path.parent} there are: {known}.")
