"""The desk's pages besides the first one: listings, entries, articles, stories, sources, doors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import quote

from parley import storyline
from parley.library import Snapshot
from parley.sources import Register, State
from parley.watched import briefing, chosen
from parley.watchlists import Watch
from parley.web_frame import LINES, ask_of, document_page, feeds, framed, pager, windowed
from parley.write import Document, What, dates
from parley.write.desk import Place
from parley.write.document import Section
from parley.write.lines import Desk
from parley.write.nouns import subject
from parley.write.phrases import capital
from parley.write.sheet import sheet
from parley.write.sources import Sources
from parley.write.tracks import Chart, Drawn, chart
from parley.write.tracks_svg import NARROW, WIDE, to_svg

TITLES: dict[str, tuple[What, str]] = {
    "/state": ("state", "All that stands"),
    "/timeline": ("timeline", "Timeline"),
    "/changes": ("changes", "What changed"),
    "/deadlines": ("deadlines", "Deadlines"),
    "/lapse": ("lapse", "If nobody acts"),
    "/disputes": ("disputes", "Disagreements"),
}
DOORS = (
    ("/api/v1/openapi.json", "The JSON API, described as OpenAPI 3.1"),
    ("/api/v1/state", "What stands, as JSON"),
    ("/api/v1/timeline", "What happened, as JSON"),
    ("/api/v1/changes", "What became known, as JSON"),
    ("/api/v1/deadlines", "What falls due, as JSON"),
    ("/api/v1/disputes", "Where pages disagree, as JSON"),
    ("/api/v1/lapse", "What ends if nobody acts, as JSON"),
    ("/api/v1/brief", "The briefing, as JSON"),
    ("/api/v1/search?q=truce", "Search, as JSON"),
    ("/api/v1/entries", "All entries with their states on both axes"),
    ("/api/v1/claims", "All claims in the exchange format"),
    ("/api/v1/articles", "All articles with their lineage"),
    ("/feeds/changes.atom", "What changed, as an Atom feed"),
    ("/feeds/changes.json", "What changed, as a JSON Feed"),
    ("/calendar.ics", "Deadlines and rounds of talks, as a calendar to subscribe to"),
)
ROWS = 100  # of a table on one page
OUTLETS = 24
TRACKS = 60  # rows of a picture


def listing_page(snapshot: Snapshot, place: Place, path: str) -> str:
    """One of the answers that the command line gives too, a part of it where it is long."""
    what, title = TITLES[path]
    document = snapshot.document(what, windowed(place, ask_of(place)))
    drawn: tuple[tuple[str, str], ...] = ()
    if what == "timeline" and place.page == 1 and document.marks:
        both: tuple[Drawn, ...] = ("timeline", "rates")
        drawn = tuple((name, svg) for name in both if (svg := inline(snapshot, place, name)))
    period = {"period": True} if what == "changes" else {}
    return document_page(
        snapshot,
        place,
        path,
        document,
        title=title,
        feeds=feeds(place),
        drawn=drawn,
        pager=pager(place, path, document.total),
        **period,
    )


def brief_page(snapshot: Snapshot, place: Place, watches: Sequence[Watch] = ()) -> str:
    """The day's briefing, as it is mailed, or that of a period or of a watch list."""
    document = brief_of(snapshot, place, watches)
    # Other disputes are chosen above; the line that names them is for who types commands.
    document = replace(document, stand=tuple(s for s in document.stand if "--dispute" not in s))
    forms = (("pdf", "As PDF"), ("eml", "As e-mail"), ("md", "As Markdown"), ("html", "As one page"))
    tools = tuple((f"/brief.{form}{place.query()}", name) for form, name in forms)
    named = dict(snapshot.disputes).get(place.dispute or "", "").removeprefix("Trade dispute, ")
    title = ": ".join(filter(None, ("Briefing", place.watch or named)))
    about = {"title": title, "words": "brief", "period": True, "watches": [w.name for w in watches]}
    return document_page(snapshot, place, "/brief", document, feeds=feeds(place), tools=tools, **about)


def brief_of(snapshot: Snapshot, place: Place, watches: Sequence[Watch] = ()) -> Document:
    """The briefing that a place asks for; raises MissingError for a watch list that is none."""
    if place.watch:
        return briefing(snapshot, ask_of(place), chosen(watches, place.watch))
    return snapshot.document("brief", ask_of(place))


def drawing(snapshot: Snapshot, place: Place, what: Drawn) -> str:
    """A picture as a document of its own."""
    return to_svg(_chart(snapshot, place, what))


def inline(snapshot: Snapshot, place: Place, what: Drawn) -> str:
    """A picture within a page, wide and narrow, of which the style shows one: its bars are links to entries.

    Nothing where it has no rows.
    """
    made = _chart(snapshot, place, what)
    drawn = (to_svg(made, lambda entry: f"/entry/{quote(entry)}{place.query()}", s) for s in (WIDE, NARROW))
    return "".join(drawn) if made.tracks else ""


def _chart(snapshot: Snapshot, place: Place, what: Drawn) -> Chart:
    ask = ask_of(place)
    found = snapshot.findings(ask)
    return chart(what, Desk(ask, found, Sources(found.books)), TRACKS)


def entry_page(snapshot: Snapshot, place: Place, entry_id: str) -> str:
    """One entry: its states on both axes, witnesses, words, disagreements, links."""
    entry = snapshot.ledger.entry(entry_id)
    ask = replace(ask_of(place, subject=entry.id), start=(place.page - 1) * LINES, most=LINES)
    document = snapshot.document("show", ask)
    document = _latest_first(document) if place.page == 1 else _words_only(document)
    # The last line has the id and the parties: here the parties are enough, the id stands in the address.
    told = (line.removeprefix(entry.id).strip() for line in document.stand)
    first, *rest = told
    document = replace(document, stand=(first, *map(capital, rest)))
    path = f"/entry/{quote(entry.id)}"
    tools = (
        (f"/api/v1/entries/{entry.id}", "As JSON"),
        (f"/feeds/entry/{entry.id}.atom", "Follow (Atom)"),
        (f"/feeds/entry/{entry.id}.json", "Follow (JSON)"),
        (f"/correct/{entry.id}", "Correct it"),
    )
    return document_page(
        snapshot,
        place,
        "",
        document,
        title=capital(subject(entry)),
        words="words",
        own=entry.id,
        tools=tools,
        action=path,
        pager=pager(place, path, document.total),
    )


def _words_only(document: Document) -> Document:
    """What comes after the first page of an entry: more of the words that it stands on."""
    words = tuple(s for s in document.sections if s.title == "THE WORDS IN THEIR PAGES")
    return replace(document, sections=words)


def _latest_first(document: Document) -> Document:
    """The states that are believed, and apart from them those that were believed before."""
    if not document.sections or document.sections[0].title != "STATES":
        return document
    states, *others = document.sections
    old = tuple(line for line in states.lines if dict(line.facts).get("known_to"))
    now = replace(states, lines=tuple(line for line in states.lines if line not in old))
    before = Section("BELIEVED BEFORE", old)
    return replace(document, sections=(now, *others, before))


def article_page(snapshot: Snapshot, place: Place, article_id: str) -> str:
    """One article: its text with the claims marked, what was dropped and why, its family."""
    article = snapshot.ledger.article(article_id)
    claims = snapshot.claims_on(article.id)
    shown = sheet(
        article,
        claims,
        snapshot.resting([c.id for c in claims]),
        snapshot.edges(article.id),
        snapshot.shelf,
    )
    title = article.title or "An article without a title"
    tools = [(f"/news/{article.id}", "What was new in it")]
    tools += [(f"/lineage/{article.id}", "Its family as a picture")] if shown.family else []
    return framed(snapshot, place, "", "article", title=title, sheet=shown, asks=False, tools=tools)


def news_page(snapshot: Snapshot, place: Place, article_id: str) -> str:
    """What was new in an article when it came, against all that was known before it."""
    from parley.newsroom import held

    article = snapshot.ledger.article(article_id)
    made = held(article, snapshot.claims_on(article.id), snapshot.ledger)
    document = replace(made, sections=tuple(_linked(s, snapshot) for s in made.sections))
    title = f"New in: {article.title or 'an article without a title'}"
    tools = ((f"/article/{article.id}", "The article"),)
    return document_page(snapshot, place, "", document, title=title, tools=tools, asks=False)


def _linked(section: Section, snapshot: Snapshot) -> Section:
    """The section with links to entries of the ledger only: what was known then had its own entries."""
    lines = (line if line.entry in snapshot.entries else replace(line, entry=None) for line in section.lines)
    return replace(section, lines=tuple(lines))


def stories_page(snapshot: Snapshot, place: Place) -> str:
    """The stories, articles about one event, in the threads that they go on with; the newest first."""
    found = snapshot.stories
    start = (place.page - 1) * ROWS
    rows = [
        (
            _spelled(s.until or s.since),
            (f"/lineage/{s.id}", s.title),
            len(s.articles),
            _thread(s.thread, s.id),
        )
        for s in found[start : start + ROWS]
    ]
    return framed(
        snapshot,
        place,
        "/stories",
        "table",
        title="Stories",
        note="A story is the articles about one event; a thread is stories that go on with each other.",
        columns=("Last told", "Story", "Articles", "Thread"),
        rows=rows,
        asks=False,
        pager=pager(place, "/stories", len(found), ROWS),
    )


def _spelled(iso: str | None) -> str:
    return dates.day(iso[:10]) if iso else "no date"


def _thread(thread: str, story: str) -> tuple[str, str] | str:
    """The thread as a link; nothing where the story stands alone in it."""
    return "" if thread == story else (f"/lineage/{quote(thread)}", thread)


def lineage_page(snapshot: Snapshot, place: Place, name: str) -> str:
    """The families of a story, of a thread or of an article: a picture, and what was changed on the way."""
    about = storyline.subject(name, snapshot.ledger, snapshot.stories)
    document = storyline.document(about, snapshot.ledger, changes=True)
    pictures = (
        (f"/picture/lineage/{quote(name)}.svg", "The family as a tree; the text below says the same"),
    )
    kind, _, title = about.title.partition("  ")
    return document_page(
        snapshot, place, "", document, title=f"{kind.capitalize()}: {title}", pictures=pictures, asks=False
    )


def sources_page(snapshot: Snapshot, place: Place) -> str:
    """Outlets with how much is held of each and how fresh it is, then the articles, the newest first."""
    start = (place.page - 1) * ROWS
    shown = snapshot.articles[start : start + ROWS]
    counts = snapshot.ledger.store.claim_counts([a.id for a in shown])
    rows = [
        (
            _spelled(a.published),
            (f"/article/{a.id}", a.title or "without a title"),
            a.outlet or "outlet unknown",
            counts.get(a.id, 0),
            "; ".join(
                f"{e.kind} of another" if e.new == a.id else f"has {e.kind}" for e in snapshot.edges(a.id)
            ),
        )
        for a in shown
    ]
    return framed(
        snapshot,
        place,
        "/sources",
        "sources",
        title="Sources",
        outlets=snapshot.outlets[:OUTLETS] if place.page == 1 else (),
        others=max(len(snapshot.outlets) - OUTLETS, 0),
        kept=kept_sources(snapshot) if place.page == 1 else (),
        columns=("Published", "Article", "Outlet", "Claims", "Family"),
        rows=rows,
        asks=False,
        pager=pager(place, "/sources", len(snapshot.articles), ROWS),
    )


def kept_sources(snapshot: Snapshot) -> tuple[State, ...]:
    """How the watched sources stand, where any is watched."""
    register = snapshot.ledger.store.place.beside(".sources")
    return Register(register).all() if register.exists() else ()


def doors_page(snapshot: Snapshot, place: Place, watches: Sequence[Watch] = ()) -> str:
    """What programs, feed readers and calendars can ask."""
    own = [(f"/feeds/watch/{quote(w.name, safe='')}", w.name) for w in watches]
    feeds = [(f"{path}.{form}", f"{name}, a watch list") for path, name in own for form in ("atom", "json")]
    rows = [((address, address), text) for address, text in (*DOORS, *feeds)]
    return framed(
        snapshot,
        place,
        "",
        "table",
        title="For programs, feed readers and calendars",
        note="All of it reads only. An address takes the same as_of, known and dispute as the pages do.",
        columns=("Address", "What it gives"),
        rows=rows,
        asks=False,
    )
