"""Prints what loading costs, beside the bare imports: medians of fresh processes, in milliseconds.

Python keeps what it has compiled, as it does for a student from the second start on.
"""

import os
import statistics
import subprocess
import sys

RUNS = 7
TIMED = """
import time
{before}
start = time.perf_counter()
{timed}
print(time.perf_counter() - start)
"""
ROWS = [
    ("import pandas", "", "import pandas", None),
    ("import lazy_loader", "", "import lazy_loader", None),
    ("import course_lib", "", "import course_lib", 50),
    (
        "import course_lib, load_seeds(), pandas there",
        "import pandas",
        "import course_lib\ncourse_lib.load_seeds()",
        60,
    ),
]


def median(before, timed):
    """Return the median of RUNS fresh processes in milliseconds; one more goes before, to fill the caches."""
    command = [sys.executable, "-c", TIMED.format(before=before, timed=timed)]
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    seconds = [float(subprocess.check_output(command, env=env)) for _ in range(RUNS + 1)]
    return 1000 * statistics.median(seconds[1:])


def main():
    """Print the table."""
    print(f"{'median of ' + str(RUNS) + ' processes':<46}{'ms':>8}{'at most':>10}")
    for name, before, timed, most in ROWS:
        print(f"{name:<46}{median(before, timed):>8.1f}{most or '':>10}")


if __name__ == "__main__":
    main()
