"""The desk's pages: state of play, timeline, entries, articles, disagreements, deadlines, search, sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from parley import answers, storyline
from parley.console import day
from parley.errors import MissingError, UsageError
from parley.library import Library, Snapshot
from parley.model import CLAIM_KINDS
from parley.write import Ask, Document, What, render_file
from parley.write.desk import Place, page, tone
from parley.write.document import Line, Section
from parley.write.nouns import subject
from parley.write.phrases import capital
from parley.write.sheet import sheet
from parley.write.tracks import Drawn, to_svg

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
TITLES: dict[str, tuple[What, str]] = {
    "/timeline": ("timeline", "Timeline"),
    "/changes": ("changes", "What changed"),
    "/deadlines": ("deadlines", "Deadlines"),
    "/lapse": ("lapse", "If nobody acts"),
    "/disputes": ("disputes", "Disagreements"),
    "/brief": ("brief", "Briefing"),
}
DOORS = (
    ("/api/v1/openapi.json", "The JSON API, described as OpenAPI 3.1"),
    ("/api/v1/state", "What stands, as JSON"),
    ("/api/v1/entries", "All entries with their states on both axes"),
    ("/api/v1/claims", "All claims in the exchange format"),
    ("/feeds/changes.atom", "What changed, as an Atom feed"),
    ("/feeds/changes.json", "What changed, as a JSON Feed"),
    ("/calendar.ics", "Deadlines and rounds of talks, as a calendar to subscribe to"),
)
DRAWN: dict[str, Drawn] = {"timeline": "timeline", "rates": "rates"}
VISIT = "parley_visit"
LAST = ("FIGURES", "DISPUTES")
FILES = {"pdf": "application/pdf", "eml": "message/rfc822", "md": "text/markdown", "html": "text/html"}
MOST = 200  # rows of a search

Made = Callable[[Snapshot, Place], str]


def router(library: Library) -> APIRouter:
    """The routes of the pages; each answers GET only and changes nothing."""
    routes = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

    def made(request: Request, make: Made) -> str:
        snapshot = library.now()
        place = place_of(request, snapshot)
        key = f"{request.url.path}?{request.url.query}"
        return library.kept(snapshot, key, lambda: make(snapshot, place))

    def answer(request: Request, make: Made) -> HTMLResponse:
        return HTMLResponse(made(request, make))

    @routes.get("/")
    def state(request: Request) -> Response:
        snapshot = library.now()
        place = place_of(request, snapshot)
        visit = seen(request.cookies.get(VISIT))
        key = f"/?{request.url.query}#{visit}"
        response = HTMLResponse(library.kept(snapshot, key, lambda: state_page(snapshot, place, visit)))
        response.set_cookie(VISIT, snapshot.last_day, max_age=31536000, httponly=True, samesite="strict")
        return response

    for path in TITLES:

        def listing(request: Request, path: str = path) -> Response:
            return answer(request, lambda s, p: listing_page(s, p, path))

        routes.add_api_route(path, listing, methods=["GET"])

    @routes.get("/brief.{form}")
    def brief_file(request: Request, form: str) -> Response:
        if form not in FILES:
            raise MissingError("a briefing has no such form", where=form, hint=f"one of {', '.join(FILES)}")
        snapshot = library.now()
        place = place_of(request, snapshot)
        body = render_file(snapshot.document("brief", ask_of(place)), form)
        name = f"brief-{place.as_of}.{form}"
        return Response(
            body, media_type=FILES[form], headers={"Content-Disposition": f'inline; filename="{name}"'}
        )

    @routes.get("/entry/{entry}")
    def entry(request: Request, entry: str) -> Response:
        return answer(request, lambda s, p: entry_page(s, p, entry))

    @routes.get("/article/{article:path}")
    def article(request: Request, article: str) -> Response:
        return answer(request, lambda s, p: article_page(s, p, article))

    @routes.get("/news/{article:path}")
    def news(request: Request, article: str) -> Response:
        return answer(request, lambda s, p: news_page(s, p, article))

    @routes.get("/stories")
    def stories(request: Request) -> Response:
        return answer(request, stories_page)

    @routes.get("/lineage/{name:path}")
    def lineage(request: Request, name: str) -> Response:
        return answer(request, lambda s, p: lineage_page(s, p, name))

    @routes.get("/picture/{what}.svg")
    def drawn(request: Request, what: str) -> Response:
        if what not in DRAWN:
            raise MissingError("there is no such picture", where=what, hint=f"one of {', '.join(DRAWN)}")
        tracks = answers.tracks
        return picture(made(request, lambda s, p: to_svg(tracks(DRAWN[what], ask_of(p), s.ledger))))

    @routes.get("/picture/lineage/{name:path}.svg")
    def lineage_picture(name: str) -> Response:
        books = library.now().ledger
        return picture(storyline.picture(storyline.subject(name, books), books))

    @routes.get("/claim/{claim}")
    def claim(claim: str) -> Response:
        found = library.now().ledger.claim(claim)
        return RedirectResponse(f"/article/{found.article}#claim-{found.id}", 303)

    @routes.get("/search")
    def search(request: Request, q: str = "", kind: str = "") -> Response:
        return answer(request, lambda s, p: search_page(s, p, q[:200], kind))

    @routes.get("/sources")
    def sources(request: Request) -> Response:
        return answer(request, sources_page)

    @routes.get("/api")
    def doors(request: Request) -> Response:
        return answer(request, doors_page)

    return routes


def picture(svg: str) -> Response:
    """A picture as a resource of its own, whose style holds in it alone."""
    policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
    return Response(svg, media_type="image/svg+xml", headers={"Content-Security-Policy": policy})


def place_of(request: Request, snapshot: Snapshot) -> Place:
    """The day, the knowledge and the dispute that an address asks for; raises UsageError for a wrong day.

    Without a dispute it is the one with most entries; `all` asks for all of them.
    """
    given = {k: v for k in ("as_of", "known", "dispute") if (v := request.query_params.get(k))}
    as_of = day(given.get("as_of")) or snapshot.last_day
    dispute = given.get("dispute", snapshot.main_dispute)
    named = None if dispute == "all" else dispute
    return Place(as_of, day(given.get("known")), named, tuple(given.items()))


def seen(cookie: str | None) -> str | None:
    """The day of the last visit, where the browser tells one."""
    try:
        return day(cookie)
    except UsageError:
        return None


def ask_of(place: Place, subject: str | None = None, since: str | None = None) -> Ask:
    """The question of a place."""
    return Ask(place.as_of, known=place.known, dispute=place.dispute, subject=subject, since=since)


def framed(snapshot: Snapshot, place: Place, here: str, template: str, **values: Any) -> str:
    """A page in the frame of the desk, with the form that asks for a day."""
    fresh = snapshot.freshness
    first = date.fromisoformat(snapshot.first_day)
    span = (date.fromisoformat(max(snapshot.last_day, place.as_of)) - first).days
    frame: dict[str, Any] = {
        "pages": PAGES,
        "here": here,
        "place": place,
        "asks": True,
        "disputes": snapshot.disputes,
        "days": (first.isoformat(), span, (date.fromisoformat(place.as_of) - first).days),
        "fresh": f"{fresh.articles} articles on {fresh.pages} pages, last read {fresh.at[:16]} UTC."
        + (" Some pages are not worked in yet." if fresh.behind else ""),
    }
    return page(template, **{**frame, **values})


def document_page(snapshot: Snapshot, place: Place, here: str, document: Document, **values: Any) -> str:
    """A document in the frame of the desk."""
    plain: dict[str, Any] = {
        "title": document.title,
        "feeds": (),
        "tools": (),
        "pictures": (),
        "lead": None,
        "news": None,
        "words": "",
        "own": "",
    }
    return framed(snapshot, place, here, "document", document=document, **{**plain, **values})


def state_page(snapshot: Snapshot, place: Place, visit: str | None) -> str:
    """Where things stand in a sentence, what changed since the last visit, and what stands, by kind."""
    document = snapshot.document("state", ask_of(place))
    top = snapshot.document("headline", ask_of(place))
    document, lead = _with(document, top, top.sections[0])
    news = None
    if visit and visit < place.as_of and not place.asked:
        changes = snapshot.document("changes", ask_of(place, since=visit))
        document, changed = _with(document, changes, _all_lines(changes))
        news = (visit, changed.lines)
    document = replace(document, sections=_by_weight(document.sections))
    query = place.query()
    tools = ((f"/brief{query}", "As a briefing"), (f"/lapse{query}", "If nobody acts"))
    return document_page(
        snapshot,
        place,
        "/",
        document,
        title="State of play",
        lead=lead,
        news=news,
        tools=tools,
        feeds=feeds(place),
    )


def _all_lines(document: Document) -> Section:
    return Section("", tuple(line for section in document.sections for line in section.lines))


def _by_weight(sections: Sequence[Section]) -> tuple[Section, ...]:
    """What stands, the newest first; talks that were held come after agreements and measures.

    What is over is left to the timeline.
    """
    kept = []
    for section in sections:
        lines = [line for line in section.lines if section.title in LAST or not _over(line)]
        over = len(section.lines) - len(lines)
        note = (
            f"{over} more that {'is' if over == 1 else 'are'} over: see the timeline."
            if over
            else section.note
        )
        kept.append(replace(section, lines=tuple(reversed(lines)), note=note))
    return tuple(sorted(kept, key=lambda s: s.title == "TALKS" or 2 * (s.title in LAST)))


def _over(line: Line) -> bool:
    return tone(dict(line.facts).get("status")) == "over"


def _with(document: Document, other: Document, section: Section) -> tuple[Document, Section]:
    """`section` of `other` with its marks renumbered, and `document` with the sources that they lead to."""
    used = sorted({n for line in section.lines for s in line.sentences for n in s.marks})
    numbers = {n: len(document.marks) + i for i, n in enumerate(used, 1)}
    marks = tuple(replace(other.marks[n - 1], number=numbers[n]) for n in used)
    lines = tuple(
        replace(
            line,
            sentences=tuple(replace(s, marks=tuple(numbers[n] for n in s.marks)) for s in line.sentences),
        )
        for line in section.lines
    )
    return replace(document, marks=(*document.marks, *marks)), replace(section, lines=lines)


def listing_page(snapshot: Snapshot, place: Place, path: str) -> str:
    """One of the answers that the command line gives too."""
    what, title = TITLES[path]
    document = snapshot.document(what, ask_of(place))
    if what == "brief":
        forms = (("pdf", "As PDF"), ("eml", "As e-mail"), ("md", "As Markdown"))
        tools = tuple((f"/brief.{form}{place.query()}", name) for form, name in forms)
        return document_page(snapshot, place, path, document, words="brief", feeds=feeds(place), tools=tools)
    pictures: tuple[tuple[str, str], ...] = ()
    if what == "timeline" and document.marks:
        query = place.query()
        pictures = (
            (
                f"/picture/timeline.svg{query}",
                "What came and went, a row for each entry; the list below says it",
            ),
            (f"/picture/rates.svg{query}", "Rates of tariffs over time; the list below says them"),
        )
    return document_page(snapshot, place, path, document, title=title, feeds=feeds(place), pictures=pictures)


def feeds(place: Place) -> tuple[tuple[str, str, str], ...]:
    """What a feed reader or a calendar can follow from this page: (type, address, name)."""
    query = f"?dispute={place.dispute}" if place.dispute else ""
    return (
        ("application/atom+xml", f"/feeds/changes.atom{query}", "What changed"),
        ("application/feed+json", f"/feeds/changes.json{query}", "What changed"),
        ("text/calendar", f"/calendar.ics{query}", "Deadlines and meetings"),
    )


def entry_page(snapshot: Snapshot, place: Place, entry_id: str) -> str:
    """One entry: its states on both axes, witnesses, words, disagreements, links."""
    entry = snapshot.ledger.entry(entry_id, place.known)
    document = _latest_first(snapshot.document("show", ask_of(place, subject=entry.id)))
    tools = ((f"/api/v1/entries/{entry.id}", "As JSON"), (f"/feeds/entry/{entry.id}.atom", "Follow (Atom)"))
    return document_page(
        snapshot,
        place,
        "",
        document,
        title=capital(subject(entry)),
        words="words",
        own=entry.id,
        tools=tools,
        action=f"/entry/{entry.id}",
    )


def _latest_first(document: Document) -> Document:
    """The states that are believed, and apart from them those that were believed before."""
    states, *others = document.sections
    if states.title != "STATES":
        return document
    old = tuple(line for line in states.lines if dict(line.facts).get("known_to"))
    now = replace(states, lines=tuple(line for line in states.lines if line not in old))
    before = Section("BELIEVED BEFORE", old)
    return replace(document, sections=(now, *others, before))


def article_page(snapshot: Snapshot, place: Place, article_id: str) -> str:
    """One article: its text with the claims marked, what was dropped and why, its family."""
    article = snapshot.ledger.article(article_id)
    shown = sheet(
        article,
        snapshot.claims_of.get(article.id, ()),
        snapshot.resting,
        snapshot.edges(article.id),
        snapshot.ledger,
    )
    title = article.title or "An article without a title"
    tools = [(f"/news/{article.id}", "What was new in it")]
    tools += [(f"/lineage/{article.id}", "Its family as a picture")] if shown.family else []
    return framed(snapshot, place, "", "article", title=title, sheet=shown, asks=False, tools=tools)


def news_page(snapshot: Snapshot, place: Place, article_id: str) -> str:
    """What was new in an article when it came, against all that was known before it."""
    from parley.newsroom import held

    article = snapshot.ledger.article(article_id)
    made = held(article, snapshot.claims_of.get(article.id, ()), snapshot.ledger)
    document = replace(made, sections=tuple(_linked(s, snapshot) for s in made.sections))
    title = f"New in: {article.title or 'an article without a title'}"
    tools = ((f"/article/{article.id}", "The article"),)
    return document_page(snapshot, place, "", document, title=title, tools=tools, asks=False)


def _linked(section: Section, snapshot: Snapshot) -> Section:
    """The section with links to entries of the ledger only: what was known then had its own entries."""
    lines = (line if line.entry in snapshot.entries else replace(line, entry=None) for line in section.lines)
    return replace(section, lines=tuple(lines))


def stories_page(snapshot: Snapshot, place: Place) -> str:
    """The stories, articles about one event, in the threads that they go on with."""
    rows = [
        (story.thread, (f"/lineage/{story.id}", story.title), len(story.articles))
        for story in snapshot.ledger.store.stories(snapshot.at)
    ]
    note = "A story is the articles about one event; a thread is a row of stories that go on with each other."
    columns = ("Thread", "Story", "Articles")
    return framed(
        snapshot, place, "", "table", title="Stories", note=note, columns=columns, rows=rows, asks=False
    )


def lineage_page(snapshot: Snapshot, place: Place, name: str) -> str:
    """The families of a story, of a thread or of an article: a picture, and what was changed on the way."""
    about = storyline.subject(name, snapshot.ledger)
    document = storyline.document(about, snapshot.ledger, changes=True)
    pictures = (
        (f"/picture/lineage/{quote(name)}.svg", "The family as a tree; the text below says the same"),
    )
    kind, _, title = about.title.partition("  ")
    return document_page(
        snapshot, place, "", document, title=f"{kind.capitalize()}: {title}", pictures=pictures, asks=False
    )


def search_page(snapshot: Snapshot, place: Place, words: str, kind: str) -> str:
    """Claims that hold all the words, each with its entry."""
    kind = kind if kind in CLAIM_KINDS else ""
    found = snapshot.search(words, kind)
    rows = [
        (
            claim.known or "",
            claim.kind,
            (f"/claim/{claim.id}", claim.words),
            next(((f"/entry/{i}", n) for i, n in snapshot.resting.get(claim.id, ())), ""),
        )
        for claim in found[:MOST]
    ]
    note = (
        f"{len(found)} found" + (f", the newest {MOST} shown" if len(found) > MOST else "") if words else ""
    )
    return framed(
        snapshot,
        place,
        "/search",
        "table",
        title="Search",
        note=note,
        search=words,
        kinds=CLAIM_KINDS,
        kind=kind,
        columns=("Known", "Kind", "Words", "Entry"),
        rows=rows,
        asks=False,
    )


def sources_page(snapshot: Snapshot, place: Place) -> str:
    """Outlets with how much is held of each and how fresh it is, then the articles."""
    outlets = Counter(a.outlet or "outlet unknown" for a in snapshot.articles)
    note = ", ".join(f"{name} {count}" for name, count in outlets.most_common(12))
    rows = [
        (
            (a.published or "")[:10],
            (f"/article/{a.id}", a.title or "without a title"),
            a.outlet or "outlet unknown",
            len(snapshot.claims_of.get(a.id, ())),
            "; ".join(
                f"{e.kind} of another" if e.new == a.id else f"has {e.kind}" for e in snapshot.edges(a.id)
            ),
        )
        for a in snapshot.articles[:1000]
    ]
    columns = ("Published", "Article", "Outlet", "Claims", "Family")
    return framed(
        snapshot,
        place,
        "/sources",
        "table",
        title="Sources",
        note=note,
        columns=columns,
        rows=rows,
        asks=False,
    )


def doors_page(snapshot: Snapshot, place: Place) -> str:
    """What programs, feed readers and calendars can ask."""
    rows = [((address, address), text) for address, text in DOORS]
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
