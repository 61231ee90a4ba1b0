"""What a student did: each attempt is a line of JSON at the end of a file on this computer."""

import json
import os
import unicodedata
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock
from platformdirs import user_data_path

SAVE = "run course.my_progress() in a new cell of this page, and save them to a file there."
PATIENCE, LONGEST_NAME = 2, 40  # seconds, characters
_at_hand = {}


def at_hand():
    """Return the Progress in ``COURSE_PROGRESS``, else in the user's data folder; one for each place."""
    progress = Progress(os.environ.get("COURSE_PROGRESS") or user_data_path("sino-soviet-workbook", False))
    return _at_hand.setdefault(progress.place, progress)


def attempts(file=None):
    """Return all attempts of the current student, or those in a saved file, oldest first.

    Columns: time (datetime64[us, UTC]), student, chapter, question, kind, version (str), answer (object),
    verdict (str), credit (float64), hints (int64). ``attrs`` has the ``damaged`` and ``note`` of Progress.
    The verdicts are right, partly, wrong, written (a text not judged yet), repeated (right after Show
    answer), and without credit draft (a text not saved yet) and shown (Show answer).
    """
    import pandas as pd

    own = at_hand() if file is None else file
    progress = own if isinstance(own, Progress) else Progress(Path(own).resolve(strict=True))
    rows = [entry | {"time": _when(entry)} for entry in progress.entries()]
    frame = pd.DataFrame(rows, columns=NAMES, dtype=object).astype({n: FIELDS[n][0] for n in NAMES})
    frame.loc[frame["verdict"].isin(["draft", "shown"]), "credit"] = float("nan")
    frame["student"] = frame["student"].where(frame["student"] != "", progress.student)
    frame.attrs |= {"damaged": progress.damaged, "note": progress.note}
    return frame


class Progress:
    """The attempts of the current student, in a folder or in one file whose name ends in .jsonl.

    ``note`` says what is wrong, "" while all is stored; ``damaged`` which lines the last reading set aside.
    """

    def __init__(self, place):
        self.place = Path(os.path.abspath(os.path.expanduser(place)))
        self.note, self.damaged = "", ()
        self._single, self._name, self._unstored = self.place.name.endswith(".jsonl"), "", {}

    @property
    def student(self):
        """The student's name, "" where none was given."""
        with suppress(OSError):
            names = (self.place / "student.txt").read_text("utf-8-sig", errors="replace")
            return names.removesuffix("\n").split("\n")[-1].strip()
        return self._name

    path = property(lambda self: self._file(self.student), doc="The current student's file.")

    def record(self, **fields):
        """Append an attempt; raises ValueError or TypeError for a field that is missing or wrong."""
        now = datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
        self._store([_line(_sound(_line(fields | {"time": now, "student": self.student})))])

    def entries(self):
        """Return the attempts as dicts: those in the file, then those that are only in memory."""
        path = self.path
        try:
            found, damaged = _sorted_out(path.read_bytes() if os.path.exists(path) else b"")
        except OSError as problem:
            found, damaged = [], [f"which cannot be read: {problem.strerror}"]
        self.damaged = tuple(f"{path.name}, {message}" for message in damaged)
        return sorted(found + [_sound(line) for line in self._unstored.get(path, [])], key=_when)

    def text(self):
        """Return the attempts as text for a file that ``load`` takes."""
        return "".join(_line(entry).decode() + "\n" for entry in self.entries())

    def load(self, text):
        """Add the attempts of a saved file (str or bytes) that are not here yet; return a sentence."""
        found, damaged = _sorted_out(text.encode("utf-8", "replace") if isinstance(text, str) else text)
        if not found:
            return "This is no saved progress of the workbook, so nothing was changed."
        new = {json.dumps(entry, sort_keys=True): _line(entry) for entry in sorted(found, key=_when)}
        for entry in self.entries():
            new.pop(json.dumps(entry, sort_keys=True), None)
        self._store(new.values())
        here = len(found) - len(new)
        others = {entry["student"] for entry in found} - {"", self.student}
        whose = f" Some are of {', '.join(sorted(others))}." if others else ""
        counts = f"Attempts added: {len(new)}; here already: {here}; damaged lines left out: {len(damaged)}."
        return counts + whose

    def start_over(self):
        """Make the file a backup, with what is only in memory; return a sentence that names it."""
        if not any(self._unstored.values()) and not os.path.exists(self.path):
            return "Nothing is recorded yet, so there is nothing to start over from."
        backups = []
        if trouble := self._store(act=lambda: backups.append(self.path.rename(_backup_of(self.path)))):
            return f"Nothing was changed, because {self.path} cannot be renamed ({trouble})."
        return f"You start anew, and your earlier answers are kept in {backups[0]}."

    def call(self, name):
        """Take up a name, "" for none, and with it the answers given without one; return a sentence."""
        name = " ".join(name.split())[:LONGEST_NAME].strip().encode("utf-8", "replace").decode()
        if name and not _slug(name):
            return "A name needs at least one letter or digit, of any script: please choose another."
        if trouble := self._store(act=lambda: self._take_up(name)):
            return f"The name could not be stored ({trouble}): please give it again later."
        kept = f"under the name {name}" if name else "without a name"
        return f"From now on your answers are kept {kept}{', in this notebook' if self._single else ''}."

    def _take_up(self, name):
        former, unnamed, named = self.student, self._file(""), self._file(name)
        if not self._single:
            _append(self.place / "student.txt", [name.encode()])
        self._name = name
        if named != unnamed and former in ("", name) and unnamed.exists():
            target = _backup_of(unnamed) if named.exists() else named
            if named.exists():
                known = named.read_bytes().split(b"\n")
                _append(named, [line for line in unnamed.read_bytes().split(b"\n") if line not in known])
            unnamed.rename(target)

    def _file(self, student):
        slug = _slug(student)
        return self.place if self._single else self.place / f"progress{slug and '-'}{slug}.jsonl"

    def _store(self, lines=(), act=bool):
        """Under a lock store the lines, after what is only in memory, then act; return what went wrong."""
        unnamed = self._file("")  # another notebook may give it a name while we wait for the lock
        self._unstored.setdefault(self.path, []).extend(lines)
        try:
            unnamed.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(unnamed.with_suffix(".lock"), timeout=PATIENCE):
                for path, waiting in [pair for pair in self._unstored.items() if pair[1]]:
                    _append(self.path if path == unnamed else path, stored := tuple(waiting))
                    del waiting[: len(stored)]
                self.note = ""
                act()
        except OSError as problem:
            trouble = problem.strerror or str(problem)
            if any(self._unstored.values()):
                self.note = f"Answers are now in memory, not in {self.path} ({trouble}): {SAVE}"
            return trouble


def _append(path, lines):
    with open(path, "ab+", buffering=0, opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(size - 1, 0))
        half = file.read(1) not in (b"", b"\n")  # a killed kernel left it
        content = b"\n".join([*([b""] if half else []), *lines, b""])
        try:
            if file.write(content) < len(content):
                raise OSError("the disk is full")
            os.fsync(file.fileno())
        except BaseException:
            file.truncate(size)
            raise


def _backup_of(path):
    backup = path.with_stem(f"{path.stem}-backup-{datetime.now(UTC):%Y%m%dT%H%M%S}")
    while backup.exists():
        backup = backup.with_stem(f"{backup.stem}-2")
    return backup


def _slug(name):
    letters = unicodedata.normalize("NFKC", name.casefold())
    words = "".join(x if unicodedata.category(x)[0] in "LMN" else " " for x in letters).split()
    return "-".join(word for word in words if any(map(str.isalnum, word)))[:LONGEST_NAME].strip("-")


def _when(entry):
    return datetime.fromisoformat(entry["time"]).astimezone(UTC)


def _line(entry):
    return json.dumps(entry, ensure_ascii=False, allow_nan=False).encode("utf-8", "backslashreplace")


def _sorted_out(content):
    found, damaged = [], []
    for number, line in enumerate(content.split(b"\n"), start=1):
        try:
            found += [_sound(line)] if line.strip() else []
        except ValueError as problem:
            damaged.append(f"line {number}: {problem}: “{line[:240].decode('utf-8', 'replace')[:60]}”")
    return found, damaged


def _sound(line):
    wrong = "this is not a whole line of JSON"
    try:
        entry = OPTIONAL | json.loads(line.decode("utf-8-sig"))
        _line(entry)  # refuses NaN, and 1e999, which is read as infinity
        for name, (_, fits, wanted) in FIELDS.items():
            wrong = f"“{name}” is missing or is not {wanted}"
            if fits(entry[name]) is False:
                raise ValueError
    except (KeyError, TypeError, ValueError, OverflowError, OSError, RecursionError):
        raise ValueError(wrong) from None
    return {name: entry[name] for name in FIELDS} | entry


OPTIONAL = {"student": "", "kind": "", "version": ""}
NAMES = "time student chapter question kind version answer verdict credit hints".split()
FIELDS = dict.fromkeys(NAMES, ("str", str.encode, "a text")) | {
    "time": ("datetime64[us, UTC]", lambda time: _when({"time": time}), "a date and time"),
    "answer": ("object", lambda answer: True, "given"),
    "credit": ("float64", lambda x: type(x) in (int, float) and 0 <= x <= 1, "a number from 0 to 1"),
    "hints": ("int64", lambda x: type(x) is int and 0 <= x < 2**63, "a whole number, 0 or more"),
}
