"""Feeds and a calendar to follow the ledger with: Atom (RFC 4287), JSON Feed 1.1, iCalendar (RFC 5545)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from feedgen.feed import FeedGenerator
from icalendar import Calendar, Event

from parley.errors import MissingError
from parley.library import Library, Snapshot
from parley.model import Entry, State, When
from parley.moments import Change, Due
from parley.watched import about, chosen
from parley.watchlists import Watch
from parley.write import dates
from parley.write.inert import inert
from parley.write.nouns import subject
from parley.write.phrases import capital

MOST = 100  # items of a feed
EVENTS = 250  # deadlines and rounds of talks in a calendar, the latest of each
PAST = 400  # days back from the last one that is known, from which a calendar tells
ATOM, JSON_FEED, CALENDAR = "application/atom+xml", "application/feed+json", "text/calendar; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Item:
    """One change for a feed: `id` stays the same as long as the change does; `day` is ISO."""

    id: str
    day: str
    title: str
    text: str
    entry: str


def router(library: Library, watches: Sequence[Watch] = ()) -> APIRouter:
    """The routes of the feeds: of all changes, of a dispute, of an entry, and of each watch list."""
    routes = APIRouter(include_in_schema=False)

    def kept(name: str, wanted: Callable[[Entry], bool]) -> tuple[Item, ...]:
        now = library.now()
        return library.kept(now, f"feed {name}", lambda: items(now, wanted))

    @routes.get("/feeds/changes.atom")
    def atom(request: Request, dispute: str | None = None) -> Response:
        found = kept(f"changes {dispute}", _of(dispute))
        return feed(request, "atom", "What changed", found)

    @routes.get("/feeds/changes.json")
    def json_feed(request: Request, dispute: str | None = None) -> Response:
        found = kept(f"changes {dispute}", _of(dispute))
        return feed(request, "json", "What changed", found)

    @routes.get("/feeds/entry/{entry}.{form}")
    def of_entry(request: Request, entry: str, form: str) -> Response:
        snapshot = library.now()
        found = snapshot.ledger.entry(entry)
        told = items(snapshot, lambda e: e.id == found.id)
        return feed(request, form, capital(subject(found)), told)

    @routes.get("/feeds/watch/{name}.{form}")
    def of_watch(request: Request, name: str, form: str) -> Response:
        watch, snapshot = chosen(watches, name), library.now()
        near = about(snapshot, watch)
        told = library.kept(snapshot, f"feed watch {name}", lambda: items(snapshot, lambda e: e.id in near))
        return feed(request, form, name, told)

    def feed(request: Request, form: str, title: str, found: Sequence[Item]) -> Response:
        site, address = _site(request), str(request.url)
        if form not in ("atom", "json"):
            raise MissingError("a feed has no such form", where=form, hint="one of atom, json")
        if form == "json":
            return JSONResponse(json_of(title, site, address, found), media_type=JSON_FEED)
        return Response(atom_of(title, site, address, found), media_type=ATOM)

    @routes.get("/calendar.ics")
    def calendar(dispute: str | None = None) -> Response:
        now = library.now()
        made = library.kept(now, f"calendar {dispute}", lambda: calendar_of(now, dispute))
        return Response(made, media_type=CALENDAR)

    return routes


def items(
    snapshot: Snapshot, wanted: Callable[[Entry], bool] = lambda entry: True, most: int | None = MOST
) -> tuple[Item, ...]:
    """The newest changes of belief in entries that are wanted, newest first."""
    own = {e.id for e in {c.entry.id: c.entry for c in snapshot.changes}.values() if wanted(e)}
    found = [c for c in snapshot.changes if c.after and c.entry.id in own]
    shown = [(c, c.after) for c in reversed(found[-(most or 0) :]) if c.after]
    told = snapshot.sentences([(c.entry.id, after) for c, after in shown])
    return tuple(_item(c, after, told.get((c.entry.id, after), "")) for c, after in shown)


def _of(dispute: str | None) -> Callable[[Entry], bool]:
    return lambda entry: dispute in (None, entry.dispute)


def _item(change: Change, after: State, text: str) -> Item:
    key = f"{change.entry.id} {change.day} {after.status} {after.valid_from} {after.until} {after.rate}"
    title = f"{capital(subject(change.entry))}: {after.status}"
    digest = hashlib.sha256(key.encode()).hexdigest()[:24]
    return Item(
        f"urn:parley:change:{digest}", change.day, inert(title), inert(text or title), change.entry.id
    )


def atom_of(title: str, site: str, address: str, found: Sequence[Item]) -> bytes:
    """The items as an Atom feed; `site` is the desk's own address without a slash at its end."""
    feed = FeedGenerator()
    feed.id(address)
    feed.title(f"Parley: {title}")
    feed.author(name="Parley")
    feed.link(href=address, rel="self")
    feed.link(href=f"{site}/", rel="alternate")
    feed.updated(_moment(max((i.day for i in found), default="1970-01-01")))
    for item in found:
        entry = feed.add_entry(order="append")
        entry.id(item.id)
        entry.title(item.title)
        entry.link(href=f"{site}/entry/{item.entry}")
        entry.summary(item.text)
        entry.updated(_moment(item.day))
    return bytes(feed.atom_str())


def json_of(title: str, site: str, address: str, found: Sequence[Item]) -> dict[str, object]:
    """The items as a JSON Feed."""
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"Parley: {title}",
        "home_page_url": f"{site}/",
        "feed_url": address,
        "items": [
            {
                "id": item.id,
                "url": f"{site}/entry/{item.entry}",
                "title": item.title,
                "content_text": item.text,
                "date_published": _moment(item.day).isoformat(),
            }
            for item in found
        ],
    }


def calendar_of(snapshot: Snapshot, dispute: str | None = None) -> bytes:
    """Deadlines, ends and rounds of talks as all-day events.

    A UID stays with its entry; SEQUENCE counts how often the belief about it changed, and what is not
    believed any more is CANCELLED.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Parley//ledger//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Parley")
    first = dates.before(snapshot.last_day, PAST)
    dues = [d for d in snapshot.ledger.deadlines(first) if dispute in (None, d.entry.dispute)]
    dues = [d for d in dues if (d.when.end or d.when.start)[:10] >= first]
    rounds = [e for e in snapshot.entries.values() if e.kind == "round" and dispute in (None, e.dispute)]
    rounds = [e for e in rounds if max((s.known_from for s in e.states), default="") >= first]
    dues = sorted(dues, key=lambda d: d.when.start)[-EVENTS:]
    rounds = sorted(rounds, key=lambda e: max(s.known_from for s in e.states))[-EVENTS:]
    entries = (*(d.entry for d in dues), *rounds)
    snapshot.shelf.fetch(e.claims[0] for e in entries if e.claims)
    count: dict[tuple[str, str], int] = {}
    for due in dues:
        count[due.entry.id, due.what] = number = count.get((due.entry.id, due.what), 0) + 1
        calendar.add_component(_due(due, number, snapshot))
    for event in (event for entry in rounds for event in _rounds(entry, snapshot)):
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _due(due: Due, number: int, snapshot: Snapshot) -> Event:
    verb = {"ends": "ends", "starts": "begins", "due": ""}[due.what]
    title = f"{capital(subject(due.entry))} {verb}".strip()
    more = f"-{number}" if number > 1 else ""  # an entry may have several beginnings ahead of it
    return _event(f"{due.entry.id}-{due.what}{more}", title, due.when, due.entry, snapshot)


def _rounds(entry: Entry, snapshot: Snapshot) -> Iterable[Event]:
    held = [s for s in entry.states if s.believed() and s.valid_from]
    status = held[-1].status if held else "cancelled"
    when = entry.when or (held[-1].valid_from if held else None)
    if when:
        event = _event(f"{entry.id}-talks", capital(subject(entry)), when, entry, snapshot)
        event.add("status", "CANCELLED" if status in ("cancelled", "denied") or not held else "CONFIRMED")
        yield event


def _event(uid: str, title: str, when: When, entry: Entry, snapshot: Snapshot) -> Event:
    event = Event()
    first, last = date.fromisoformat(when.start[:10]), date.fromisoformat((when.end or when.start)[:10])
    event.add("uid", f"{uid}@parley")
    event.add("summary", inert(title))
    event.add("dtstart", first)
    event.add("dtend", last + timedelta(days=1))
    event.add("dtstamp", _moment(snapshot.last_day))
    event.add("sequence", max(len({s.known_from for s in entry.states}) - 1, 0))
    words = snapshot.shelf.claim(entry.claims[0]).words if entry.claims else ""
    event.add("description", inert(f"“{words}” ({entry.id})"))
    return event


def _moment(day: str) -> datetime:
    return datetime.fromisoformat(day[:10]).replace(tzinfo=UTC)


def _site(request: Request) -> str:
    return f"{request.url.scheme}://{request.url.netloc}"
