"""Quiz files: read, refused with every problem named, linted, and proved."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quiz_example import EXAMPLE, TREATY, tables
from quiz_faults import FAULTS, OPTION

from course_lib.quiz.bank import QuizError, lint, proof, read_quiz
from course_lib.quiz.questions import KINDS, Choice


def test_reads_the_example(quiz):
    """A sound file becomes a quiz with its title, its questions in order, and nothing to lint."""
    assert (quiz.name, quiz.title) == ("02-example", "Check yourself")
    assert [type(q) for q in quiz.questions] == list(KINDS.values())
    assert quiz.questions[0].hints == ("Mao was in Moscow for months.", "Look at `loc-1987:2a`.")
    assert lint(quiz) == []


def test_reads_files_saved_on_windows(load_quiz, quiz):
    """A byte order mark and Windows line ends, as Notepad writes them, do no harm."""
    assert load_quiz(b"\xef\xbb\xbf" + EXAMPLE.replace("\n", "\r\n").encode()) == quiz


BLOCKS = EXAMPLE.split("[[question]]")
PLACES = {kind: place for place, kind in enumerate(KINDS, 1)}


def with_change(old, new, kind=""):
    """The example's question of a kind, else the first that holds the old text, before and after the change."""
    place = PLACES.get(kind) or next(n for n, block in enumerate(BLOCKS) if old in block)
    before = "[[question]]".join([BLOCKS[0], BLOCKS[place]] if place else BLOCKS)
    assert old in before
    return before, before.replace(old, new, 1)


@pytest.mark.parametrize("fault", FAULTS)
def test_every_problem_is_named(load_quiz, fault):
    """Each way to break a file gives a message with file, question, field and what is allowed."""
    old, new, message = FAULTS[fault]
    with pytest.raises(QuizError) as caught:
        load_quiz(with_change(old, new, kind=fault.split(",")[0])[1])
    assert any(message in line for line in caught.value.problems), caught.value.problems
    for line in caught.value.problems:
        assert re.match(r"02-example\.toml(, question 1 \('[a-zA-Z -]+'\))?: .+; allowed: .+\.$", line)


def test_an_id_belongs_to_one_question(load_quiz):
    """An id that stands twice is named once."""
    message = "02-example.toml: id 'treaty-date' belongs to 2 questions; allowed: each id once."
    with pytest.raises(QuizError) as caught:
        load_quiz(EXAMPLE.replace('"treaty-day"', '"treaty-date"'))
    assert caught.value.problems == (message,)


@pytest.mark.parametrize(
    "text", ["", 'title = "T"', 'title = "T"\n[question]\nid = "x"', "question = 3", "question = [3]"]
)
def test_file_without_questions(load_quiz, text):
    """An empty file, or one that does not hold questions in double brackets, says how they are written."""
    with pytest.raises(QuizError, match=r"question is missing; allowed: .*\[\[question\]\]"):
        load_quiz(text)


WANTED = {"choice": ("option", 2), "match": ("pair", 2), "evidence": ("option", 2), "write": ("criterion", 1)}


@pytest.mark.parametrize("value", ["3", "[]", "[1, 2]", '"text"', "[{}, {}, {}, {}, {}, {}, {}, {}, {}]"])
@pytest.mark.parametrize("kind", WANTED)
def test_blocks_that_are_none(load_quiz, kind, value):
    """Something else where options, pairs or criteria belong, or too many, says how they are written."""
    block, least = WANTED[kind]
    text = f'title = "T"\n[[question]]\nid = "x"\nkind = "{kind}"\n{block} = {value}\n'
    allowed = rf"allowed: {least} to 8 of them, each under its own \[\[question.{block}\]\]"
    with pytest.raises(QuizError, match=rf"question 1 \('x'\): {block} is .*{allowed}"):
        load_quiz(text)


def test_wrong_encoding(load_quiz):
    """A file saved in an old encoding says so, with the place."""
    message = r"02-example.toml: the file cannot be read at byte \d+; allowed: text saved as UTF-8"
    with pytest.raises(QuizError, match=message):
        load_quiz(EXAMPLE.replace("Check", "Prüfe").encode("cp1252"))


def test_all_problems_at_once(load_quiz):
    """Several faults in several questions come in one error, each on its line."""
    text = (
        EXAMPLE.replace('"choice"', '"chioce"')
        .replace('"korea"]', '"corea"]')
        .replace('reread = "What the treaty brought"', "")
        .replace('otherwise = "Look at the end', 'other = "Look at the end')
    )
    first = "^5 problems in a quiz file:\n- 02-example.toml, question 1"
    with pytest.raises(QuizError, match=first) as caught:
        load_quiz(text)
    places = [re.search(r"question (\d)", line)[1] for line in caught.value.problems]
    assert places == ["1", "2", "3", "6", "6"]


fields = st.dictionaries(
    st.sampled_from([*"abc", *{field for kind in KINDS.values() for field in kind.fields}]),
    st.sampled_from(
        ["3", '"x"', "[]", "[1]", "{}", '{table = "events"}', "true", "1950-02-14", "nan", '["a"]']
    ),
)


@settings(deadline=None)
@given(st.sampled_from([*KINDS]), fields)
def test_any_fields_are_read_or_refused(load_quiz, kind, fields):
    """Whatever stands in the fields of a question, reading the file ends in a QuizError that names them."""
    lines = "\n".join(f"{field} = {value}" for field, value in fields.items())
    with pytest.raises(QuizError, match="02-example.toml, question 1"):
        load_quiz(f'title = "T"\n[[question]]\nid = "x"\nkind = "{kind}"\n{lines}\n')


@settings(deadline=None)
@given(st.text(max_size=60) | st.sampled_from(EXAMPLE.split("\n\n")))
def test_any_text_is_read_or_refused(load_quiz, text):
    """Whatever stands in the file, reading it ends in a Quiz or a QuizError."""
    with pytest.raises(QuizError):
        load_quiz(text.encode(errors="replace"))


# Lint and proof


def linted(quiz, *questions):
    """What lint says of the quiz with these questions."""
    return " ".join(lint(replace(quiz, questions=questions)))


def test_lint_finds_what_lets_a_student_guess(quiz, asked):
    """A key much longer than the rest, an option about other options, and a year in a title are named."""
    one, order = asked["choice"], asked["order"]
    longer = tuple(replace(o, text=o.text * 4) if o.right else o for o in one.options)
    assert "treaty-date, option: what is right is much longer" in linted(quiz, replace(one, options=longer))
    above = tuple(replace(o, text="None of the above") if o.text == "June 1950" else o for o in one.options)
    assert "option 'None of the above' points at other options" in linted(quiz, replace(one, options=above))
    dated = tuple(replace(e, title="Treaty of 1950") if e.title == TREATY else e for e in order.events)
    assert "“Treaty of 1950” names a year" in linted(quiz, replace(order, events=dated))


def test_lint_finds_keys_at_one_position(quiz, asked):
    """Keys that stand at the same letter through a quiz are counted."""
    one = asked["choice"]
    assert f"4 of 4 keys stand at {one.key()}; allowed: at most half" in linted(quiz, *[one] * 4)
    assert linted(quiz, *[one] * 2) == ""


def test_lint_finds_a_key_that_cannot_be_reached(quiz, asked):
    """A model answer that is too short for itself, and a tolerance that lets a wrong answer in, are named."""
    short = replace(asked["write"], least=40)
    assert linted(quiz, short).startswith("question why-ally, the key is not accepted")
    wide = replace(asked["number"], tolerance=asked["number"].answer * 10)
    assert "question loan-size, the wrong answer '3,000' is not refused" in linted(quiz, wide)


class Broken(Choice):
    """A kind whose marking is broken: everything is right but the key."""

    def mark(self, answer):
        mark = super().mark(answer)
        return replace(mark, verdict="wrong" if answer == self.key() else "right")


def test_proof_marks_every_key_and_every_wrong_answer(quiz, asked):
    """The line counts what was really accepted and refused, so broken marking shows in it and in lint."""
    counts = "8 questions · 8 keys accepted · 27 wrong answers refused · 8 cited · fingerprint "
    assert re.fullmatch(counts + "[0-9a-f]{8}", proof(quiz))
    broken = replace(quiz, questions=(Broken(**vars(asked["choice"])), *quiz.questions[1:]))
    assert "8 questions · 7 keys accepted · 25 wrong answers refused" in proof(broken)
    assert "the key is not accepted" in linted(quiz, *broken.questions)
    assert "is not refused with feedback" in linted(quiz, *broken.questions)


TEXTS = {text for text in re.findall(r'"([^"\n]+)"', EXAMPLE) if " " in text and not text[0].isdigit()}
CHANGES = [
    *((f'"{text}"', f'"{text} indeed"') for text in sorted(TEXTS)),
    ('"Claim"', '"Thesis"'),
    ('"treaty-date"', '"treaty-month"'),
    ('"loc-1987:2a", "err-1952:2"', '"loc-1987:2a"'),
    ('"lean", "treaty", "loan-talks", "korea"', '"lean", "treaty", "korea"'),
    ("answer = 300", "answer = 301"),
    ("tolerance = 5", "tolerance = 6"),
    ('"60 million', '"61 million'),
    ('"1 October', '"2 October'),
    ('event = "treaty"\n', 'event = "korea"\n'),
    ('feedback = "A Tuesday."', 'feedback = "A Tuesday."\nprecision = "month"'),
    ('stance = "attests"', 'stance = "contradicts"'),
    ('statement = "err-1952:2a"', 'statement = "loc-1987:2b"'),
    ("least = 5", "least = 6"),
]


@pytest.mark.parametrize(("old", "new"), CHANGES)
def test_proof_changes_with_every_text(load_quiz, quiz, old, new):
    """A changed text, number, citation, hint, event or statement changes the stored line."""
    before, after = map(load_quiz, with_change(old, new))
    assert proof(after) != proof(before)


def test_proof_changes_with_a_key(load_quiz, quiz):
    """Another option marked right changes the stored line."""
    moved = EXAMPLE.replace('right = true\nfeedback = "Both', 'feedback = "Both')
    moved = moved.replace(OPTION, OPTION + "\nright = true")
    assert proof(load_quiz(moved)) != proof(quiz)


CELLS = [
    ("events", 1, "title", "Treaty of friendship"),
    ("events", 1, "date", "1950-02-15"),
    ("events", 3, "earliest", "1950-06-26"),
    ("statements", 0, "says", "The two are bound by treaties."),
    ("statements", 2, "says", "A loan was no part of the treaty."),
    ("sources", 1, "short", "Country study 1988"),
    ("evidence", 0, "statement", "loc-1987:2b"),
]


@pytest.mark.parametrize(("table", "row", "column", "value"), CELLS)
def test_proof_changes_with_a_cell_in_a_table(load_quiz, quiz, table, row, column, value):
    """What is corrected in a table changes the stored line, though the quiz file is the same."""
    seeds = tables()
    seeds.tables[table].loc[row, column] = value
    assert proof(load_quiz(seeds=seeds)) != proof(quiz)
    assert proof(load_quiz(seeds=tables())) == proof(quiz)


def test_the_workbooks_own_quizzes_are_sound(root, seeds):
    """Each quiz of the workbook can be read, lint finds nothing in it, and its proof counts every key."""
    for file in sorted((root / "notebooks" / "quizzes").glob("*.toml")):
        found = read_quiz(file, seeds)
        size = len(found.questions)
        assert lint(found) == []
        assert proof(found).startswith(f"{size} questions · {size} keys accepted · ")
