"""The conductor: new pages are read and stored, failures are set aside, and the ledger follows."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest
from ledger_builders import NOW, VERSIONS, page, reading, settlement, stages, toy

from parley import flow
from parley.errors import LedgerError, UsageError
from parley.model import Article, Claim, Edge, Page, Report, Skipped
from parley.store import Settlement, Store, Versions, open_store

MONDAY = toy("2025-06-09", "steel: announced", "chips: threatened", address="mon.txt")
TUESDAY = toy("2025-06-10", "steel: imposed", address="tue.txt")
BROKEN = toy("2025-06-10", "steel: imposed", title="broken", address="broken.txt")
FAULT = toy("2025-06-10", "steel: imposed", title="fault", address="fault.txt")
EMPTY = toy("2025-06-10", title="empty", address="empty.txt")


def read(store: Store, *pages: Page | Skipped) -> Report:
    return flow.read_into(store, ["desk"], fetched=NOW, stages=stages(pages))


def held(store: Store) -> Settlement:
    return Settlement(store.edges(), store.entries(), store.assessment())


def test_pages_become_a_ledger(store: Store) -> None:
    """The report counts what was read, and the ledger is what follows from the pages."""
    report = read(store, MONDAY, TUESDAY)
    assert report == Report(pages=2, known_before=0, articles=2, claims=3)
    assert held(store) == settlement(MONDAY, TUESDAY)


def test_a_page_read_before_is_not_read_again(store: Store) -> None:
    """A second run counts it as known and writes nothing, not even a note of itself."""
    read(store, MONDAY)
    before = store.counts()
    assert read(store, MONDAY) == Report(known_before=1)
    assert store.counts() == before


def test_the_same_bytes_twice_in_a_run_are_one_page(store: Store) -> None:
    """A copy of a file beside it is known before it is read."""
    report = read(store, MONDAY, replace(MONDAY, address="copy.txt"))
    assert (report.pages, report.known_before) == (1, 1)
    assert [p.address for p in store.pages()] == ["mon.txt"]


def test_pages_that_cannot_be_read_are_set_aside(store: Store) -> None:
    """Bad input, a page without an article and a fault of a stage cost one line each; the others go on."""
    gone = Skipped("gone.txt", "gone.txt: no such file")
    report = read(store, BROKEN, MONDAY, FAULT, gone, EMPTY, TUESDAY)
    assert [s.address for s in report.skipped] == ["broken.txt", "fault.txt", "gone.txt", "empty.txt"]
    assert report.skipped[0].line == "broken.txt: nothing here is an article"
    assert "ZeroDivisionError: a fault over two lines" in report.skipped[1].line
    assert report.skipped[3].line == "empty.txt: no article was found"
    assert report.pages == 2
    assert {p.address for p in store.pages()} == {"mon.txt", "tue.txt"}


def test_an_error_that_is_not_the_pages_ends_the_run(store: Store) -> None:
    """A missing model would fail on every page: it is said once, not once a page."""

    def claims(article: Article) -> tuple[Claim, ...]:
        raise UsageError("no English model is installed")

    with pytest.raises(UsageError):
        flow.read_into(store, (), fetched=NOW, stages=replace(stages([MONDAY]), claims=claims))
    assert list(store.pages()) == []


def test_undated_pages_are_named(store: Store) -> None:
    """A page without a day is read and reported; with a day given later it is read again."""
    bare = page("Undated notice\nundated\nsteel: announced", "bare.txt")
    assert read(store, bare).undated == ("bare.txt",)
    again = read(store, replace(bare, given_date="2025-06-10"))
    assert (again.pages, again.known_before, again.undated) == (1, 0, ())
    assert [c.known for c in store.claims()] == ["2025-06-10"]
    assert store.entries()[0].states[0].known_from == "2025-06-10"


def test_a_date_given_to_a_dated_page_changes_nothing(store: Store) -> None:
    """A page that has its own day is known, whatever day is given for the others of its folder."""
    read(store, MONDAY)
    before = store.counts()
    assert read(store, replace(MONDAY, given_date="2025-06-30")) == Report(known_before=1)
    assert store.counts() == before


def test_ctrl_c_leaves_what_was_read(store: Store) -> None:
    """Pages that were finished are stored, the error says how many, and the next run does the rest."""

    def pages() -> Iterator[Page]:
        yield MONDAY
        raise KeyboardInterrupt

    with pytest.raises(flow.StoppedError, match="1 new pages are stored") as caught:
        flow.read_into(store, (), fetched=NOW, stages=stages(pages()))
    assert caught.value.exit_code == 130
    assert [p.address for p in store.pages()] == ["mon.txt"]
    assert not store.settled(VERSIONS)
    report = read(store, MONDAY, TUESDAY)
    assert (report.pages, report.known_before) == (1, 1)
    assert held(store) == settlement(MONDAY, TUESDAY)


def test_progress_is_told(store: Store) -> None:
    """Each page read, each batch stored and each stage of settling is heard once."""
    heard: list[tuple[str, int, int | None]] = []
    many = [toy("2025-06-10", f"good {n}: announced", address=f"{n}.txt") for n in range(flow.BATCH + 1)]

    def progress(stage: str, done: int, total: int | None) -> None:
        heard.append((stage, done, total))

    flow.read_into(store, (), fetched=NOW, progress=progress, stages=stages(many))
    assert [h for h in heard if h[0] == "read"] == [("read", n + 1, None) for n in range(len(many))]
    assert [h for h in heard if h[0] == "store"] == [("store", flow.BATCH, None), ("store", len(many), None)]
    assert {h[0] for h in heard} == {"read", "store", "derive", "resolve", "weigh"}


def test_a_new_lexicon_settles_the_ledger_anew(store: Store) -> None:
    """Without new pages nothing is computed, unless another version would compute it otherwise."""
    read(store, MONDAY)
    flow.read_into(store, (), fetched=NOW, stages=stages(versions=Versions("1.0", "lexicon-b", "model-a")))
    assert [r.versions.lexicon for r in store.recordings()] == ["lexicon-a", "lexicon-a", "lexicon-b"]
    assert held(store) == settlement(MONDAY)


def test_rereading_replaces_the_claims_of_all_pages(store: Store) -> None:
    """A better reader's claims become the held ones; the earlier ones stay readable."""
    read(store, MONDAY, TUESDAY)
    at = store.last_recording()
    old = store.claims()

    def better(article: Article) -> tuple[Claim, ...]:
        return tuple(replace(c, certainty="planned") for c in stages().claims(article))

    newer = replace(stages(versions=Versions("2.0", "lexicon-b", "model-a")), claims=better)
    report = flow.reread(store, fetched=NOW, stages=newer)
    assert (report.pages, report.claims) == (2, 3)
    assert {c.certainty for c in store.claims()} == {"planned"}
    assert store.claims(at) == old
    assert len(store.entries()) == 2


def test_pages_that_come_in_meanwhile_are_taken_along(store: Store) -> None:
    """When another program adds a page while the ledger is computed, it is computed again."""
    others = [TUESDAY]

    def derive(articles: tuple[Article, ...]) -> tuple[Edge, ...]:
        if others:
            with open_store(store.place) as other:
                flow.read_into(other, (), fetched=NOW, stages=stages([others.pop()]))
        return stages().derive(articles)

    flow.read_into(store, (), fetched=NOW, stages=replace(stages([MONDAY]), derive=derive))
    assert held(store) == settlement(MONDAY, TUESDAY)


def test_a_ledger_that_never_stands_still(store: Store) -> None:
    """After some attempts the run ends in one line; the pages are stored."""
    count = iter(range(100))

    def derive(articles: tuple[Article, ...]) -> tuple[Edge, ...]:
        with open_store(store.place) as other:
            new = toy("2025-06-10", f"good {next(count)}: announced")
            other.record([reading(new)], at=NOW, versions=VERSIONS)
        return ()

    with pytest.raises(LedgerError, match="all pages are stored"):
        flow.read_into(store, (), fetched=NOW, stages=replace(stages([MONDAY]), derive=derive))
    assert MONDAY in list(store.pages())


def test_importing_the_flow_loads_no_parser() -> None:
    """Answers must come fast: neither the conductor nor the ledger imports spaCy, lxml or Alembic."""
    code = (
        "import sys, parley.flow, parley.ledger, parley.exchange\n"
        "print([m for m in ('spacy', 'lxml', 'alembic', 'trafilatura', 'rich', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
