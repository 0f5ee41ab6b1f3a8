"""The JSON API, feeds and calendar: what programs can rely on."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from demo_run import demo
from fastapi.testclient import TestClient
from icalendar import Calendar
from lxml import etree

from parley.library import Library
from parley.serve import Door, application
from parley.store import open_store
from parley.write.books import OVER

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def api() -> Iterator[TestClient]:
    """The doors over the ledger of the demo."""
    with open_store(demo()[1], create=False) as store:
        yield TestClient(application(Library(store), Door()), base_url="http://127.0.0.1")


@pytest.mark.parametrize("what", ["state", "timeline", "changes", "deadlines", "disputes", "lapse"])
def test_every_listing_says_when_it_holds_and_what_it_stands_on(api: TestClient, what: str) -> None:
    """Day, knowledge and recording are in each answer; each item that says something has words."""
    body = api.get(f"/api/v1/{what}?as_of=2025-06-12&known=2025-06-12").json()
    assert (body["as_of"], body["known"]) == ("2025-06-12", "2025-06-12")
    assert body["freshness"]["recording"] > 0
    assert body["items"]
    assert all(item["sources"] and item["sources"][0]["words"] for item in body["items"])
    assert all(
        s["published"] is None or s["published"][:10] <= "2025-06-12"
        for i in body["items"]
        for s in i["sources"]
    )


def test_what_stands_and_the_day_are_those_of_the_commands(api: TestClient) -> None:
    """What stands no longer is no part of the state; what ends by a past day is looked at on that day."""
    told = api.get("/api/v1/state?as_of=2025-11-10&limit=500").json()["items"]
    assert told and OVER.isdisjoint(item["facts"]["status"] for item in told)
    every = api.get("/api/v1/timeline?as_of=2025-11-10&limit=500").json()["items"]
    assert not OVER.isdisjoint(item["facts"]["status"] for item in every)
    assert api.get("/api/v1/lapse?until=2025-08-12").json()["as_of"] == "2025-08-12"
    assert api.get("/api/v1/state?known=2025-06-12").json()["as_of"] == "2025-06-12"
    assert api.get("/api/v1/lapse?as_of=2025-11-10&until=2025-08-12").status_code == 400


def test_pages_of_a_list_join_to_the_whole(api: TestClient) -> None:
    """Following the cursor gives every entry once, in the same order."""
    whole = [e["id"] for e in api.get("/api/v1/entries?limit=500").json()["items"]]
    found, cursor = [], ""
    while True:
        body = api.get(f"/api/v1/entries?limit=7{cursor}").json()
        found += [e["id"] for e in body["items"]]
        if body["next"] is None:
            break
        cursor = f"&cursor={body['next']}"
    assert found == whole
    assert len(whole) > 20


@pytest.mark.parametrize("cursor", ["x", "!!!!", "OTk5OTk6MA==", "LTE6LTE="])
def test_a_cursor_of_nobody_is_a_problem(api: TestClient, cursor: str) -> None:
    """A foreign, damaged or outdated cursor is refused with problem+json."""
    answer = api.get("/api/v1/entries", params={"cursor": cursor})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == 400


def test_an_answer_that_did_not_change_is_not_sent_again(api: TestClient) -> None:
    """The ETag of an answer gives 304; another question has another ETag."""
    first = api.get("/api/v1/state?as_of=2025-06-12")
    again = api.get("/api/v1/state?as_of=2025-06-12", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert api.get("/api/v1/state?as_of=2025-06-13").headers["etag"] != first.headers["etag"]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/api/v1/entries/none", 404),
        ("/api/v1/claims/none", 404),
        ("/api/v1/state?as_of=soon", 422),
        ("/api/v1/claims?kind=rumour", 422),
        ("/api/v1/entries?limit=0", 422),
        ("/api/v1/nothing", 404),
    ],
)
def test_problems_are_told_as_rfc_9457_says(api: TestClient, path: str, code: int) -> None:
    """Every error of the API is problem+json with its status and a line that says what was wrong."""
    answer = api.get(path)
    assert answer.status_code == code
    assert answer.headers["content-type"] == "application/problem+json"
    assert {"type", "title", "status", "detail"} <= answer.json().keys()


def test_the_description_names_every_route(api: TestClient) -> None:
    """OpenAPI 3.1, with an operation for each listing and a schema for its answer."""
    described = api.get("/api/v1/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert {"/api/v1/state", "/api/v1/entries/{entry}", "/api/v1/claims", "/api/v1/health"} <= described[
        "paths"
    ].keys()
    assert all("get" in path and len(path) == 1 for path in described["paths"].values())


def test_a_claim_names_the_entries_that_rest_on_it(api: TestClient) -> None:
    """From words to entry and back."""
    entry = api.get("/api/v1/entries?kind=agreement").json()["items"][0]
    claim = api.get(f"/api/v1/claims/{entry['claims'][0]}").json()["item"]
    assert entry["id"] in claim["entries"]


def test_the_atom_feed_has_the_newest_change_first(api: TestClient) -> None:
    """Valid XML with an id, a title, a day and an address for each change; ids are stable and unique."""
    first, second = (etree.fromstring(api.get("/feeds/changes.atom").content) for _ in range(2))
    entries = first.findall(f"{ATOM}entry")
    days = [e.findtext(f"{ATOM}updated") for e in entries]
    ids = [e.findtext(f"{ATOM}id") for e in entries]
    assert len(entries) > 10
    assert days == sorted(days, key=str, reverse=True)
    assert len(set(ids)) == len(ids)
    assert ids == [e.findtext(f"{ATOM}id") for e in second.findall(f"{ATOM}entry")]
    assert all(e.findtext(f"{ATOM}title") and e.find(f"{ATOM}link") is not None for e in entries)


def test_the_json_feed_says_the_same_as_the_atom_feed(api: TestClient) -> None:
    """Version 1.1, same ids in the same order."""
    feed = json.loads(api.get("/feeds/changes.json").content)
    atom = etree.fromstring(api.get("/feeds/changes.atom").content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert [i["id"] for i in feed["items"]] == [e.findtext(f"{ATOM}id") for e in atom.findall(f"{ATOM}entry")]


def test_an_entry_can_be_followed(api: TestClient) -> None:
    """Its own feed holds its changes only."""
    entry = api.get("/api/v1/entries?kind=agreement").json()["items"][0]["id"]
    feed = etree.fromstring(api.get(f"/feeds/entry/{entry}.atom").content)
    links = {e.find(f"{ATOM}link").get("href") for e in feed.findall(f"{ATOM}entry")}  # type: ignore[union-attr]
    assert links == {f"http://127.0.0.1/entry/{entry}"}


def test_the_calendar_holds_rounds_and_deadlines(api: TestClient) -> None:
    """All-day events with stable UIDs; the London round spans two days, which ends on the day after."""
    calendar = Calendar.from_ical(api.get("/calendar.ics").content)
    events = {str(e["uid"]): e for e in calendar.walk("VEVENT")}
    again = Calendar.from_ical(api.get("/calendar.ics").content)
    assert set(events) == {str(e["uid"]) for e in again.walk("VEVENT")}
    (london,) = [e for uid, e in events.items() if "london" in uid and uid.endswith("-talks@parley")]
    assert (str(london.decoded("dtstart")), str(london.decoded("dtend"))) == ("2025-06-09", "2025-06-11")
    assert london["status"] == "CONFIRMED"
    assert all(e.decoded("sequence") >= 0 and e["summary"] for e in events.values())
