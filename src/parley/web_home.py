"""The desk's first page: how a dispute stands, what is new since the last visit, other disputes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from parley.console import day
from parley.errors import UsageError
from parley.library import Snapshot
from parley.web_frame import ask_of, feeds, framed
from parley.write import Document
from parley.write.desk import Place
from parley.write.document import Section

MOST = 8  # changes since the last visit
OTHERS = 30  # other disputes
WHERE = {
    "WHAT ENDS OR FALLS DUE NEXT": "/deadlines",
    "TALKS": "/timeline",
    **dict.fromkeys(("IN FORCE", "ON HOLD", "THREATENED OR ANNOUNCED", "UNDERTAKINGS"), "/state"),
}


@dataclass(frozen=True, slots=True)
class Other:
    """Another dispute: how many agreements and measures stand or wait, and what ends next (ISO day)."""

    id: str
    name: str
    stands: int
    waits: int
    ends: str | None


def seen(cookie: str | None) -> str | None:
    """The day of the last visit, where the browser tells one."""
    try:
        return day(cookie)
    except UsageError:
        return None


def home_page(snapshot: Snapshot, place: Place, visit: str | None) -> str:
    """Where things stand in a sentence, what changed since the last visit, and what stands, in groups."""
    document = snapshot.document("board", ask_of(place))
    top = snapshot.document("headline", ask_of(place))
    document, lead = _with(document, top, top.sections[0])
    news = None
    if visit and visit < place.as_of and not place.asked:
        ask = replace(ask_of(place, since=visit), most=MOST, newest=True)
        changes = snapshot.document("changes", ask)
        document, changed = _with(document, changes, _all_lines(changes))
        news = (visit, changed.lines, max((changes.total or 0) - MOST, 0))
    query = place.query()
    tools = (
        (f"/state{query}", "All that stands"),
        (f"/brief{query}", "As a briefing"),
        (f"/lapse{query}", "If nobody acts"),
    )
    return framed(
        snapshot,
        place,
        "/",
        "home",
        title=_title(snapshot, place),
        document=document,
        lead=lead,
        news=news,
        others=others(snapshot, place),
        tools=tools,
        empty=not snapshot.entries,
        feeds=feeds(place),
        wheres={title: f"{path}{query}" for title, path in WHERE.items()},
    )


def others(snapshot: Snapshot, place: Place) -> list[Other]:
    """The disputes besides the one that is shown, those with most that stands first."""
    counts = snapshot.accords.counted(place.as_of, place.known)
    names = dict(snapshot.disputes)
    found = (
        Other(d, names.get(d, d), n.stands, n.waits, n.ends) for d, n in counts.items() if d != place.dispute
    )
    return sorted(found, key=lambda o: (-o.stands, -o.waits, o.id))[:OTHERS]


def _title(snapshot: Snapshot, place: Place) -> str:
    named = dict(snapshot.disputes).get(place.dispute or "")
    return f"State of play: {_plain(named)}" if named else "State of play"


def _plain(name: str) -> str:
    """`United States and China` for the name of a dispute."""
    return name.removeprefix("Trade dispute, ")


def _all_lines(document: Document) -> Section:
    return Section("", tuple(line for section in document.sections for line in section.lines))


def _with(document: Document, other: Document, section: Section) -> tuple[Document, Section]:
    """`section` of `other` with its marks renumbered, and `document` with the sources that they lead to."""
    held = {m.spans: m.number for m in document.marks}
    used = sorted({n for line in section.lines for s in line.sentences for n in s.marks})
    fresh = [n for n in used if other.marks[n - 1].spans not in held]
    numbers = {n: held.get(other.marks[n - 1].spans, 0) for n in used}
    numbers |= {n: len(document.marks) + i for i, n in enumerate(fresh, 1)}
    marks = tuple(replace(other.marks[n - 1], number=numbers[n]) for n in fresh)
    lines = tuple(
        replace(
            line,
            sentences=tuple(replace(s, marks=tuple(numbers[n] for n in s.marks)) for s in line.sentences),
        )
        for line in section.lines
    )
    return replace(document, marks=(*document.marks, *marks)), replace(section, lines=lines)
