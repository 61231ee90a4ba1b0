"""The command line of the workbook: ``python -m course_lib check`` proves seeds/ and the quizzes."""

import argparse
import json
import sys
from pathlib import Path

from .quiz.bank import QuizError, lint, read_quiz
from .seeds import SeedsError, find_seeds, load_seeds
from .seeds.originals import quotation_problems
from .seeds.rules import content_problems, fill_bounds
from .seeds.schema import read_schema


def main(arguments=None):
    """Run one command; return 0 where all is well and 1 where something is to be mended."""
    options = _parser().parse_args(arguments)
    try:
        folder = Path(options.seeds).expanduser().resolve() if options.seeds else find_seeds()
        if options.fix:
            _fix(folder)
        return _check(folder)
    except (SeedsError, OSError) as fault:
        print(fault, file=sys.stderr)
        return 1


def _parser():
    parser = argparse.ArgumentParser(prog="python -m course_lib", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="prove the tables, the quotations and the quizzes")
    check.add_argument("--fix", action="store_true", help="first fill in earliest and latest from each date")
    check.add_argument("--seeds", metavar="FOLDER", help="a data package other than the workbook's")
    return parser


def _fix(folder):
    changed = fill_bounds(folder, read_schema(folder))
    print(f"Filled in: {', '.join(changed) or 'nothing, every bound follows from its date'}.")


def _check(folder):
    seeds = load_seeds(folder)
    problems = [*content_problems(seeds), *quotation_problems(seeds), *_quiz_problems(folder, seeds)]
    for problem in problems:
        print(f"- {problem}", file=sys.stderr)
    print(f"{_size(seeds)}\n{_quotations(seeds)}\n{len(problems)} problem{'s' * (len(problems) != 1)}.")
    return 1 if problems else 0


def _size(seeds):
    return f"{seeds.folder}: {seeds!r}."


def _quotations(seeds):
    at_hand = set(seeds.passages["source"])
    quoted = seeds.statements[seeds.statements["quote"] != ""]
    judged = int(quoted["source"].isin(at_hand).sum())
    return f"{judged} of {len(quoted)} quotations compared with the originals ({len(at_hand)} of {len(seeds.sources)} at hand)."


def _quiz_problems(folder, seeds):
    pages = folder.parent / "notebooks"
    for path in sorted((pages / "quizzes").glob("*.toml")):
        try:
            quiz = read_quiz(path, seeds)
        except QuizError as fault:
            yield from fault.problems
        else:
            found = [*lint(quiz), *_lost_links(quiz, pages / f"{path.stem}.ipynb")]
            yield from (f"{path.name}: {problem}" for problem in found)


def _lost_links(quiz, page):
    """What a question sends students to reread, and the page, where there is one, has no heading of."""
    cells = json.loads(page.read_text(encoding="utf-8"))["cells"] if page.is_file() else []
    lines = [line for cell in cells for line in "".join(cell["source"]).splitlines()]
    headings = {line.lstrip("# ") for line in lines if line.startswith("#")}
    for question in quiz.questions if cells else ():
        if question.reread not in headings:
            yield f"question {question.id}, reread: no heading of {page.name} is “{question.reread}”."


if __name__ == "__main__":
    sys.exit(main())
