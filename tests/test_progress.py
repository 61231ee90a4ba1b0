"""Progress: what a student did is written safely, read tolerantly, carried about and started over."""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib import progress as course_progress
from course_lib.progress import Progress, at_hand, attempts

ROOT = Path(__file__).resolve().parents[1]
FIELDS = {
    "chapter": "02-leaning",
    "question": "treaty-date",
    "kind": "choice",
    "version": "a1b2",
    "answer": "February 1950",
    "verdict": "right",
    "credit": 1.0,
    "hints": 0,
}
SOUND = {"time": "2024-11-22T10:15:00.000001Z", "student": "", **FIELDS}
UNSTORED = r"Answers are now in memory, not in .+progress\.jsonl \(.+\): run course\.my_progress\(\) .+\."
DAMAGE = {
    "half a line": b'{"time": "2024-11-22T10:15:00.000001Z", "chap',
    "no UTF-8": json.dumps(SOUND).encode().replace(b"treaty", b"tr\xff\xfety"),
    "no JSON": b"answers of last week",
    "no object": b'["time", "chapter"]',
    "pairs, but no object": b'[["time", "2024-11-22T10:15:00Z"]]',
    "null": b"null",
    "NUL bytes": b"\0" * 100,
    "too deep": b"[" * 100_000,
    "NaN": json.dumps(SOUND | {"answer": float("nan")}).encode(),
    "infinity": json.dumps(SOUND).encode().replace(b'"February 1950"', b"1e999"),
    "only a mark of byte order": b"\xef\xbb\xbf",
    **{
        f"{name} {value!r}": json.dumps(SOUND | {name: value}).encode()
        for name, values in {
            "time": ["yesterday", "", None, 5, "2026-13-01T00:00:00Z", "0001-01-01T00:00:00+14:00"],
            "student": [None, 5],
            "chapter": [None, 2, ["02"], "\ud800"],
            "question": [{}],
            "kind": [False],
            "version": [1],
            "verdict": [True],
            "credit": [None, "1", True, -0.1, 1.1, 10**400, float("inf")],
            "hints": [None, "0", True, -1, 0.5, 1.0, 2**63],
        }.items()
        for value in values
    },
    **{
        f"no {name}": json.dumps({key: SOUND[key] for key in SOUND if key != name}).encode()
        for name in ("time", "chapter", "question", "answer", "verdict", "credit", "hints")
    },
}
TEXTS = {
    "Chinese": "一边倒",
    "right to left": "معاهدة שלום",
    "emoji": "👩‍🏫🇨🇳",
    "line separators": "one\u2028two\u2029three\x85four\x0bfive\r\nsix\0",
    "lone surrogates": "\ud800 and \udfff and \\\ud83d",
    "HTML": "<script>alert(1)</script>&amp;",
    "long": "x" * 10_000,
    "nested": {"b": [1, 2.5, None, True, {"ü": []}], "a": {}},
    "nothing": None,
    "empty": "",
    "number": 1e300,
    "a great number": 10**100,
}
NONSENSE = {
    "empty": "",
    "blank": "\n \n",
    "words": "hello\nworld",
    "binary": bytes(range(256)) * 4,
    "binary read as text": (bytes(range(256)) * 4).decode("utf-8", "surrogateescape"),
    "a notebook": json.dumps({"cells": [{"source": []}], "metadata": {}, "nbformat": 4}, indent=1),
    "a notebook on one line": json.dumps({"cells": [], "metadata": {}, "nbformat": 4}),
}
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A folder for progress; nothing in this file may touch the user's own."""
    home = tmp_path / "home"
    monkeypatch.setenv("COURSE_PROGRESS", str(home))
    monkeypatch.setattr(course_progress, "_at_hand", {})
    return home


@pytest.fixture
def progress(home):
    """The progress of a student without a name, with nothing recorded yet."""
    return Progress(home)


def record(progress, *answers, **fields):
    """Record an attempt for each answer."""
    for answer in answers:
        progress.record(**FIELDS | {"answer": answer} | fields)


def answers(progress):
    """The answers that are recorded, in their order."""
    return [entry["answer"] for entry in progress.entries()]


def lines(path):
    """The lines of a file as bytes, without the empty end."""
    return path.read_bytes().removesuffix(b"\n").split(b"\n")


def names(folder):
    """The names of the files in a folder, without the lock, and with the time in a backup's left out."""
    found = (path.name for path in folder.iterdir() if path.suffix != ".lock")
    return sorted(re.sub(r"\d{8}T\d{6}", "TIME", name) for name in found)


def backup(folder):
    """The one backup in a folder."""
    (found,) = folder.glob("*-backup-*")
    return found


def impossible(tmp_path):
    """A place that no user can make, not even root: its parent is a file."""
    (tmp_path / "file").write_text("in the way")
    return tmp_path / "file" / "folder"


def child(code, *arguments, **options):
    """Start Python code in another process, with the library at hand."""
    setup = f"import sys\nfrom course_lib.progress import Progress\nFIELDS = {FIELDS!r}\n"
    command = [sys.executable, "-u", "-c", setup + code, *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)


# Writing and reading


def test_an_attempt_is_one_line_of_known_form(progress):
    """A line has its keys in a fixed order, further ones at the end, and the time in UTC."""
    progress.record(mood="good", **dict(reversed(FIELDS.items())))
    (line,) = lines(progress.path)
    entry = json.loads(line)
    assert list(entry) == [*SOUND, "mood"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", entry["time"])
    assert entry == SOUND | {"time": entry["time"], "mood": "good"}


def test_what_is_recorded_is_read_again(progress, home):
    """Another kernel reads what this one recorded, in order; nothing is wrong, so nothing is said."""
    record(progress, "first", "second")
    assert progress.entries() == Progress(home).entries()
    assert answers(progress) == ["first", "second"]
    assert (progress.note, progress.damaged) == ("", ())


def test_nothing_recorded_is_nothing_wrong(progress, home):
    """Before the first attempt there is no file, no folder, no entry and no complaint."""
    assert (progress.entries(), progress.text(), progress.note, progress.damaged) == ([], "", "", ())
    assert not home.exists()


@pytest.mark.parametrize("answer", TEXTS.values(), ids=TEXTS)
def test_any_answer_comes_back_as_it_was(progress, answer):
    """Whatever the script, the separators or the nesting, an answer comes back and stays one line."""
    record(progress, "before", answer, "after")
    assert answers(progress) == ["before", answer, "after"]
    assert len(lines(progress.path)) == 3
    assert progress.damaged == ()
    assert list(attempts(progress)["answer"]) == ["before", answer, "after"]


def test_the_file_can_be_read_by_people(progress):
    """Chinese stands in the file as Chinese, in UTF-8."""
    record(progress, "一边倒")
    assert "一边倒" in progress.path.read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_only_the_student_may_read_the_file(progress):
    """On a computer with several users the file is the student's own."""
    record(progress, "A")
    assert progress.path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "wrong",
    [
        {"credit": float("nan")},
        {"credit": "1"},
        {"credit": 2},
        {"hints": True},
        {"chapter": 2},
        {"answer": {1}},
    ],
    ids=str,
)
def test_a_wrong_field_is_a_programming_error(progress, wrong):
    """What could not be read again is refused, and nothing is written or kept."""
    with pytest.raises((ValueError, TypeError)):
        progress.record(**FIELDS | wrong)
    with pytest.raises((ValueError, TypeError)):
        progress.record(chapter="02")
    assert progress.entries() == []


def test_entries_are_copies(progress, home):
    """Who changes an entry changes nothing of what is stored, be it in the file or in memory."""
    memory = Progress(impossible(home.parent))
    for place in (progress, memory):
        record(place, ["A"])
        place.entries()[0]["answer"].append("B")
        assert answers(place) == [["A"]]


@settings(max_examples=50, deadline=None)
@given(answer=json_values)
def test_any_json_comes_back(tmp_path_factory, answer):
    """Whatever JSON can hold comes back the same, from the file and from a saved text."""
    progress, other = (Progress(tmp_path_factory.mktemp("any")) for _ in range(2))
    record(progress, answer)
    other.load(progress.text())
    assert answers(progress) == answers(other) == [answer]


# Damage


@pytest.mark.parametrize("bad", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_line_is_set_aside(progress, bad):
    """It is reported with file, line and beginning, stays in the file, and its neighbours are read."""
    record(progress, "before")
    with progress.path.open("ab") as file:
        file.write(b"\n" + bad + b"\n")
    record(progress, "after")
    assert answers(progress) == ["before", "after"]
    (message,) = progress.damaged
    assert message.startswith("progress.jsonl, line 3: ")
    assert f"“{bad.decode('utf-8', 'replace')[:60]}”" in message
    assert bad in lines(progress.path)
    assert attempts(progress).attrs["damaged"] == (message,)


def test_what_is_wrong_with_a_line_is_said(progress, home):
    """The message names the field, or says that the line is not whole."""
    home.mkdir()
    (home / "progress.jsonl").write_bytes(DAMAGE["credit '1'"] + b"\n" + DAMAGE["half a line"])
    progress.entries()
    field, half = progress.damaged
    assert "line 1: “credit” is missing or is not a number from 0 to 1: “{" in field
    assert "line 2: this is not a whole line of JSON: “{" in half


def test_a_mended_line_is_no_longer_reported(progress):
    """What is reported is what the last reading found."""
    record(progress, "A")
    sound = progress.path.read_bytes()
    progress.path.write_bytes(b"broken\n" + sound)
    assert (len(progress.entries()), len(progress.damaged)) == (1, 1)
    progress.path.write_bytes(sound)
    assert (len(progress.entries()), len(progress.damaged)) == (1, 0)


def test_lines_by_other_hands_are_understood(progress, home):
    """Windows line ends, a mark of byte order, a missing last line end and unknown keys do no harm."""
    home.mkdir()
    first, second = (json.dumps(SOUND | {"answer": answer, "extra": [1]}).encode() for answer in "AB")
    (home / "progress.jsonl").write_bytes(b"\xef\xbb\xbf" + first + b"\r\n\r\n" + second)
    record(progress, "C")
    assert answers(progress) == ["A", "B", "C"]
    assert [entry.get("extra") for entry in progress.entries()] == [[1], [1], None]
    assert progress.damaged == ()


def test_what_may_be_missing_is_filled_in(progress, home):
    """A line without student, kind and version is sound: they are empty."""
    home.mkdir()
    short = {key: SOUND[key] for key in SOUND if key not in ("student", "kind", "version")}
    (home / "progress.jsonl").write_text(json.dumps(short) + "\n")
    assert progress.entries() == [SOUND | {"student": "", "kind": "", "version": ""}]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.binary(max_size=30) | st.sampled_from([json.dumps(SOUND).encode(), *DAMAGE.values()])))
def test_no_bytes_break_the_reading(tmp_path_factory, parts):
    """Whatever is in a file, every line that is not blank is either read or reported."""
    folder = tmp_path_factory.mktemp("bytes")
    content = b"\n".join(parts)
    (folder / "progress.jsonl").write_bytes(content)
    progress, other = Progress(folder), Progress(folder / "other")
    full = [line for line in content.split(b"\n") if line.strip()]
    assert len(progress.entries()) + len(progress.damaged) == len(full)
    assert len(attempts(progress)) == len(progress.entries())
    assert other.load(content) and other.load(content.decode("utf-8", "replace"))
    assert other.load(progress.text()) and other.damaged == ()


# Crashes, full disks, locks


def test_half_a_line_is_ended_by_the_next_attempt(progress):
    """What a killed kernel left half written stays by itself, and the next line is whole."""
    record(progress, "first", "second")
    whole = progress.path.read_bytes()
    progress.path.write_bytes(whole[:-40])
    record(progress, "third")
    assert answers(progress) == ["first", "third"]
    assert lines(progress.path)[1] == whole[:-40].split(b"\n")[1]
    assert len(progress.damaged) == 1


def test_a_killed_kernel_loses_nothing(progress, home):
    """Killed at any moment, a kernel has stored all it acknowledged, and leaves one half line at most."""
    code = """
progress = Progress(sys.argv[1])
for number in range(10**6):
    progress.record(**FIELDS | {"answer": [int(sys.argv[2]), number], "text": "x" * 50_000})
    print(number)
"""
    acknowledged = []
    for kill in range(8):
        process = child(code, home, kill)
        process.stdout.readline()
        time.sleep(0.013 * kill)
        process.kill()
        rest = process.communicate()[0].decode().split("\n")
        acknowledged += [[kill, number] for number in range(1 + len(rest[:-1]))]
        found = answers(progress)
        assert [answer for answer in acknowledged if answer not in found] == []
        assert len(progress.damaged) <= kill + 1
        record(progress, f"after {kill}")
        assert answers(progress)[-1] == f"after {kill}"
        assert progress.note == ""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
def test_a_full_disk_leaves_no_half_line(home):
    """A short write is undone, the note says so, and the attempt is written once there is room."""
    code = """
import resource
progress = Progress(sys.argv[1])
progress.record(**FIELDS | {"answer": "first"})
size = progress.path.stat().st_size
for room in (100, 0, 5):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + room, resource.RLIM_INFINITY))
    progress.record(**FIELDS | {"answer": f"room for {room}"})
    print(progress.path.stat().st_size == size, progress.note != "", len(progress.entries()))
print(progress.note)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
progress.record(**FIELDS | {"answer": "last"})
print(repr(progress.note), [entry["answer"] for entry in progress.entries()], progress.damaged)
"""
    printed, trouble = child(code, home).communicate()
    first, second, third, note, last = printed.decode().splitlines()
    assert [first, second, third] == ["True True 2", "True True 3", "True True 4"], trouble
    assert re.fullmatch(UNSTORED, note)
    everything = ["first", "room for 100", "room for 0", "room for 5", "last"]
    assert last == f"'' {everything} ()"
    assert answers(Progress(home)) == everything


def test_several_notebooks_at_once_lose_and_mix_nothing(home):
    """Four processes record a hundred attempts each: all lines are whole, and each process's are in order."""
    code = """
progress = Progress(sys.argv[1])
print("ready")
input()
for number in range(100):
    progress.record(**FIELDS | {"answer": [int(sys.argv[2]), number, "x" * 5000]})
print(progress.note)
"""
    processes = [child(code, home, number, stdin=subprocess.PIPE) for number in range(4)]
    assert [process.stdout.readline() for process in processes] == [b"ready\n"] * 4
    for process in processes:
        process.stdin.write(b"\n")
        process.stdin.flush()
    assert [process.communicate() for process in processes] == [(b"\n", b"")] * 4
    progress = Progress(home)
    found = [answer[:2] for answer in answers(progress)]
    assert sorted(found) == [[process, number] for process in range(4) for number in range(100)]
    assert all(
        [number for who, number in found if who == process] == list(range(100)) for process in range(4)
    )
    assert progress.damaged == ()


def test_a_place_that_cannot_be_made_costs_nothing_but_the_memory(tmp_path):
    """Everything goes on from memory, with a note, and can be saved."""
    progress = Progress(impossible(tmp_path))
    assert progress.entries() == []
    record(progress, "first", "second")
    assert answers(progress) == ["first", "second"]
    assert re.fullmatch(UNSTORED, progress.note)
    assert "(Not a directory)" in progress.note or sys.platform != "linux"
    assert list(attempts(progress)["answer"]) == ["first", "second"]
    assert attempts(progress).attrs["note"] == progress.note
    assert Progress(tmp_path / "other").load(progress.text()).startswith("Attempts added: 2;")
    assert progress.start_over().startswith("Nothing was changed")
    assert progress.call("Li").startswith("The name could not be stored")
    assert (progress.student, answers(progress)) == ("", ["first", "second"])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_a_folder_that_may_only_be_read_is_read():
    """Earlier answers are read from it, new ones are kept in memory; root, who may all, tries it as nobody."""
    user = os.geteuid()
    with tempfile.TemporaryDirectory() as folder:
        home, progress = Path(folder), Progress(folder)
        record(progress, "stored")
        assert answers(progress) == ["stored"]
        for path in (*home.iterdir(), home):
            path.chmod(0o555 if path.is_dir() else 0o444)
        try:
            os.seteuid(user or 65534)
            record(progress, "new")
            assert answers(progress) == ["stored", "new"]
        finally:
            os.seteuid(user)
            home.chmod(0o755)
        assert "(Permission denied)" in progress.note


def test_a_file_that_cannot_be_read_is_reported(progress, home):
    """It is not taken for an empty one."""
    (home / "progress.jsonl").mkdir(parents=True)
    assert progress.entries() == []
    (message,) = progress.damaged
    assert message.startswith("progress.jsonl, which cannot be read: ")
    record(progress, "A")
    assert answers(progress) == ["A"]
    assert re.fullmatch(UNSTORED, progress.note)


def test_a_lock_that_cannot_be_had_is_waited_for_and_then_done_without(progress, home, monkeypatch):
    """The attempt stays in memory, reading goes on, and the next attempt takes it along in order."""
    monkeypatch.setattr(course_progress, "PATIENCE", 0.05)
    record(progress, "first")
    with FileLock(home / "progress.lock"):
        code = "p = Progress(sys.argv[1])\nimport course_lib.progress as m\nm.PATIENCE = 0.05\n"
        code += "for a in 'AB': p.record(**FIELDS | {'answer': a})\n"
        code += "print([e['answer'] for e in p.entries()], p.note)\n"
        code += "input()\np.record(**FIELDS | {'answer': 'C'})\n"
        code += "print([e['answer'] for e in p.entries()], repr(p.note))\n"
        process = child(code, home, stdin=subprocess.PIPE)
        waiting = process.stdout.readline().decode().strip()
        assert lines(progress.path) and answers(progress) == ["first"]
    assert waiting.startswith("['first', 'A', 'B'] Answers are now in memory")
    assert process.communicate(b"\n")[0].decode().strip() == "['first', 'A', 'B', 'C'] ''"
    assert answers(progress) == ["first", "A", "B", "C"]


def test_an_interrupt_leaves_no_half_line(progress, monkeypatch):
    """Who interrupts the kernel while an attempt is written finds it undone, and written with the next."""
    record(progress, "first")
    size = progress.path.stat().st_size

    def interrupt(file):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(os, "fsync", interrupt)
        record(progress, "second")
    assert progress.path.stat().st_size == size
    record(progress, "third")
    assert answers(progress) == ["first", "second", "third"]


def test_an_attempt_is_on_the_disk_before_record_returns(progress, monkeypatch):
    """Every line is forced to the disk, so that not even a power cut takes it."""
    synced = []
    monkeypatch.setattr(os, "fsync", lambda file: synced.append(os.fstat(file).st_size))
    record(progress, "first", "second")
    assert synced == [
        len(line) for line in (progress.path.read_bytes()[: synced[0]], progress.path.read_bytes())
    ]


# The table


def test_attempts_are_a_table(progress):
    """It has a row for each attempt, oldest first, with a fixed type for each column."""
    record(progress, "A", ["B"], credit=1, hints=2)
    frame = attempts(progress)
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == {
        "time": "datetime64[us, UTC]",
        "student": "str",
        "chapter": "str",
        "question": "str",
        "kind": "str",
        "version": "str",
        "answer": "object",
        "verdict": "str",
        "credit": "float64",
        "hints": "int64",
    }
    assert list(frame["answer"]) == ["A", ["B"]]
    assert frame["time"].is_monotonic_increasing
    assert list(frame.index) == [0, 1]
    assert frame.attrs == {"damaged": (), "note": ""}


def test_an_empty_table_has_the_same_columns(progress):
    """Before the first attempt the types are the same, so that a reader's code works on it."""
    empty = attempts(progress)
    record(progress, "A")
    assert empty.dtypes.equals(attempts(progress).dtypes)
    assert len(empty) == 0


def test_the_table_is_in_the_order_of_time(progress, home):
    """Lines that stand in the file in another order, or name other time zones, are put in order."""
    times = ["2024-11-22T10:15:00Z", "0001-01-01T00:00:00Z", "2024-11-22T10:16:00+08:00", "9999-12-31"]
    home.mkdir()
    found = [json.dumps(SOUND | {"time": time, "answer": number}) for number, time in enumerate(times)]
    (home / "progress.jsonl").write_text("\n".join(found))
    assert list(attempts(progress)["answer"]) == [1, 2, 0, 3]


# Saved files


def test_a_saved_file_brings_the_attempts_elsewhere(progress, tmp_path):
    """In an empty place everything is added, and is the same as before."""
    record(progress, "A", "一边倒", "\ud800\u2028")
    other = Progress(tmp_path / "other")
    said = other.load(progress.text())
    assert said == "Attempts added: 3; here already: 0; damaged lines left out: 0."
    assert other.entries() == progress.entries()
    assert progress.text().encode("utf-8")


def test_loading_twice_adds_nothing(progress):
    """What is here already is passed over, even where another program wrote its keys in another order."""
    record(progress, {"a": 1, "b": 2}, "B")
    before = progress.path.read_bytes()
    shuffled = "".join(json.dumps(entry, sort_keys=True, indent=None) + "\n" for entry in progress.entries())
    for text in (progress.text(), shuffled, progress.text().replace("\n", "\r\n"), progress.text() * 2):
        assert progress.load(text).startswith("Attempts added: 0; here already: ")
    assert progress.path.read_bytes() == before


def test_a_saved_file_is_added_in_the_order_of_time(progress, tmp_path):
    """The missing attempts come at the end of the file in one write, and are read in the order of time."""
    record(progress, "A", "B", "C")
    saved = progress.text().splitlines(keepends=True)
    other = Progress(tmp_path / "other")
    assert other.load(saved[1]) == "Attempts added: 1; here already: 0; damaged lines left out: 0."
    assert other.load("".join(reversed(saved))).startswith("Attempts added: 2; here already: 1;")
    stored = [json.loads(line)["answer"] for line in other.path.read_text(encoding="utf-8").splitlines()]
    assert (stored, answers(other)) == (["B", "A", "C"], ["A", "B", "C"])
    assert list(attempts(other)["answer"]) == ["A", "B", "C"]


def test_a_damaged_saved_file_gives_what_is_sound(progress, tmp_path):
    """The damaged lines are counted and not taken over."""
    record(progress, "A", "B")
    saved = progress.text().encode()
    other = Progress(tmp_path / "other")
    said = other.load(saved[:60] + b"\n" + saved + b"\xff\xfe\n" + saved[:-30])
    assert said == "Attempts added: 2; here already: 1; damaged lines left out: 3."
    assert answers(other) == ["A", "B"]
    assert (lines(other.path), other.damaged) == (lines(progress.path), ())


@pytest.mark.parametrize("text", NONSENSE.values(), ids=NONSENSE)
def test_nonsense_is_no_saved_progress(progress, text):
    """A file of another kind changes nothing and is refused in words."""
    record(progress, "A")
    before = progress.path.read_bytes()
    assert progress.load(text) == "This is no saved progress of the workbook, so nothing was changed."
    assert progress.path.read_bytes() == before


def test_a_saved_file_of_another_name_is_taken(progress, tmp_path):
    """It may be older than the name; the lines keep what they say, and unknown keys stay."""
    progress.call("Li")
    record(progress, "A", mood="good")
    other = Progress(tmp_path / "other")
    other.call("Wang")
    assert other.load(progress.text()).startswith("Attempts added: 1;")
    assert [(entry["student"], entry["mood"]) for entry in other.entries()] == [("Li", "good")]
    assert other.path.name == "progress-wang.jsonl"


def test_a_saved_file_that_cannot_be_stored_stays_in_memory(progress, tmp_path):
    """On a place that cannot be written the attempts are there all the same, with the note."""
    record(progress, "A", "B")
    other = Progress(impossible(tmp_path))
    for added in ("2; here already: 0", "0; here already: 2"):
        assert other.load(progress.text()).startswith(f"Attempts added: {added};")
        assert answers(other) == ["A", "B"]
        assert re.fullmatch(UNSTORED, other.note)


def test_loading_what_is_here_needs_no_place_to_write(progress, monkeypatch):
    """Where nothing is to be stored, nothing is complained of."""
    record(progress, "A")
    monkeypatch.setattr(course_progress, "PATIENCE", 0.05)
    monkeypatch.setattr(Path, "mkdir", no_space)
    assert progress.load(progress.text()).startswith("Attempts added: 0; here already: 1;")
    assert progress.note == ""


def no_space(*_, **__):
    """Do what the system does when the disk is full."""
    raise OSError(28, "No space left on device")


# Starting over


def test_starting_over_keeps_a_backup(progress, home):
    """The file becomes a backup that the sentence names, and the next attempt is the first."""
    record(progress, "old")
    before = progress.path.read_bytes()
    said = progress.start_over()
    assert backup(home).read_bytes() == before
    assert said == f"You start anew, and your earlier answers are kept in {backup(home)}."
    assert progress.entries() == []
    record(progress, "new")
    assert answers(progress) == ["new"]


def test_starting_over_twice_in_a_second_keeps_both(progress, home, monkeypatch):
    """A number tells backups of the same second apart."""

    class Noon(datetime):
        @classmethod
        def now(cls, zone):
            return datetime(2026, 11, 22, 10, 15, tzinfo=zone)

    monkeypatch.setattr(course_progress, "datetime", Noon)
    for answer in "ABC":
        record(progress, answer)
        progress.start_over()
    stem = "progress-backup-20261122T101500"
    backups = [home / f"{stem}.jsonl", home / f"{stem}-2.jsonl", home / f"{stem}-2-2.jsonl"]
    assert [json.loads(path.read_bytes())["answer"] for path in backups] == ["A", "B", "C"]


def test_starting_over_with_nothing_says_so(progress, home):
    """Without an attempt there is no backup."""
    assert progress.start_over() == "Nothing is recorded yet, so there is nothing to start over from."
    assert not home.exists()


def test_starting_over_takes_the_memory_along(progress, home, monkeypatch):
    """What could not be stored before goes into the backup."""
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", no_space)
        record(progress, "A")
        assert "(No space left on device)" in progress.note
    progress.start_over()
    assert json.loads(backup(home).read_bytes())["answer"] == "A"
    assert (progress.entries(), progress.note) == ([], "")


def test_a_file_that_cannot_be_renamed_stays(progress, home, monkeypatch):
    """Then nothing changes, and the sentence says why."""
    record(progress, "A")
    monkeypatch.setattr(Path, "rename", no_space)
    assert progress.start_over() == (
        f"Nothing was changed, because {progress.path} cannot be renamed (No space left on device)."
    )
    assert (answers(progress), names(home)) == (["A"], ["progress.jsonl"])


# Names


def test_a_name_takes_the_answers_along(progress, home):
    """Who gives a name keeps the answers given without one; all notebooks know it, and lines hold it."""
    record(progress, "before")
    assert progress.call(" Li  Wei ") == "From now on your answers are kept under the name Li Wei."
    notebook = Progress(home)
    record(notebook, "after")
    assert (notebook.student, notebook.path) == ("Li Wei", home / "progress-li-wei.jsonl")
    assert [entry["student"] for entry in progress.entries()] == ["", "Li Wei"]
    assert names(home) == ["progress-li-wei.jsonl", "student.txt"]


def test_an_open_notebook_follows_the_name(progress, home):
    """A notebook that was open before writes under the new name as well."""
    record(progress, "A")
    Progress(home).call("Li")
    record(progress, "B")
    assert (answers(progress), progress.student) == (["A", "B"], "Li")
    assert names(home) == ["progress-li.jsonl", "student.txt"]


def test_another_name_is_another_file(progress, home):
    """From one name to another nothing moves, and each finds the own answers again."""
    for name in ("Li", "Wang"):
        progress.call(name)
        record(progress, f"by {name}")
    assert answers(progress) == ["by Wang"]
    (home / "progress.jsonl").write_text(json.dumps(SOUND) + "\n")
    progress.call("Li")
    assert answers(progress) == ["by Li"]
    assert "progress.jsonl" in names(home)


def test_an_empty_name_goes_back(progress, home):
    """Without a name there is the unnamed file again, and nothing is moved."""
    progress.call("Li")
    record(progress, "by Li")
    assert progress.call("  ") == "From now on your answers are kept without a name."
    assert (progress.student, progress.entries(), Progress(home).path.name) == ("", [], "progress.jsonl")
    assert "progress-li.jsonl" in names(home)


def test_a_name_that_has_answers_gets_more(progress, home):
    """The unnamed answers are added to those under the name, and their file becomes a backup."""
    progress.call("Li")
    record(progress, "named")
    progress.call("")
    record(progress, "unnamed")
    with progress.path.open("ab") as file:
        file.write(b"half a li")
    before = progress.path.read_bytes()
    progress.call("Li")
    assert answers(progress) == ["named", "unnamed"]
    assert len(progress.damaged) == 1
    assert names(home) == ["progress-backup-TIME.jsonl", "progress-li.jsonl", "student.txt"]
    assert backup(home).read_bytes() == before


def test_answers_that_could_not_go_along_do_so_the_next_time(progress, home, monkeypatch):
    """Where the unnamed file cannot be renamed, the same name given again takes it along, and only once."""
    progress.call("Li")
    record(progress, "named")
    progress.call("")
    record(progress, "unnamed")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", no_space)
        said = progress.call("Li")
    assert said == "The name could not be stored (No space left on device): please give it again later."
    progress.call("Li")
    assert answers(progress) == ["named", "unnamed"]
    assert not (home / "progress.jsonl").exists()


def test_a_full_disk_changes_no_name(progress, monkeypatch):
    """A name that cannot be stored leaves everything as it was."""
    progress.call("Li")
    record(progress, "A")
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", no_space)
        assert progress.call("Wang").startswith("The name could not be stored")
    assert (progress.student, answers(progress), progress.note) == ("Li", ["A"], "")


def test_answers_in_memory_stay_with_their_student(progress, home, monkeypatch):
    """What Li could not store goes into Li's file, though Wang has taken over in another notebook."""
    progress.call("Li")
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", no_space)
        record(progress, "by Li")
    Progress(home).call("Wang")
    assert progress.entries() == []
    record(progress, "by Wang")
    assert answers(progress) == ["by Wang"]
    assert json.loads((home / "progress-li.jsonl").read_bytes())["answer"] == "by Li"


@pytest.mark.parametrize(
    ("name", "file"),
    {
        "李伟": "progress-李伟.jsonl",
        "Ольга": "progress-ольга.jsonl",
        "हिन्दी": "progress-हिन्दी.jsonl",
        "José": "progress-josé.jsonl",
        "Jose\u0301": "progress-josé.jsonl",
        "Anne-Marie  O'Neill": "progress-anne-marie-o-neill.jsonl",
        "../../etc": "progress-etc.jsonl",
        "..\\x\0y": "progress-x-y.jsonl",
        "CON": "progress-con.jsonl",
        "Li ❤️": "progress-li.jsonl",
        "Li\nWang\u2028Zhao": "progress-li-wang-zhao.jsonl",
        "Li\ud800": "progress-li.jsonl",
        "x" * 10_000: f"progress-{'x' * 40}.jsonl",
        "ß" * 10_000: f"progress-{'s' * 40}.jsonl",
    }.items(),
    ids=lambda text: ascii(text)[:30],
)
def test_any_name_makes_a_safe_file(progress, home, name, file):
    """A file's name has letters of any script, digits and hyphens, stays short and stays in the folder."""
    progress.call(name)
    record(progress, "A")
    assert names(home) == [file, "student.txt"]
    assert Progress(home).student == progress.student == progress.entries()[0]["student"]
    assert 0 < len(progress.student) <= 40


@pytest.mark.parametrize("name", ["?", "--", "../..", "❤️", "\u0301", "\ud800", "." * 10_000], ids=ascii)
def test_a_name_without_a_letter_is_refused(progress, home, name):
    """The sentence says what a name needs, and nothing changes."""
    said = progress.call(name)
    assert said == "A name needs at least one letter or digit, of any script: please choose another."
    assert (progress.student, home.exists()) == ("", False)


def test_names_that_look_the_same_are_the_same(progress, home):
    """Two spellings of a name share the answers, and the last spelling counts."""
    for name in ("Li Wei", "LI WEI", "li-wei", "Ｌｉ Ｗｅｉ"):
        progress.call(name)
        record(progress, name)
    assert len(progress.entries()) == 4
    assert progress.student == "Ｌｉ Ｗｅｉ"
    assert names(home) == ["progress-li-wei.jsonl", "student.txt"]


@pytest.mark.parametrize("content", [b"Li", b"Li\r\n", b"\xef\xbb\xbfLi\n", b"Wang\nLi\n"], ids=repr)
def test_a_teacher_may_write_the_name(progress, home, content):
    """A name that somebody wrote into student.txt is understood, whatever the editor did."""
    home.mkdir()
    (home / "student.txt").write_bytes(content)
    assert (progress.student, progress.path.name) == ("Li", "progress-li.jsonl")


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"\xff\xfe\0", b"\0" * 1000, b"../../x" * 10_000], ids=lambda c: repr(c[:9])
)
def test_a_damaged_name_does_no_harm(progress, home, content):
    """Whatever stands in student.txt, the file stays in the folder and attempts are kept."""
    home.mkdir()
    (home / "student.txt").write_bytes(content)
    record(progress, "A")
    assert (answers(progress), progress.path.parent, progress.note) == (["A"], home, "")


# The place


def test_the_place_can_be_a_folder(home):
    """COURSE_PROGRESS names a folder, and quizzes of one kernel share what is only in memory."""
    assert at_hand().path == home / "progress.jsonl"
    assert at_hand() is at_hand()
    record(at_hand(), "A")
    assert list(attempts()["answer"]) == ["A"]


def test_the_place_can_be_a_file(tmp_path, monkeypatch):
    """With one file as the place a name changes no file: it stands in the lines."""
    place = tmp_path / "class" / "li.jsonl"
    monkeypatch.setenv("COURSE_PROGRESS", str(place))
    progress = at_hand()
    record(progress, "A")
    progress.call("Li")
    record(progress, "B")
    progress.call("Wang")
    record(progress, "C")
    assert [(entry["student"], entry["answer"]) for entry in progress.entries()] == [
        ("", "A"),
        ("Li", "B"),
        ("Wang", "C"),
    ]
    assert names(place.parent) == ["li.jsonl"]
    progress.start_over()
    assert names(place.parent) == ["li-backup-TIME.jsonl"]


def test_the_place_is_read_anew(home, tmp_path, monkeypatch):
    """Another place is another progress, the first is still there, and ~ is the user's home."""
    first = at_hand()
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("COURSE_PROGRESS", os.path.join("~", "elsewhere"))
    assert at_hand().path == tmp_path / "elsewhere" / "progress.jsonl"
    monkeypatch.setenv("COURSE_PROGRESS", f"{home}{os.sep}")
    assert at_hand() is first


def test_without_a_place_it_is_the_users_data_folder(tmp_path, monkeypatch):
    """An empty COURSE_PROGRESS is as good as none."""
    monkeypatch.setattr(course_progress, "user_data_path", lambda *names: tmp_path / names[0])
    for unset in (
        lambda: monkeypatch.setenv("COURSE_PROGRESS", ""),
        lambda: monkeypatch.delenv("COURSE_PROGRESS"),
    ):
        unset()
        assert at_hand().path == tmp_path / "sino-soviet-workbook" / "progress.jsonl"


def test_the_place_stays_when_the_notebook_changes_its_folder(tmp_path, monkeypatch):
    """A relative place is where it was when the kernel asked for it first."""
    monkeypatch.chdir(tmp_path)
    progress = Progress("here")
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    assert progress.path == tmp_path / "here" / "progress.jsonl"


def test_what_is_no_judged_attempt_has_no_credit(progress):
    """In the table a draft and a look at the answer have an empty credit, so that a mean is one of attempts."""
    for verdict in ("wrong", "draft", "shown", "right"):
        progress.record(**FIELDS | {"verdict": verdict, "credit": float(verdict == "right")})
    assert attempts(progress)["credit"].mean() == 0.5
    assert attempts(progress)["credit"].isna().tolist() == [False, True, True, False]


def test_answers_that_a_name_took_along_bear_it_in_the_table(progress):
    """Each row says whose it is, those given before the name included."""
    record(progress, "A")
    progress.call("Li")
    record(progress, "B")
    assert attempts(progress)["student"].tolist() == ["Li", "Li"]


def test_a_file_handed_in_is_read_and_left_alone(progress, tmp_path):
    """A teacher reads a saved file as a table by its name; one that is not there is named."""
    record(progress, "A")
    file = tmp_path / "handed-in.jsonl"
    file.write_text(progress.text(), encoding="utf-8")
    assert attempts(str(file))["answer"].tolist() == ["A"]
    assert file.read_text(encoding="utf-8") == progress.text()
    with pytest.raises(FileNotFoundError, match="nobody.jsonl"):
        attempts(tmp_path / "nobody.jsonl")


def test_whose_answers_a_file_holds_is_said(progress, tmp_path):
    """Loading a file of somebody else says whose it is."""
    progress.call("Ann")
    record(progress, "A")
    other = Progress(tmp_path / "other")
    other.call("Bob")
    assert other.load(progress.text()).endswith("Some are of Ann.")
    assert "Some are of" not in progress.load(progress.text())
