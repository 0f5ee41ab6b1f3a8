"""Structured logs: one event a line, with the fields that the manual names, no secret and no page text."""

from __future__ import annotations

import json
import logging
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from ledger_builders import NOW, new_ledger, stages, toy

from parley import cli, flow, journal
from parley.acquire import fetch
from parley.acquire.found import Found
from parley.errors import InputError, LedgerError
from parley.model import Report
from parley.sources import State
from parley.watch import Watch

WORDS = "A duty of 12% on pears came into force on 3 March, the ministry of Norway said."


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    yield
    journal.begin(None)


def told(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """What went to standard error: JSON objects, a line each, and nothing else."""
    rows = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    for row in rows:
        assert list(row)[:3] == ["time", "level", "event"]
        assert datetime.fromisoformat(row["time"]).utcoffset() == datetime.now(UTC).utcoffset()
    return rows


def test_an_event_is_a_json_object_on_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Time in UTC, level, event, then its fields; fields without a value are left out."""
    journal.begin("json")
    journal.tell(
        "round", logging.WARNING, pages=3, line="two\nlines \x1b[31mred", none=None, parts=["a", "b"]
    )
    (row,) = told(capsys)
    assert (row["level"], row["event"], row["pages"], row["parts"]) == ("warning", "round", 3, ["a", "b"])
    assert row["line"] == "two lines red" and "none" not in row


def test_text_has_the_same_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    """Time, level and event, then name=value."""
    journal.begin("text")
    journal.tell("round", pages=3, line="all well")
    words = capsys.readouterr().err.rstrip("\n").split(" ", 3)
    assert words[1:] == ["info", "round", 'pages=3 line="all well"']


def test_without_a_form_nothing_is_logged(capsys: pytest.CaptureFixture[str]) -> None:
    """As before: lines to the person, and no events."""
    journal.tell("round", pages=3)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (
            "https://anna:pass@example.org/feed.xml: answered 401",
            "https://***@example.org/feed.xml: answered 401",
        ),
        ("https://example.org/feed?key=k123: answered 401", "https://example.org/feed?...: answered 401"),
        ("the token is s3cret-token", "the token is ***"),
        (
            "a.html: the reader failed (ValueError: “We agreed on pears”)",
            "a.html: the reader failed (ValueError)",
        ),
    ],
)
def test_no_secret_and_no_page_text_is_shown(
    given: str, shown: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Users, passwords and queries of addresses, the token, and what an error may quote from a page."""
    monkeypatch.setenv("PARLEY_TOKEN", "s3cret-token")
    journal.begin("json")
    journal.tell("left_out", line=given, lines=[given])
    (row,) = told(capsys)
    assert row["line"] == shown and row["lines"] == [shown]


def test_what_libraries_warn_of_is_an_event_without_its_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    """Their logger, the first line, and the kind of the error."""
    journal.begin("json")
    try:
        raise ValueError(WORDS)
    except ValueError:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application\nmore")
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("old", DeprecationWarning, stacklevel=1)
    first, second = told(capsys)
    assert (first["event"], first["logger"], first["error"]) == ("library", "uvicorn.error", "ValueError")
    assert first["line"] == "Exception in ASGI application" and second["logger"] == "py.warnings"


def test_reading_says_what_it_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An event with counts and seconds, one for each page left out; standard output stays empty."""
    (tmp_path / "a.txt").write_text(f"Pears\nThe Quay\n2025-03-04\n\n{WORDS}\n")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4 and no more")
    monkeypatch.setenv("PARLEY_PROCESSES", "1")
    given = ["read", str(tmp_path / "a.txt"), str(tmp_path / "b.pdf"), "--ledger", str(tmp_path / "l.db")]
    assert cli.run([*given, "--log", "json"]) == 3
    out = capsys.readouterr()
    rows = {row["event"]: row for row in map(json.loads, out.err.splitlines())}
    assert out.out == "" and rows["read"]["pages"] == 1 and rows["read"]["left_out"] == 1
    assert rows["read"]["claims"] >= 1 and rows["read"]["seconds"] > 0
    assert rows["left_out"]["address"].endswith("b.pdf") and rows["left_out"]["level"] == "warning"
    assert "pears" not in out.err


def test_an_error_that_ends_the_command_is_an_event(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its line and the exit code; the form may be given in the environment."""
    monkeypatch.setenv("PARLEY_LOG", "json")
    assert cli.run(["serve", "--ledger", str(tmp_path / "none.db")]) == 2
    (row,) = told(capsys)
    assert (row["event"], row["level"], row["exit_code"]) == ("failed", "error", 2)
    assert "none.db" in row["line"]


def test_a_watch_says_what_came_of_each_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """News, the same, or the error with the failures in a row and when it is asked again."""
    listed = tmp_path / "parley.toml"
    listed.write_text(
        "".join(
            f'[[source]]\nname = "{name}"\naddress = "https://{name}.example/feed?key=k9"\n'
            for name in ("news", "same", "bad")
        )
    )

    def asked(self: Watch, source: Any, state: State) -> tuple[Found | None, fetch.Mark]:
        if source.name == "bad":
            raise InputError("answered 500", where=source.address)
        text = f"<html><body><article><p>{WORDS}</p></article></body></html>"
        found = Found(source.address, text.encode(), "text/html", "utf-8")
        return (found if source.name == "news" else None), fetch.Mark("1")

    monkeypatch.setattr(Watch, "_ask", asked)
    monkeypatch.setenv("PARLEY_PROCESSES", "1")
    call = ["watch", str(listed), "--once", "--ledger", str(tmp_path / "l.db"), "--log", "json"]
    assert cli.run(call) == 3
    rows = told(capsys)
    outcomes = {r["source"]: r["outcome"] for r in rows if r["event"] == "source"}
    assert outcomes == {"news": "news", "same": "same", "bad": "failed"}
    bad = next(r for r in rows if r.get("source") == "bad")
    assert (bad["failures"], bad["level"]) == (1, "warning") and bad["due"] and "k9" not in json.dumps(rows)
    events = [r["event"] for r in rows]
    assert events[0] == "watching" and events[4:6] == ["read", "left_out"]


def test_a_watch_says_that_the_ledger_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An error with its line, and when it is tried again."""
    rounds: list[object] = [LedgerError("the disk is full"), Report(pages=1), KeyboardInterrupt()]

    def turn(*given: object) -> object:
        made = rounds.pop(0)
        if isinstance(made, BaseException):
            raise made
        return made

    monkeypatch.setattr("parley.watch.Watch.round", turn)
    monkeypatch.setattr(flow, "open_stages", lambda store: None)
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    listed = tmp_path / "parley.toml"
    listed.write_text('[[source]]\nname = "a"\naddress = "https://example.org/a"\n')
    assert cli.run(["watch", str(listed), "--ledger", str(tmp_path / "l.db"), "--log", "json"]) == 130
    gone = next(r for r in told(capsys) if r["event"] == "ledger_gone")
    assert (gone["level"], gone["again_in_seconds"]) == ("error", 30.0) and "the disk is full" in gone["line"]


def test_the_desk_logs_its_requests_by_route(tmp_path: Path) -> None:
    """A real process: serving, a request without what was searched for, and that it was stopped."""
    with new_ledger(tmp_path) as store:
        flow.read_into(store, (), fetched=NOW, stages=stages([toy("2025-06-10", "steel: imposed")]))
        ledger = str(store.path)
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        port = place.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "parley",
        "serve",
        "--ledger",
        ledger,
        "--port",
        str(port),
        "--log",
        "json",
    ]
    desk = subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env={**os.environ, "PARLEY_TOKEN": ""}
    )
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/search?q=hidden", timeout=90).read()
                break
            except OSError:
                time.sleep(0.1)
    finally:
        desk.send_signal(signal.SIGINT)
        _, err = desk.communicate(timeout=90)
    rows = [json.loads(line) for line in err.splitlines()]
    assert [r["event"] for r in rows] == ["serving", "request", "stopped"] and "hidden" not in err
    request = rows[1]
    assert (request["method"], request["route"], request["status"]) == ("GET", "/search", 200)
    assert request["ms"] > 0
