"""A database that goes and comes back, and clocks that jump: reading goes on, and nothing is lost."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from ledger_builders import NOW, VERSIONS, new_ledger, reading, settlement, stages, toy
from postgres_server import Server, running

from parley import cli, flow
from parley.acquire.robots import Robots
from parley.errors import LedgerError
from parley.model import Report
from parley.sources import State
from parley.store import Settlement, Store, copies, open_store

PAGES = [toy(f"2025-06-{day:02}", f"good {day}: announced", address=f"{day}.txt") for day in range(1, 9)]
START = datetime(2025, 3, 30, 0, 30, tzinfo=UTC)  # half an hour before clocks go on in Berlin


def held(store: Store) -> Settlement:
    return Settlement(store.edges(), store.entries(), store.assessment())


@pytest.fixture
def own_server() -> Iterator[Server]:
    """A server that a test may kill."""
    try:
        with running() as server:
            yield server
    except OSError as error:
        pytest.skip(str(error))


@pytest.mark.parametrize("hard", [True, False], ids=["killed", "shut down"])
def test_a_server_that_goes_and_comes_back(
    hard: bool, own_server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While it is gone each use is one line; then the same open ledger goes on with all it acknowledged."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    with open_store(own_server.new()) as store:
        store.record([reading(p) for p in PAGES[:3]], at=NOW, versions=VERSIONS)
        own_server.stop(hard)
        for use in (store.claims, lambda: store.record([reading(PAGES[3])], at=NOW, versions=VERSIONS)):
            with pytest.raises(LedgerError, match=r"cannot be reached.*nothing was lost") as caught:
                use()
            assert "\n" not in caught.value.line()
        own_server.start()
        assert {p.address for p in store.pages()} == {"1.txt", "2.txt", "3.txt"}
        flow.read_into(store, (), fetched=NOW, stages=stages(PAGES))
        assert held(store) == settlement(*PAGES) and store.check() == ()


def test_a_server_that_dies_in_the_middle_of_a_write(
    own_server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The batch that was on its way is not there; the ones before are."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    from parley.store.writer import Writer

    inner = Writer.readings

    def dying(writer: Writer, readings: object) -> None:
        inner(writer, readings)  # type: ignore[arg-type]
        own_server.stop(hard=True)

    with open_store(own_server.new()) as store:
        store.record([reading(PAGES[0])], at=NOW, versions=VERSIONS)
        monkeypatch.setattr(Writer, "readings", dying)
        with pytest.raises(LedgerError, match="cannot be reached"):
            store.record([reading(PAGES[1])], at=NOW, versions=VERSIONS)
        monkeypatch.setattr(Writer, "readings", inner)
        own_server.start()
        assert [p.address for p in store.pages()] == ["1.txt"]


def test_a_file_that_goes_and_comes_back(tmp_path: Path) -> None:
    """An open ledger writes into no file that was moved away, and makes no empty one in its place."""
    with new_ledger(tmp_path) as store:
        store.record([reading(PAGES[0])], at=NOW, versions=VERSIONS)
        away = store.path.rename(tmp_path / "away.db")
        with pytest.raises(LedgerError, match="cannot be opened"):
            store.record([reading(PAGES[1])], at=NOW, versions=VERSIONS)
        assert not store.path.exists()
        away.rename(store.path)
        flow.read_into(store, (), fetched=NOW, stages=stages(PAGES))
        assert held(store) == settlement(*PAGES)


def test_a_file_put_in_the_place_of_an_open_one(tmp_path: Path) -> None:
    """A copy moved over the ledger by hand is what is read and written from then on."""
    with new_ledger(tmp_path) as store:
        copies.backup(store.place, tmp_path / "kept.db")
        store.record([reading(PAGES[0])], at=NOW, versions=VERSIONS)
        (tmp_path / "kept.db").rename(store.path)
        assert list(store.pages()) == []
        store.record([reading(PAGES[1])], at=NOW, versions=VERSIONS)
    with open_store(store.path, create=False) as again:
        assert [p.address for p in again.pages()] == ["2.txt"]


def test_a_watch_outlives_a_ledger_that_is_gone_for_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The line says so, and the next round goes on; a watch of one round ends with it."""
    rounds: list[object] = [LedgerError("the disk is full"), Report(pages=1), KeyboardInterrupt()]

    def turn(*given: object) -> Report:
        made = rounds.pop(0)
        if isinstance(made, BaseException):
            raise made
        assert isinstance(made, Report)
        return made

    monkeypatch.setattr("parley.watch.Watch.round", turn)
    monkeypatch.setattr(flow, "open_stages", lambda store: None)
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    listed = tmp_path / "parley.toml"
    listed.write_text('[[source]]\nname = "a"\naddress = "https://example.org/a"\n')
    call = ["watch", str(listed), "--ledger", str(tmp_path / "desk.db")]
    assert cli.run(call) == 130
    told = capsys.readouterr()
    assert "the disk is full; tried again" in told.err and "Read 1 new page" in told.out
    rounds.append(LedgerError("the disk is full"))
    assert cli.run([*call, "--once"]) == 2


def test_a_damaged_ledger_is_seen_before_a_watch_begins(tmp_path: Path) -> None:
    """`quick_check` at the start: one line, and nothing is asked."""
    with new_ledger(tmp_path) as store:
        for number in range(30):
            store.record([reading(toy("2025-06-10", f"good {number}: set"))], at=NOW, versions=VERSIONS)
        store.see_that_it_is_sound()
    raw = bytearray(store.path.read_bytes())
    raw[-8192:-4096] = b"\xff" * 4096
    store.path.write_bytes(raw)
    with pytest.raises(LedgerError, match="damaged"), open_store(store.path, create=False) as damaged:
        damaged.see_that_it_is_sound()


@pytest.mark.parametrize("jump", [timedelta(hours=-2), timedelta(days=3653), timedelta(days=-3653)])
def test_a_clock_that_jumped_stops_no_source(jump: timedelta) -> None:
    """Whatever was noted by the wrong clock, a source is asked within its pace of the right one."""
    state = State("https://example.org/a").told_of(State("").mark, START, 60, changed=True)
    now = START + jump
    asked = [n for n in range(121) if state.is_due(now + timedelta(minutes=n))]
    assert asked and asked[0] <= 60
    again = state.told_of(state.mark, now, 60, changed=False)
    assert not again.is_due(now + timedelta(minutes=59)) and again.is_due(now + timedelta(minutes=60))


def test_pages_read_under_clocks_that_jump_are_all_held_once(store: Store) -> None:
    """Two hours back, ten years on, back again, on either engine: the ledger is the one of a right clock."""
    hours = (0, -2, 10 * 365 * 24, -10 * 365 * 24, 1)
    for number, jump in enumerate(hours):
        moment = (START + timedelta(hours=jump)).isoformat(timespec="seconds")
        flow.read_into(store, (), fetched=moment, stages=stages(PAGES[: 2 * number + 1]))
    assert len(list(store.pages())) == len(PAGES)
    assert held(store) == settlement(*PAGES) and store.check() == ()
    assert not store.behind() and store.last_recording() == len(store.recordings())


def test_rules_of_a_host_noted_by_a_wrong_clock_are_asked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A `robots.txt` of ten years ahead does not hold for ten years."""
    from urllib.robotparser import RobotFileParser

    asked: list[str] = []

    def rules(address: str) -> RobotFileParser:
        asked.append(address)
        found = RobotFileParser()
        found.parse([])
        return found

    monkeypatch.setattr("parley.acquire.robots._asked", rules)
    robots = Robots()
    for moment in (START, START + timedelta(days=3653), START, START + timedelta(hours=2), START):
        robots.check("https://example.org/a", moment)
    assert len(asked) == 3


def test_the_time_zone_and_its_summer_time_change_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ledger read in Berlin on the night when clocks change is that read in UTC, byte for byte."""
    told = set()
    for zone in ("UTC", "Europe/Berlin", "Pacific/Kiritimati"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        (tmp_path / zone).mkdir(parents=True)
        with new_ledger(tmp_path / zone) as store:
            flow.read_into(store, (), fetched=START.isoformat(), stages=stages(PAGES))
        told.add(copies.export(store.place, tmp_path / zone / "whole"))
    monkeypatch.undo()
    time.tzset()
    assert len(told) == 1


def test_no_moment_is_told_by_the_local_clock() -> None:
    """Every moment in the program is in UTC: nothing else survives the night when clocks change."""
    import parley

    for path in Path(parley.__file__).parent.rglob("*.py"):
        source = path.read_text("utf-8")
        for word in ("datetime.now()", "utcnow(", "localtime(", "date.today(", ".fromtimestamp("):
            assert word not in source, f"{path.name}: {word}"
