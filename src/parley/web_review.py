"""The desk's page for review: what may be one thing, what passed its date, new names; a person decides.

Every decision is kept with who, when and why, can be taken back, and outlives every re-reading.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import combinations, islice

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from parley import decisions
from parley.console import now
from parley.errors import UsageError
from parley.lexicon import lexicon
from parley.library import Library, Snapshot
from parley.model import Entry, Person
from parley.moments import standing
from parley.store import Decision, Store, open_store
from parley.web_frame import framed, place_of
from parley.write import dates
from parley.write.desk import Place
from parley.write.nouns import subject
from parley.write.phrases import capital, listed

WHO = "parley_who"
CLAIMS = 200  # of an entry, to choose from
MOST = 40  # pairs and names on the page
UNNAMED = "goods that nobody names"
PAST = 60  # entries whose date passed
GROUP = 40  # of the entries of one sort between the same parties, those that are compared
ALIKE = 5  # pairs of one sort between the same parties
LIKE = 3  # reasons that make two entries worth a look
REASONS = ("instrument", "target", "goods", "month", "place", "rate", UNNAMED)
PASSED = ("due", "lapsed")
KINDS = frozenset({"measure", "agreement", "round", "commitment", "deadline"})


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entries that may be one, and what they share."""

    one: Entry
    other: Entry
    reasons: tuple[str, ...]


def router(library: Library) -> APIRouter:
    """The routes of the page; what changes the ledger comes by POST."""
    routes = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

    @routes.get("/review")
    def review(request: Request) -> Response:
        snapshot = library.now(at_once=True)
        place, who = place_of(request, snapshot), request.cookies.get(WHO, "")
        key = f"/review?{request.url.query}#{who}{len(snapshot.ledger.store.decisions())}"
        return HTMLResponse(library.kept(snapshot, key, lambda: review_page(snapshot, place, who)))

    @routes.get("/correct/{entry}")
    def correct(request: Request, entry: str) -> Response:
        snapshot = library.now(at_once=True)
        who = request.cookies.get(WHO, "")
        return HTMLResponse(correct_page(snapshot, place_of(request, snapshot), entry, who))

    @routes.post("/correct/{entry}")
    def separate(
        entry: str,
        claim: list[str] = Form(max_length=CLAIMS),  # noqa: B008 - as the framework wants it
        who: str = Form("", max_length=80),
        note: str = Form("", max_length=500),
    ) -> Response:
        return decided(who, note, lambda store, by: decisions.separate(store, entry, claim, by))

    @routes.post("/review/{what}")
    def decide(
        what: str,
        one: str = Form(max_length=300),
        other: str = Form("", max_length=300),
        who: str = Form("", max_length=80),
        note: str = Form("", max_length=500),
    ) -> Response:
        return decided(who, note, lambda store, by: carried_out(store, what, one, other, by))

    def decided(who: str, note: str, act: Callable[[Store, Person], object]) -> Response:
        if not who.strip():
            raise UsageError("a decision needs the name of who decides", hint="fill in who you are")
        with open_store(library.store.place) as store:
            act(store, Person(now(), who.strip(), note.strip() or None))
        response = RedirectResponse("/review", 303)
        response.set_cookie(WHO, who.strip(), max_age=31536000, httponly=True, samesite="strict")
        return response

    return routes


def carried_out(store: Store, what: str, one: str, other: str, by: Person) -> None:
    """Carry a decision out; raises UsageError for one that cannot be."""
    acts: dict[str, Callable[[], object]] = {
        "join": lambda: decisions.join(store, one, other, by),
        "apart": lambda: decisions.apart(store, one, other, by),
        "undo": lambda: decisions.undo(store, int(one), by),
    }
    if what not in acts or (what == "undo" and not (one.isdecimal() and len(one) < 10)):
        raise UsageError("there is no such decision", where=f"{what} {one}")
    acts[what]()


def correct_page(snapshot: Snapshot, place: Place, entry_id: str, who: str) -> str:
    """The forms by which a person says that an entry is one with another, or that claims of it are not."""
    entry = snapshot.ledger.entry(entry_id)
    shown = entry.claims[-CLAIMS:]
    snapshot.shelf.fetch(shown)
    claims = [snapshot.shelf.claim(i) for i in shown]
    like = [e for e in snapshot.entries.values() if e.kind == entry.kind and e.dispute == entry.dispute]
    return framed(
        snapshot,
        place,
        "",
        "correct",
        title=f"Correct: {capital(subject(entry))}",
        entry=entry.id,
        who=who,
        claims=[(c, snapshot.shelf.article(c.article).outlet or "") for c in reversed(claims)],
        left_out=len(entry.claims) - len(shown),
        others=[(e.id, capital(subject(e))) for e in like if e.id != entry.id][-CLAIMS:],
        asks=False,
    )


def review_page(snapshot: Snapshot, place: Place, who: str) -> str:
    """Pairs that may be one, states that passed their date, new names, and what was decided."""
    decided = snapshot.ledger.store.decisions()
    past = sorted(passed(snapshot, place.as_of), key=lambda p: p[0].states[-1].known_from, reverse=True)
    return framed(
        snapshot,
        place,
        "/review",
        "review",
        title="Review",
        who=who,
        pairs=[_shown(pair) for pair in pairs(snapshot, decided)],
        passed=[(e.id, capital(subject(e)), s) for e, s in past[:PAST]],
        more=max(len(past) - PAST, 0),
        names=new_names(snapshot),
        decided=[(d, _said(d)) for d in reversed(decided)],
        asks=False,
    )


def pairs(snapshot: Snapshot, decided: tuple[Decision, ...]) -> list[Pair]:
    """Entries of one kind and the same parties that share most; without those that a person decided on."""
    settled = [(set(d.made.one), set(d.made.other)) for d in decided if not d.undone]
    groups: dict[tuple[object, ...], list[Entry]] = {}
    for entry in snapshot.entries.values():
        if entry.kind in KINDS:
            key = (entry.kind, frozenset(entry.actors), entry.instrument, entry.dispute)
            groups.setdefault(key, []).append(entry)
    found: list[Pair] = []
    for group in groups.values():
        marked = [(entry, _marks(entry)) for entry in group[-GROUP:]]
        found += nsmallest(ALIKE, _alike(marked, settled), key=_likeness)
    return sorted(found, key=_likeness)[:MOST]


def _alike(
    marked: Sequence[tuple[Entry, frozenset[tuple[str, object]]]], settled: list[tuple[set[str], set[str]]]
) -> Iterator[Pair]:
    """The pairs that share enough."""
    for (one, mine), (other, theirs) in combinations(marked, 2):
        both = mine & theirs
        shared = {name for name, _ in both} if len(both) >= LIKE else ()
        if len(shared) >= LIKE and not (settled and _settled(one, other, settled)):
            yield Pair(one, other, tuple(name for name in REASONS if name in shared))


def _likeness(pair: Pair) -> tuple[int, str, str]:
    return -len(pair.reasons), pair.one.id, pair.other.id


def _marks(entry: Entry) -> frozenset[tuple[str, object]]:
    """What another entry may share, each with the reason that this is."""
    measure = entry.kind == "measure"
    every: tuple[tuple[str, Iterable[object]], ...] = (
        ("instrument", [entry.instrument] if measure and entry.instrument else []),
        ("target", entry.targets),
        ("goods", entry.goods),
        (UNNAMED, [""] if measure and not entry.goods else []),
        ("month", [entry.when.start[:7]] if entry.when else []),
        ("place", [entry.place] if entry.place else []),
        ("rate", {s.rate for s in entry.states if s.rate is not None}),
    )
    return frozenset((name, value) for name, values in every for value in values)


def _settled(one: Entry, other: Entry, settled: list[tuple[set[str], set[str]]]) -> bool:
    mine, theirs = set(one.claims), set(other.claims)
    return any((mine & a and theirs & b) or (mine & b and theirs & a) for a, b in settled)


def passed(snapshot: Snapshot, as_of: str) -> Iterator[tuple[Entry, str]]:
    """Entries whose date passed without a word, with the status that this gave them."""
    for entry in snapshot.entries.values():
        state = standing(entry, as_of)
        if state and state.status in PASSED:
            yield entry, state.status


def new_names(snapshot: Snapshot) -> list[tuple[str, int, str]]:
    """Speakers whom the lexicon does not know, with how often they speak and a claim; most often first."""
    known = lexicon()
    found = (
        teller
        for teller in snapshot.ledger.store.tellers("speaker")
        if teller[0] != "anonymous" and teller[0] not in known.people and teller[0] not in known.bodies
    )
    return list(islice(found, MOST))


def _shown(pair: Pair) -> dict[str, object]:
    ends = [(e.id, capital(subject(e)), _stands(e)) for e in (pair.one, pair.other)]
    same = [reason for reason in pair.reasons if reason != UNNAMED]
    unnamed = "; neither names goods" if UNNAMED in pair.reasons else ""
    return {"ends": ends, "reasons": f"The same {listed(same)}{unnamed}." if same else "Neither names goods."}


def _stands(entry: Entry) -> str:
    """`in force since 5 May 2025 at 10 %, on three claims`, to tell like entries apart."""
    if not entry.states:
        return ""
    state, count = entry.states[-1], len(entry.claims)
    when = f" {dates.since(state.valid_from)}" if state.valid_from else ""
    rate = f" at {state.rate:g} %" if state.rate is not None else ""
    return f"{state.status}{when}{rate}, on {dates.count(count)} claim{'' if count == 1 else 's'}"


def _said(decision: Decision) -> str:
    made = decision.made
    what = "joined" if made.kind == "merge" else "set apart"
    note = f": {made.note}" if made.note else ""
    return f"{made.at[:16]}  {made.who} {what} {len(made.one)} and {len(made.other)} claims{note}"
