"""Processor time from the call of a command to its end: `measure_start.py LEDGER [--runs 7]`.

Least and median of runs in turns, with Python's bytecode written, beside a Python that does nothing.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

COMMANDS = ("--version", "--help", "state", "brief", "lapse", "changes", "disputes", "search tariff")


def main() -> int:
    """Print a row for each command."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("ledger", type=Path)
    asked.add_argument("--runs", type=int, default=7)
    given = asked.parse_args()
    rows: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as compiled:
        for run in range(given.runs + 1):
            for name, words in commands(given.ledger):
                took = spent(words, compiled)
                rows.setdefault(name, []).extend([took] if run else [])  # the first run compiles
    for name, times in rows.items():
        print(f"{name:<16} least {min(times):.2f} s, median {statistics.median(times):.2f} s")
    return 0


def commands(ledger: Path) -> list[tuple[str, list[str]]]:
    """What is run, by name."""
    own = [(name, ["-m", "parley", *name.split()]) for name in COMMANDS]
    asked = [(name, words if "--" in name else [*words, "--ledger", str(ledger)]) for name, words in own]
    return [("Python", ["-c", "pass"]), ("import sqlalchemy", ["-c", "import sqlalchemy"]), *asked]


def spent(words: list[str], compiled: str) -> float:
    """Seconds of processor time of one run of Python."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": compiled}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    before = os.times()
    subprocess.run([sys.executable, *words], capture_output=True, check=True, env=environment)
    after = os.times()
    return sum(after[2:4]) - sum(before[2:4])


if __name__ == "__main__":
    sys.exit(main())
