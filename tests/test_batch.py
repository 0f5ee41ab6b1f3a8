"""Web archives to Parquet: the same rows however work is cut, killed or repeated; into a ledger once."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from web_archives import packed, response

from parley import batch, batch_parts
from parley.batch import TRIES, run
from parley.batch_load import load
from parley.batch_parts import parts_of
from parley.batch_pool import dealt, each, taken
from parley.errors import InputError, UsageError
from parley.model import Page
from parley.read.parse import Memory, Parser, open_parser
from parley.reader import Reader
from parley.store import open_store

PLAIN = "A choir sang in the old hall, and all the guests were glad of the warm soup. " * 20
TOLD = (
    "The United States will impose a {rate}% tariff on copper from Chile on 1 July, officials said on "
    "Monday. Chile's trade minister, Rosa Quist, said that her country would answer in kind."
)
NOW = "2026-01-01T00:00:00+00:00"


def page(words: str, day: str = "2025-06-11") -> bytes:
    """A page with a day of publication."""
    return (
        f'<html><head><title>Copper</title><meta property="article:published_time" content="{day}"></head>'
        f"<body><article><h1>Copper</h1><p>{words}</p></article></body></html>"
    ).encode()


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Twelve pages, every third of them about trade, one of these twice."""
    pages = [
        page(TOLD.format(rate=10 + n // 6 * 5)) if n % 3 == 0 else page(f"{n}. {PLAIN}") for n in range(12)
    ]
    path = tmp_path / "news.warc.gz"
    path.write_bytes(packed(*(response(f"{n}.html", body) for n, body in enumerate(pages))))
    return path


@pytest.fixture(scope="module")
def parser() -> Parser:
    """One parser for all runs of this file: loading it takes longer than all else."""
    return open_parser()


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch, parser: Parser) -> None:
    """Parts of a few records, and a model that is loaded once."""

    def opened(cache: Memory) -> Parser:
        parser.cache = cache
        return parser

    monkeypatch.setattr(batch_parts, "STRETCH", 1500)
    monkeypatch.setattr(batch, "open_parser", opened)


def silent(_: str) -> None:
    """Nobody hears of progress."""


def hashes(out: Path) -> dict[str, str]:
    """The hashes of the rows of all files."""
    found: dict[str, str] = {}
    for note in (out / "done").glob("*.json"):
        found |= json.loads(note.read_text("utf-8"))["files"]
    return found


def test_parts_give_together_what_the_archive_holds(archive: Path, tmp_path: Path) -> None:
    """Each record is in one part, wherever the bounds fall, and all are counted by what became of them."""
    done = run([str(archive)], tmp_path / "out", tell=silent)
    assert done.parts == len(list(parts_of([str(archive)]))) > 2
    assert (done.counts["records"], done.counts["read"], done.counts["not about trade"]) == (12, 4, 8)
    assert done.counts["claims"] >= 4


def test_more_processes_give_the_same_rows(archive: Path, tmp_path: Path) -> None:
    """One process and three write files of the same names and rows."""
    run([str(archive)], tmp_path / "one", tell=silent)
    run([str(archive)], tmp_path / "three", processes=3, tell=silent)
    assert hashes(tmp_path / "one") == hashes(tmp_path / "three") != {}


def test_a_second_run_does_nothing(archive: Path, tmp_path: Path) -> None:
    """What is done is done; a part whose note is gone is done again, to the same rows."""
    first = run([str(archive)], tmp_path / "out", tell=silent)
    rows = hashes(tmp_path / "out")
    again = run([str(archive)], tmp_path / "out", tell=silent)
    assert (again.parts, again.before) == (0, first.parts)
    next((tmp_path / "out" / "done").glob("*.json")).unlink()
    assert run([str(archive)], tmp_path / "out", tell=silent).parts == 1
    assert hashes(tmp_path / "out") == rows


def deadly(address: str) -> Callable[[Reader, Page], object]:
    """`Reader.articles` that kills its process at one address."""
    articles = Reader.articles

    def read(self: Reader, one: Page) -> object:
        if one.address.endswith(address):
            os.kill(os.getpid(), signal.SIGKILL)
        return articles(self, one)

    return read


def test_a_record_that_kills_is_tried_three_times_and_listed(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others are read; a later run does not try the poison again."""
    monkeypatch.setattr(Reader, "articles", deadly("/4.html"))
    done = run([str(archive)], tmp_path / "out", processes=2, tell=silent)
    assert (done.counts["poison"], done.counts["records"]) == (1, 11)
    assert len((tmp_path / "out" / "deaths.jsonl").read_text().splitlines()) == TRIES
    assert "three processes died" in done.left_out[0]
    assert run([str(archive)], tmp_path / "out", tell=silent).parts == 0


def test_a_record_that_fails_costs_only_itself(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of the reader is counted, with the address; an unreadable page too."""
    articles = Reader.articles

    def read(self: Reader, one: Page) -> object:
        if one.address.endswith("/0.html"):
            raise ZeroDivisionError("none\nat all")
        if one.address.endswith("/3.html"):
            raise InputError("is blank")
        return articles(self, one)

    monkeypatch.setattr(Reader, "articles", read)
    done = run([str(archive)], tmp_path / "out", tell=silent)
    assert (done.counts["failed"], done.counts["no article"], done.counts["read"]) == (1, 1, 2)
    assert any("ZeroDivisionError: none at all" in line for line in done.left_out)


def test_each_goes_on_when_processes_die() -> None:
    """A process that dies costs one more try of its item; the others are done all the same."""

    def work(item: tuple[int, int], at: Callable[[int], None]) -> int:
        number, tries = item
        at(number * 10)
        if number == 2 and tries < 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    told: list[int] = []

    def died(item: tuple[int, int], place: int) -> tuple[int, int]:
        told.append(place)
        return item[0], item[1] + 1

    assert sorted(each(work, [(n, 0) for n in range(5)], 2, died)) == [0, 1, 2, 3, 4]
    assert told == [20, 20]


def test_neighbours_are_done_by_one_process() -> None:
    """Each process does a run of neighbours, then the last of the longest run that is left."""
    runs = dealt("abcdefg", 3)
    assert ["".join(run) for run in runs] == ["ab", "cd", "efg"]
    assert ["".join(run) for run in dealt("ab", 5)] == ["a", "b"]
    order = [taken(runs, 0) for _ in range(7)]
    assert order == ["a", "b", "g", "d", "f", "c", "e"]


def test_all_is_loaded_before_the_fork() -> None:
    """A reader that is loaded reads and makes tables with no module and no model that it did not have."""
    code = (
        "import sys; from parley import batch_parts as b; from parley.reader import Reader;"
        "from parley.read.parse import open_parser; r = Reader(open_parser()); b.make_ready(r);"
        "assert len(r.parser.cache) == 2, 'a parse and a reading';"
        "before = set(sys.modules); b.make_ready(r);"
        "print(sorted(set(sys.modules) - before), 'pyarrow' in before, 'spacy' in before)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[0] == "[] True True"


def test_each_passes_on_an_error() -> None:
    """An error that is no death of a process is the caller's."""

    def work(item: int, at: Callable[[int], None]) -> int:
        raise UsageError("no model")

    with pytest.raises(UsageError, match="no model"):
        list(each(work, [1, 2], 2, lambda item, place: item))


def test_a_killed_run_goes_on(archive: Path, tmp_path: Path) -> None:
    """A driver that is killed while it works leaves nothing behind that the next run would not mend."""
    run([str(archive)], tmp_path / "whole", tell=silent)
    code = (
        "from parley import batch, batch_parts; batch_parts.STRETCH = 1500;"
        f"batch.run([{str(archive)!r}], batch.Path({str(tmp_path / 'out')!r}), processes=2)"
    )
    driver = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert driver.stdout is not None
    assert driver.stdout.readline().startswith("1 of ")
    driver.kill()
    driver.wait()
    time.sleep(1.2)  # its processes see that it is gone
    rest = run([str(archive)], tmp_path / "out", tell=silent)
    assert rest.before >= 1
    assert hashes(tmp_path / "out") == hashes(tmp_path / "whole")


def test_load_adds_each_page_once(archive: Path, tmp_path: Path) -> None:
    """The ledger holds what was read, a page that stands twice once, and a second load adds nothing."""
    run([str(archive)], tmp_path / "out", tell=silent)
    with open_store(tmp_path / "a.db") as store:
        report = load(store, tmp_path / "out", at=NOW)
        assert (report.pages, report.articles) == (2, 2)
        assert report.claims == len(store.claims()) > 0
        held = [p for a in store.articles() if (p := store.page(a.page)) is not None]
        assert all(page.raw.startswith(b"<html>") for page in held)
        assert store.entries()
        assert load(store, tmp_path / "out", at=NOW).pages == 0


def test_load_wants_done_parts(tmp_path: Path) -> None:
    """An empty folder, and a damaged file, are each one clear line."""
    with open_store(tmp_path / "a.db") as store:
        with pytest.raises(UsageError, match="no part that is done"):
            load(store, tmp_path, at=NOW)
        (tmp_path / "done").mkdir()
        (tmp_path / "done" / "x.json").write_text("{")
        with pytest.raises(InputError, match="no note of a part"):
            load(store, tmp_path, at=NOW)
        (tmp_path / "pages.parquet").write_bytes(b"no")
        (tmp_path / "done" / "x.json").write_text('{"files": {"pages.parquet": ""}}')
        with pytest.raises(InputError, match="run parley batch again"):
            load(store, tmp_path, at=NOW)


def test_archives_at_an_address_are_read(archive: Path, tmp_path: Path) -> None:
    """A file and a folder, on this machine or in a store of objects, give what the local archive gives."""
    fsspec = pytest.importorskip("fsspec", reason="fsspec is an extra")
    counts = run([str(archive)], tmp_path / "out", tell=silent).counts
    with fsspec.open("memory://crawl/a.warc.gz", "wb") as copy:
        copy.write(archive.read_bytes())
    with fsspec.open("memory://crawl/readme.txt", "wb") as other:
        other.write(b"no archive")
    for number, address in enumerate(("memory://crawl", "memory://crawl/a.warc.gz", f"file://{archive}")):
        done = run([address], tmp_path / str(number), tell=silent)
        assert (done.parts, done.counts) == (1, counts), address
        assert run([address], tmp_path / str(number), tell=silent).parts == 0
    for address in ("memory://nothing", "nosuch://crawl"):
        with pytest.raises(UsageError, match=address):
            run([address], tmp_path / "none", tell=silent)


def test_where_there_is_no_archive_it_is_said(tmp_path: Path) -> None:
    """Neither a folder without archives nor a name that does not exist is passed over."""
    for named in (tmp_path, tmp_path / "none.warc"):
        with pytest.raises(UsageError, match="no web archive here"):
            run([str(named)], tmp_path / "out", tell=silent)


def test_without_ray_it_is_said(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ray is an extra: without it the engine names what to install."""
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(UsageError, match="cluster"):
        run([str(archive)], tmp_path / "out", engine="ray", tell=silent)


def test_the_cache_of_a_process_stays_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest half goes when it is full."""
    monkeypatch.setattr(batch, "LARGEST", 10)
    cache = batch.Bounded()
    for number in range(25):
        cache.keep({str(number): b""})
    assert len(cache) <= 10
    assert "24" in cache and "0" not in cache


def test_an_archive_that_cannot_be_read_is_left_out(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of the disk is no death of a process: it is told at once, and tried again in the next run."""

    def broken(*_: object) -> object:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(batch_parts, "_records", broken)
        done = run([str(archive)], tmp_path / "out", tell=silent)
    assert done.parts == done.counts["not readable"] == len(done.left_out) > 0
    assert "input/output error" in done.left_out[0]
    assert run([str(archive)], tmp_path / "out", tell=silent).counts["read"] > 0


def test_a_full_disk_ends_the_run_in_one_line(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It said nothing before, and tried for ever."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(batch_parts, "write_rows", full)
    with pytest.raises(UsageError, match="no space left on device"):
        run([str(archive)], tmp_path / "out", tell=silent)


def test_a_part_of_which_all_processes_die_ends_the_run(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before any record no record can be blamed: after some tries the archive is named."""
    monkeypatch.setattr(batch_parts, "_records", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    with pytest.raises(InputError, match="processes died before its first record"):
        run([str(archive)], tmp_path / "out", tell=silent)
