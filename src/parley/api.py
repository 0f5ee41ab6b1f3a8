"""The JSON API: what the command line answers, for programs; /api/v1/openapi.json describes it (OpenAPI 3.1).

Every answer says as of which day, as known on which day, and on which recording of the ledger it rests; it
has an ETag, and lists come in pages with a cursor.
"""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response

from parley.api_shapes import WRONG, Found, Items, Record, Rows
from parley.errors import UsageError
from parley.exchange import to_json
from parley.export import entry_row, state_row
from parley.finding import Finding
from parley.library import Library, Listed, Snapshot
from parley.model import ClaimKind, Entry, EntryKind
from parley.store import MANY, Wanted
from parley.store.search import Order, Shelf
from parley.watched import briefing, chosen
from parley.watchlists import Watch
from parley.write import Ask, What
from parley.write.data import records

Day = Annotated[date | None, Query(description="ISO day", examples=["2025-06-12"])]
Limit = Annotated[int, Query(ge=1, le=500, description="items in one answer")]
Cursor = Annotated[str | None, Query(description="`next` of the answer before", max_length=64)]
Named = Annotated[str | None, Query(description="the id of a dispute, as us-china", max_length=200)]


def router(library: Library, watches: Sequence[Watch] = ()) -> APIRouter:
    """The routes under /api/v1; all of them only read."""
    routes = APIRouter(prefix="/api/v1", responses=WRONG)

    def respond(request: Request, make: Callable[[Snapshot], dict[str, Any]]) -> Response:
        snapshot = library.now()
        tag = _tag(snapshot, request)
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers={"ETag": tag})
        key = f"{request.url.path}?{request.url.query}"
        body = library.kept(snapshot, key, lambda: make(snapshot))
        return JSONResponse(body, headers={"ETag": tag, "Cache-Control": "no-cache"})

    def listing(what: What) -> Callable[..., Response]:
        def answer(  # noqa: PLR0913 - the parameters of an address
            request: Request,
            as_of: Day = None,
            known: Day = None,
            since: Day = None,
            until: Day = None,
            dispute: Named = None,
            limit: Limit = 100,
            cursor: Cursor = None,
        ) -> Response:
            def make(snapshot: Snapshot) -> dict[str, Any]:
                ask = Ask(
                    _iso(as_of) or snapshot.day_asked(what, _iso(known), _iso(until)),
                    known=_iso(known),
                    since=_iso(since),
                    until=_iso(until),
                    dispute=dispute,
                )
                start = _place(cursor, snapshot)
                found = snapshot.document(what, replace(ask, start=start, most=limit, over=what != "state"))
                items = [_item(row) for row in records(found)]
                if found.total is None:
                    return _paged(snapshot, ask.as_of, ask.known, items, limit, cursor)
                return _part(snapshot, ask, items, start, found.total)

            return respond(request, make)

        answer.__doc__ = ABOUT[what]
        return answer

    for what in ABOUT:
        routes.add_api_route(
            f"/{what}",
            listing(what),
            methods=["GET"],
            response_model=Items,
            operation_id=what,
            summary=ABOUT[what],
        )

    @routes.get("/brief", response_model=Items, operation_id="brief")
    def brief(  # noqa: PLR0913 - the parameters of an address
        request: Request,
        as_of: Day = None,
        known: Day = None,
        since: Day = None,
        dispute: Named = None,
        watch: Annotated[str | None, Query(max_length=200, description="the name of a watch list")] = None,
        limit: Limit = 100,
        cursor: Cursor = None,
    ) -> Response:
        """The briefing of a day, or from a day on, of the main dispute, of another, or of a watch list."""

        def make(snapshot: Snapshot) -> dict[str, Any]:
            day = _iso(as_of) or snapshot.day_asked("brief", _iso(known))
            ask = Ask(day, known=_iso(known), since=_iso(since), dispute=dispute)
            if watch:
                document = briefing(snapshot, ask, chosen(watches, watch))
            else:
                document = snapshot.document("brief", replace(ask, dispute=dispute or snapshot.main_dispute))
            items = [_item(row) for row in records(document)]
            return _paged(snapshot, ask.as_of, ask.known, items, limit, cursor)

        return respond(request, make)

    @routes.get("/entries", response_model=Rows)
    def entries(
        request: Request,
        kind: EntryKind | None = None,
        dispute: Named = None,
        limit: Limit = 100,
        cursor: Cursor = None,
    ) -> Response:
        """All entries with all their states on both axes, by id."""

        def make(snapshot: Snapshot) -> dict[str, Any]:
            start = _place(cursor, snapshot)
            every = snapshot.entries.values()
            chosen = [e for e in every if kind in (None, e.kind) and dispute in (None, e.dispute)]
            items = [_entry(e) for e in chosen[start : start + limit]]
            return _part(snapshot, Ask(snapshot.last_day), items, start, len(chosen))

        return respond(request, make)

    @routes.get("/entries/{entry}", response_model=Record)
    def entry(request: Request, entry: str, known: Day = None) -> Response:
        """One entry; an id that it once had finds it too."""

        def make(snapshot: Snapshot) -> dict[str, Any]:
            found = snapshot.ledger.entry(entry, _iso(known))
            return _record(snapshot, _iso(known), _entry(found))

        return respond(request, make)

    @routes.get("/claims", response_model=Rows)
    def claims(
        request: Request,
        q: Annotated[str, Query(max_length=200, description="words that all stand in the claim")] = "",
        kind: ClaimKind | None = None,
        limit: Limit = 100,
        cursor: Cursor = None,
    ) -> Response:
        """Claims in the exchange format: all in the order in which they became known, or those with words."""

        def make(snapshot: Snapshot) -> dict[str, Any]:
            start, ask = _place(cursor, snapshot), Ask(snapshot.last_day)
            if q:
                found = snapshot.search(Wanted(q, "claim", kind=kind, order="newest"), limit, start)
                ids, total = [item.hit.id for item in found.items], found.total
            else:
                every = [c.id for c in snapshot.claim_order if kind in (None, c.kind)]
                ids, total = every[start : start + limit], len(every)
            snapshot.shelf.fetch(ids)
            return _part(snapshot, ask, [_claim(snapshot, i) for i in ids], start, total)

        return respond(request, make)

    @routes.get("/search", response_model=Found)
    def search(  # noqa: PLR0913 - the parameters of an address
        request: Request,
        q: Annotated[str, Query(max_length=200, description='words; "a phrase", -without, begin*')] = "",
        shelf: Annotated[Shelf | None, Query(alias="in", description="claim or entry")] = None,
        dispute: Named = None,
        party: Annotated[str | None, Query(max_length=20, description="a code, as CN")] = None,
        kind: Annotated[str | None, Query(max_length=20, description="of claims or entries")] = None,
        outlet: Named = None,
        speaker: Named = None,
        status: Annotated[str | None, Query(max_length=40, description="how the entry stands")] = None,
        since: Day = None,
        until: Day = None,
        order: Order = "best",
        limit: Limit = 25,
        cursor: Cursor = None,
    ) -> Response:
        """Claims and entries that hold all that is asked for, hits marked; of over 1,000 the newest first."""

        def make(snapshot: Snapshot) -> dict[str, Any]:
            filters = (dispute, party, kind, outlet, speaker, status, _iso(since), _iso(until))
            start = _place(cursor, snapshot)
            found = snapshot.search(Wanted(q, shelf, *filters, order), limit, start)
            items = [_finding(item) for item in found.items]
            answer = _part(snapshot, Ask(snapshot.last_day), items, start, found.total)
            return {**answer, "total": min(found.total, MANY), "more": found.total > MANY}

        return respond(request, make)

    @routes.get("/claims/{claim}", response_model=Record)
    def claim(request: Request, claim: str) -> Response:
        """One claim, with the entries that rest on it."""

        def make(snapshot: Snapshot) -> dict[str, Any]:
            found = _claim(snapshot, claim)
            resting = [entry for entry, _ in snapshot.resting([claim]).get(claim, ())]
            return _record(snapshot, None, {**found, "entries": resting})

        return respond(request, make)

    @routes.get("/articles", response_model=Rows)
    def articles(request: Request, limit: Limit = 100, cursor: Cursor = None) -> Response:
        """Articles, newest first."""

        def make(snapshot: Snapshot) -> dict[str, Any]:
            start = _place(cursor, snapshot)
            shown = snapshot.articles[start : start + limit]
            addresses = snapshot.ledger.store.addresses_of(sorted({a.page for a in shown}))
            counts = snapshot.ledger.store.claim_counts([a.id for a in shown])
            items = [_article(snapshot, a, addresses[a.page], counts.get(a.id, 0)) for a in shown]
            return _part(snapshot, Ask(snapshot.last_day), items, start, len(snapshot.articles))

        return respond(request, make)

    @routes.get("/health")
    def health() -> dict[str, Any]:
        """Whether the ledger answers, and how fresh it is."""
        return {"status": "ok", "freshness": _fresh(library.now())}

    return routes


ABOUT: dict[What, str] = {
    "state": "What stands on a day",
    "timeline": "What happened, by day",
    "changes": "What became known after a day",
    "deadlines": "What starts, ends or falls due after a day",
    "disputes": "Where pages disagree, and what only looks like it",
    "lapse": "What ends, and what comes back, if nobody acts",
}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _item(row: dict[str, Any]) -> dict[str, Any]:
    plain = {k: row.pop(k) for k in ("section", "entry", "lead", "text", "tail", "flag", "sources")}
    for source in plain["sources"]:
        source.pop("number")
    return {**plain, "facts": row}


def _entry(entry: Entry) -> dict[str, Any]:
    about = entry_row(entry)
    return {
        "id": about.pop("entry"),
        **about,
        "states": [state_row(s) for s in entry.states],
        "claims": list(entry.claims),
        "links": [{"kind": k.kind, "target": k.target, "words": k.words} for k in entry.links],
    }


def _claim(snapshot: Snapshot, claim: str) -> dict[str, Any]:
    found = snapshot.shelf.claim(claim)
    return {"id": found.id, **to_json(found, snapshot.shelf.address(found.article.split("/")[0]))}


def _finding(item: Finding) -> dict[str, Any]:
    return {
        "shelf": item.hit.shelf,
        "id": item.hit.id,
        "kind": item.kind,
        "day": item.hit.day,
        "words": item.words,
        "marks": item.marks(),
        "outlet": item.outlet,
        "speaker": item.claim.speaker if item.claim else None,
        "entries": [asdict(entry) for entry in item.entries],
    }


def _article(snapshot: Snapshot, article: Listed, address: str, claims: int) -> dict[str, Any]:
    return {
        "id": article.id,
        "title": article.title,
        "outlet": article.outlet,
        "published": article.published,
        "published_basis": article.published_basis,
        "address": address,
        "claims": claims,
        "lineage": [
            {"kind": e.kind, "old": e.old, "new": e.new, "score": e.score} for e in snapshot.edges(article.id)
        ],
    }


def _fresh(snapshot: Snapshot) -> dict[str, Any]:
    fresh = snapshot.freshness
    return {"recording": fresh.recording, "at": fresh.at, "behind": fresh.behind}


def _record(snapshot: Snapshot, known: str | None, item: dict[str, Any]) -> dict[str, Any]:
    return {"as_of": snapshot.last_day, "known": known, "freshness": _fresh(snapshot), "item": item}


def _part(snapshot: Snapshot, ask: Ask, items: Sequence[Any], start: int, total: int) -> dict[str, Any]:
    """A page that was asked for as such."""
    more = start + len(items) < total and items
    return {
        "as_of": ask.as_of,
        "known": ask.known,
        "freshness": _fresh(snapshot),
        "items": list(items),
        "next": _cursor(snapshot, start + len(items)) if more else None,
    }


def _paged(
    snapshot: Snapshot, as_of: str, known: str | None, items: Sequence[Any], limit: int, cursor: str | None
) -> dict[str, Any]:
    start = _place(cursor, snapshot)
    rest = start + limit < len(items)
    return {
        "as_of": as_of,
        "known": known,
        "freshness": _fresh(snapshot),
        "items": list(items[start : start + limit]),
        "next": _cursor(snapshot, start + limit) if rest else None,
    }


def _cursor(snapshot: Snapshot, start: int) -> str:
    return urlsafe_b64encode(f"{snapshot.at}:{start}".encode()).decode()


def _place(cursor: str | None, snapshot: Snapshot) -> int:
    """Where a cursor points; raises UsageError for a foreign one and where the ledger has moved on."""
    if not cursor:
        return 0
    try:
        at, start = map(int, urlsafe_b64decode(cursor.encode()).decode().split(":"))
    except ValueError:
        raise UsageError("this is no cursor of ours", where="cursor", hint="begin without one") from None
    if at != snapshot.at or start < 0:
        raise UsageError("the ledger has changed since this cursor was given", hint="begin without one")
    return start


def _tag(snapshot: Snapshot, request: Request) -> str:
    digest = hashlib.sha256(f"{snapshot.at} {request.url.path}?{request.url.query}".encode()).hexdigest()
    return f'W/"{digest[:20]}"'
