"""What all pages of the desk share: where the reader stands, the frame around a page, parts of long lists."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import Response

from parley.console import day
from parley.library import Snapshot
from parley.write import Ask, Document
from parley.write.dates import day as spelled
from parley.write.desk import Place, page

PAGES = (
    ("/", "State of play"),
    ("/timeline", "Timeline"),
    ("/changes", "What changed"),
    ("/deadlines", "Deadlines"),
    ("/disputes", "Disagreements"),
    ("/brief", "Briefing"),
    ("/exposure", "Exposure"),
    ("/stories", "Stories"),
    ("/search", "Search"),
    ("/sources", "Sources"),
    ("/review", "Review"),
)
LINES = 40  # of a list on one page
CHOICES = 40  # disputes to choose from; those with most entries


@dataclass(frozen=True, slots=True)
class Pager:
    """Which part of a list is shown: `first` to `last` of `total`, with the addresses of its neighbours."""

    first: int
    last: int
    total: int
    before: str | None
    behind: str | None


def place_of(request: Request, snapshot: Snapshot) -> Place:
    """The day, the knowledge and the dispute that an address asks for; raises UsageError for a wrong day.

    Without a dispute it is the one with most entries; `all` asks for all of them.
    """
    names = ("as_of", "known", "dispute", "since", "watch")
    given = {k: v for k in names if (v := request.query_params.get(k))}
    as_of = day(given.get("as_of")) or snapshot.last_day
    dispute = given.get("dispute", snapshot.main_dispute)
    named = None if dispute == "all" else dispute
    number = request.query_params.get("page", "1")
    turned = int(number) if number.isascii() and number.isdecimal() and len(number) < 7 else 1
    since, watch = day(given.get("since")), given.get("watch")
    return Place(as_of, day(given.get("known")), named, tuple(given.items()), max(turned, 1), since, watch)


def ask_of(place: Place, subject: str | None = None, since: str | None = None) -> Ask:
    """The question of a place."""
    since = since or place.since
    return Ask(place.as_of, known=place.known, dispute=place.dispute, subject=subject, since=since, fold=True)


def windowed(place: Place, ask: Ask, lines: int = LINES) -> Ask:
    """The question for that part of a list which the place has turned to, the newest first."""
    return replace(ask, start=(place.page - 1) * lines, most=lines, newest=True)


def pager(place: Place, path: str, total: int | None, lines: int = LINES, **asked: str) -> Pager | None:
    """The part of a list that is shown; None where all of it is."""
    if total is None or (total <= lines and place.page == 1):
        return None
    first = (place.page - 1) * lines

    def at(number: int) -> str:
        return f"{path}{place.query(**asked, page=str(number))}"

    before = at(place.page - 1) if place.page > 1 else None
    behind = at(place.page + 1) if first + lines < total else None
    return Pager(min(first + 1, total), min(first + lines, total), total, before, behind)


def framed(snapshot: Snapshot, place: Place, here: str, template: str, **values: Any) -> str:
    """A page in the frame of the desk, with the form that asks for a day."""
    fresh = snapshot.freshness
    first = date.fromisoformat(snapshot.first_day)
    last = max(snapshot.last_day, place.as_of)
    frame: dict[str, Any] = {
        "pages": PAGES,
        "here": here,
        "place": place,
        "asks": True,
        "disputes": _choices(snapshot, place),
        "days": (first.isoformat(), *(_days(first, d) for d in (last, place.as_of, place.known or last))),
        "fresh": f"{fresh.articles:,} {'article' if fresh.articles == 1 else 'articles'}"
        f" on {fresh.pages:,} {'page' if fresh.pages == 1 else 'pages'}{_moment(fresh.at)}."
        + (" Some pages are not worked in yet." if fresh.behind else ""),
    }
    return page(template, **{**frame, **values})


def _moment(iso: str) -> str:
    return f", last read {spelled(iso[:10])}, {iso[11:16]} UTC" if iso else ""


def _days(first: date, iso: str) -> int:
    return max((date.fromisoformat(iso) - first).days, 0)


def _choices(snapshot: Snapshot, place: Place) -> list[tuple[str, str]]:
    """The disputes with most entries, and the one that is asked for."""
    found = snapshot.disputes
    return [*found[:CHOICES], *(d for d in found[CHOICES:] if d[0] == place.dispute)]


def document_page(snapshot: Snapshot, place: Place, here: str, document: Document, **values: Any) -> str:
    """A document in the frame of the desk."""
    plain: dict[str, Any] = {
        "title": document.title,
        "feeds": (),
        "tools": (),
        "pictures": (),
        "words": "",
        "own": "",
        "pager": None,
        "wheres": {},
    }
    return framed(snapshot, place, here, "document", document=document, **{**plain, **values})


def feeds(place: Place) -> tuple[tuple[str, str, str], ...]:
    """What a feed reader or a calendar can follow from this page: (type, address, name)."""
    query = f"?dispute={quote(place.dispute, safe='')}" if place.dispute else ""
    return (
        ("application/atom+xml", f"/feeds/changes.atom{query}", "What changed"),
        ("application/feed+json", f"/feeds/changes.json{query}", "What changed"),
        ("text/calendar", f"/calendar.ics{query}", "Deadlines and meetings"),
    )


def picture(svg: str) -> Response:
    """A picture as a resource of its own, whose style holds in it alone."""
    policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
    return Response(svg, media_type="image/svg+xml", headers={"Content-Security-Policy": policy})
