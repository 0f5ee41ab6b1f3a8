"""A folder of bad files through every entry: each ends soon, in little memory, in one line, with nothing lost.

`make bad` runs all of them and prints a table; here a sample runs, of each kind some.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import bad_files
import bad_tables
import pytest
from bad_entries import ENTRIES, Doors, Outcome, fitting
from bad_pages import BODY

from parley import cli

FULL = os.environ.get("PARLEY_BAD") == "full"
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


@pytest.fixture
def tried(doors: Doors) -> Iterator[Callable[[str, Path], list[str]]]:
    """Run an entry on a file: what is wrong with how it was taken. At the end the worst are told."""
    codes: Counter[tuple[str, int]] = Counter()
    worst: list[tuple[str, str, Outcome]] = []

    def run(entry: str, path: Path) -> list[str]:
        found, outcome = doors.complaints(ENTRIES[entry], path)
        codes[entry, outcome.code] += 1
        worst.append((entry, path.name, outcome))
        return [f"{entry} {path.name!r}: {line}; {(outcome.err or outcome.out)[-300:]!r}" for line in found]

    yield run
    print(*table(codes, worst), sep="\n")


def table(codes: Counter[tuple[str, int]], worst: list[tuple[str, str, Outcome]]) -> Iterator[str]:
    """How often each entry ended with each code, and who took most time and memory."""
    yield f"\n{'entry':16}{'0':>7}{'1':>7}{'2':>7}{'3':>7}{'s, worst':>11}{'MiB, worst':>12}"
    for name in ENTRIES:
        own = [(file, outcome) for entry, file, outcome in worst if entry == name]
        if own:
            slow, large = max(o.seconds for _, o in own), max(o.memory for _, o in own)
            counts = "".join(f"{codes[name, code]:7}" for code in range(4))
            yield f"{name:16}{counts}{slow:11.1f}{large:12.0f}"
    yield f"{len(worst)} runs"


def test_the_folder_is_large_and_the_same_each_time() -> None:
    """At least 300 files, no name twice."""
    names = bad_files.names()
    assert len(names) > 700 and len(set(names)) == len(names)
    assert set(names) >= SAMPLE


def test_bad_files_do_no_harm(tried: Callable[[str, Path], list[str]], tmp_path: Path) -> None:
    """Each through the entries that it is made for; in full through two others as well."""
    wrong: list[str] = []
    for path in bad_files.make(tmp_path, None if FULL else SAMPLE):
        for entry in fitting(path) if FULL else fitting(path)[:1]:
            wrong += tried(entry, path)
        path.unlink()
    assert wrong == []


def test_odd_places_do_no_harm(tried: Callable[[str, Path], list[str]], tmp_path: Path) -> None:
    """Links in rings, pipes, devices, folders and evil names, where a file is asked for."""
    wrong: list[str] = []
    for number, path in enumerate(bad_tables.odd_places(tmp_path / "odd")):
        for entry in ENTRIES if FULL else list(ENTRIES)[number % 17 :: 17]:
            wrong += tried(entry, path)
    assert wrong == []


def test_parts_that_batch_did_not_write_do_no_harm(
    tried: Callable[[str, Path], list[str]], tmp_path: Path
) -> None:
    """Notes and tables that were made up or damaged."""
    parts = bad_tables.bad_parts(tmp_path / "parts")
    assert [line for path in list(parts)[:: 1 if FULL else 4] for line in tried("load", path)] == []
