"""Feeds and calendars are what their standards ask for: Atom and JSON Feed by grammar, iCalendar by rule."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from demo_run import demo
from fastapi.testclient import TestClient
from icalendar import Calendar, Event
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from lxml import etree

from parley.library import Library
from parley.serve import Door, application
from parley.store import open_store
from parley.watchlists import Watch

DATA = Path(__file__).parent / "data"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def desk() -> Iterator[TestClient]:
    """The desk over the demo, with a watch list."""
    with open_store(demo()[1], create=False) as store:
        door = Door(watches=(Watch("minerals", goods=("rare earths",)),))
        with TestClient(application(Library(store), door), base_url="http://127.0.0.1:8000") as client:
            yield client


def feeds(desk: TestClient) -> list[str]:
    entry = desk.get("/api/v1/entries?kind=agreement").json()["items"][0]["id"]
    paths = ["/feeds/changes.atom", "/feeds/changes.atom?dispute=us-china", "/feeds/watch/minerals.atom"]
    return [*paths, "/feeds/changes.atom?dispute=none", f"/feeds/entry/{entry}.atom"]


def test_atom_feeds_are_valid(desk: TestClient) -> None:
    """Of all, of a dispute, of an entry, of a watch list, and an empty one; ids are used once."""
    grammar = etree.RelaxNG(etree.parse(DATA / "atom.rng"))
    for path in feeds(desk):
        answer = desk.get(path)
        assert answer.headers["content-type"].startswith("application/atom+xml")
        feed = etree.fromstring(answer.content)
        assert grammar.validate(feed), (path, grammar.error_log)
        assert [k for k in feed.findall(f"{ATOM}link") if k.get("rel") == "self"]
        ids = [e.text for e in feed.iter(f"{ATOM}id")]
        assert len(ids) == len(set(ids))


def test_the_grammar_tells_a_feed_that_is_none(desk: TestClient) -> None:
    """A feed without its moment, or with an address that runs, is refused."""
    grammar = etree.RelaxNG(etree.parse(DATA / "atom.rng"))
    feed = etree.fromstring(desk.get("/feeds/changes.atom").content)
    updated = feed.find(f"{ATOM}updated")
    assert updated is not None
    feed.remove(updated)
    assert not grammar.validate(feed)
    feed = etree.fromstring(desk.get("/feeds/changes.atom").content)
    next(feed.iter(f"{ATOM}link")).set("href", "javascript:alert(1)")
    assert not grammar.validate(feed)


def test_json_feeds_are_valid(desk: TestClient) -> None:
    """By a schema of what the standard asks; an item without content would be refused."""
    schema = Draft202012Validator(json.loads((DATA / "jsonfeed.json").read_text("utf-8")))
    for path in ("/feeds/changes.json", "/feeds/changes.json?dispute=us-china"):
        feed = desk.get(path).json()
        assert not list(schema.iter_errors(feed)), path
        assert feed["items"]
    del feed["items"][0]["content_text"]
    assert list(schema.iter_errors(feed))


def test_calendars_are_read_by_a_library(desk: TestClient) -> None:
    """Every event has what RFC 5545 asks, ends after it begins, and keeps its UID; nothing is broken."""
    calendar = Calendar.from_ical(desk.get("/calendar.ics?dispute=us-china").content)
    assert calendar["VERSION"] == "2.0" and calendar["PRODID"]
    events = [e for e in calendar.walk("VEVENT") if isinstance(e, Event)]
    assert events and not any(e.errors for e in events)
    for event in events:
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE"} <= set(event)
        start, end = event.decoded("DTSTART"), event.decoded("DTEND")
        assert isinstance(start, date) and start < end
        assert int(str(event["SEQUENCE"])) >= 0
    assert len({str(e["UID"]) for e in events}) == len(events)
    assert all(len(line.encode()) <= 75 for line in desk.get("/calendar.ics").text.split("\r\n"))
