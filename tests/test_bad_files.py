"""A folder of bad files through every entry: each ends soon, in little memory, in one line, with nothing lost.

`make bad` runs all of them and prints a table; here a sample runs, of each kind some.
"""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import bad_files
import bad_tables
import pytest
from bad_entries import ENTRIES, LARGEST, LONGEST, Doors, Outcome, fitting
from bad_pages import BODY

from parley import cli
from parley.workers import usable

ASKED = os.environ.get("PARLEY_BAD", "")
FULL = bool(ASKED)
"""With `PARLEY_BAD=full` all files are tried, else those that it names, divided by commas."""
_trial: Callable[[str], Tried]
SAMPLE = frozenset(
    {
        "comments.html", "comments-before.xml", "canonical-1.html", "deep-svg.html", "ld-closed.html", "no-mark-utf-16-le.txt", "surrogates.txt",
        "evil.html", "nested-bomb.zip", "name-00.zip", "crawl-flip-1.warc.gz", "bomb.txt.gz", "deep-1000.eml", "self-kids.pdf",
        "late-outside.rss", "closed.opml", "register-closed.json", "table-values.csv", "set-deep.toml", "set-closed.toml", "set-watch-numbers.toml",
        "dossier-day-list.toml", "export-columns-unknown.export", "export-deep.export", "ledger-version-many.db", "ledger-flip-1.db",
    }
)  # fmt: skip


@pytest.fixture(scope="module")
def doors(tmp_path_factory: pytest.TempPathFactory) -> Doors:
    """The entries, with a ledger that holds a dossier."""
    folder = tmp_path_factory.mktemp("held")
    (folder / "good.txt").write_text(BODY)
    assert cli.run(["dossier", "load", "us-china", "--ledger", str(folder / "ledger.db")]) == 0
    return Doors(folder / "ledger.db", folder / "good.txt")


Tried = list[tuple[str, str, list[str], Outcome]]
"""Entry, name of the file, complaints and outcome of some runs."""


@pytest.fixture
def tried(doors: Doors) -> Iterator[Callable[[Iterable[tuple[str, Path]]], list[str]]]:
    """Run entries on files: what is wrong with how they were taken. At the end the worst are told."""
    done: Tried = []

    def run(calls: Iterable[tuple[str, Path]]) -> list[str]:
        made = [(entry, path.name, *doors.complaints(ENTRIES[entry], path)) for entry, path in calls]
        done.extend(made)
        return lines(made)

    yield run
    print(*table(done), sep="\n")


def lines(made: Tried) -> list[str]:
    """A line for each complaint, with the last words of the run."""
    return [f"{e} {n!r}: {line}; {(o.err or o.out)[-300:]!r}" for e, n, found, o in made for line in found]


def table(done: Tried) -> Iterator[str]:
    """How often each entry ended with each code, and who took most time and memory."""
    yield f"\n{len(done)} runs, each bound to {LONGEST:.0f} s of processor time and {LARGEST} MiB over the base"
    yield f"{'entry':16}{'0':>7}{'1':>7}{'2':>7}{'3':>7}{'s, worst':>11}{'MiB, worst':>12}"
    for name in ENTRIES:
        own = [outcome for entry, _, _, outcome in done if entry == name]
        if own:
            codes = Counter(outcome.code for outcome in own)
            counts = "".join(f"{codes[code]:7}" for code in range(4))
            slow, large = max(o.seconds for o in own), max(o.memory for o in own)
            yield f"{name:16}{counts}{slow:11.1f}{large:12.0f}"


@pytest.mark.skipif(not FULL, reason="all of them are tried by `make bad`")
def test_all_bad_files_do_no_harm(doors: Doors, tmp_path: Path) -> None:
    """Each through the entries that it is made for and two others, on all processors."""
    global _trial
    names, done = bad_files.names() if ASKED == "full" else ASKED.split(","), Tried()

    def trial(name: str) -> Tried:
        with tempfile.TemporaryDirectory(dir=tmp_path) as folder:
            (path,) = bad_files.make(Path(folder), frozenset({name}))
            return [(e, path.name, *doors.complaints(ENTRIES[e], path)) for e in fitting(path)]

    _trial = trial
    with ProcessPoolExecutor(usable(), get_context("fork")) as pool:
        for number, made in enumerate(pool.map(_tried, names), 1):
            done += made
            for told in (*lines(made), *([f"{number} of {len(names)} files"] * (number % 50 == 0))):
                print(told, flush=True)
    print(*table(done), sep="\n")
    assert lines(done) == []


def _tried(name: str) -> Tried:
    return _trial(name)


def test_the_folder_is_large_and_the_same_each_time() -> None:
    """At least 300 files, no name twice."""
    names = bad_files.names()
    assert len(names) > 700 and len(set(names)) == len(names)
    assert set(names) >= SAMPLE


def test_bad_files_do_no_harm(
    tried: Callable[[Iterable[tuple[str, Path]]], list[str]], tmp_path: Path
) -> None:
    """Some of each kind, through an entry that they are made for."""
    assert tried((fitting(path)[0], path) for path in bad_files.make(tmp_path, SAMPLE)) == []


def test_odd_places_do_no_harm(
    tried: Callable[[Iterable[tuple[str, Path]]], list[str]], tmp_path: Path
) -> None:
    """Links in rings, pipes, devices, folders and evil names, where a file is asked for."""
    places = enumerate(bad_tables.odd_places(tmp_path / "odd"))
    calls = ((e, path) for n, path in places for e in (ENTRIES if FULL else list(ENTRIES)[n % 17 :: 17]))
    assert tried(calls) == []


def test_parts_that_batch_did_not_write_do_no_harm(
    tried: Callable[[Iterable[tuple[str, Path]]], list[str]], tmp_path: Path
) -> None:
    """Notes and tables that were made up or damaged."""
    parts = list(bad_tables.bad_parts(tmp_path / "parts"))
    assert tried(("load", path) for path in parts[:: 1 if FULL else 4]) == []
