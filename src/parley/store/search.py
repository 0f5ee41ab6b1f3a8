"""Full text over the words of claims and over entries: an index beside the ledger, made of what is held.

It is no part of the ledger and can be made again at any time. Every settling catches it up in its own
transaction, and so does a reading that takes facts back; what is read and not settled yet waits with the
entries. SQLite searches by FTS5, PostgreSQL by `tsvector`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from typing import Any, Literal

from parley.model import Claim, Entry
from parley.store.history import chunks
from parley.store.parts import Part
from parley.store.statements import Connection, Rows, Statement, among, append, listed

Shelf = Literal["claim", "entry"]
Order = Literal["best", "newest"]
OPEN, CLOSE = "\x02", "\x03"  # around a hit, on the way from the database
_WORD = re.compile(r'(-?)(?:"([^"]+)"|(\S+))')
_PARTS = re.compile(r"\w+")
Facets = Mapping[str, list[str]]
# Both texts, as schema 0004 indexed them in PostgreSQL (0007 keeps them as the column `vector`); no phrase
# goes from one over the word between to the other.
TEXTS = "{of}words || ' 0 0 ' || {of}about"
_RANK = "bm25(finds_text, 4.0, 1.0, 0.0)"
MANY = 1000
"""Answers that are counted one by one and put in order; of more the newest come first."""
_FEW = 10_000  # answers of a file whose days are all looked up
# Rows among which the newest of more are looked for, before all are; a server chooses by itself.
_WINDOWS = (5000, 20_000, 60_000)
_DATED = "f.day >= :since AND f.day <= :until"
_THESE = among("f.id", "ids", numbers=True)
_ALL = "0"  # the facet of every row, asked for only where nothing else is
_FOUND = Statement(f"SELECT ref, day, words, about, outlet, speaker, facets FROM finds WHERE {among('ref')}")
_FORGET = Statement(f"DELETE FROM finds WHERE {among('ref')}")
_AS_OF = Statement("SELECT recording, day FROM searched")
_UNSEARCHED = Statement("DELETE FROM searched")
_LAST = Statement("SELECT coalesce(max(id), 0) FROM recordings")
_CUT = Statement("SELECT day FROM finds WHERE day <= :until ORDER BY day DESC LIMIT 1 OFFSET :rows")
_OF = f"words, about, facets FROM finds WHERE {among('ref', 'refs')}"
_TOLD = Statement(f"INSERT INTO finds_text(rowid, words, about, facets) SELECT id, {_OF}")
_UNTOLD = Statement(
    f"INSERT INTO finds_text(finds_text, rowid, words, about, facets) SELECT 'delete', id, {_OF}"
)
# Not narrowed by ledger: the database would go through all of its notes, not through the last ones.
_SINCE = Statement("SELECT ledger, fact FROM history WHERE recording > :recording")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is searched for: all of `words`, of which one may be a "phrase", -excluded or a begin*.

    The other fields narrow it, each where it is given: `shelf` to claims or entries, `status` to what
    stood when the entry last changed, `since` and `until` to ISO days, inclusive, on which it was told.
    """

    words: str = ""
    shelf: Shelf | None = None
    dispute: str | None = None
    party: str | None = None
    kind: str | None = None
    outlet: str | None = None
    speaker: str | None = None
    status: str | None = None
    since: str | None = None
    until: str | None = None
    order: Order = "best"

    def facets(self) -> Iterator[str]:
        """The tokens by which rows are narrowed."""
        for space in ("shelf", "dispute", "party", "kind", "outlet", "speaker", "status"):
            value = getattr(self, space)
            if value:
                yield facet(space, value)

    def terms(self) -> tuple[tuple[bool, str, bool], ...]:
        """(excluded, words of a phrase, whether the last one only begins so), as typed."""
        found = []
        for minus, phrase, word in _WORD.findall(self.words):
            words = " ".join(_PARTS.findall(phrase or word))
            if words:
                found.append((bool(minus), words, word.endswith("*")))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Hit:
    """A claim or an entry by id, the ISO day on which it was told, and its words in (text, hit or not)."""

    shelf: Shelf
    id: str
    day: str
    pieces: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class _Query:
    """What is searched for, in the words of an engine."""

    index: str  # what answers, whatever its day
    rows: str  # the same as rows `f`, of the days that are asked for
    rank: str  # what the best are first by; empty where there are no words
    window: str  # narrows `rows` to those from the day `:cut` on; empty where that does not help
    marked: str  # the words of the rows `:ids`, by number, with what was found marked
    given: dict[str, Any]
    few: int = MANY  # answers that are all looked up before the newest are known


def search(connection: Connection, wanted: Wanted, limit: int, start: int = 0) -> tuple[int, tuple[Hit, ...]]:
    """How many rows answer, and those from `start`; nothing where nothing is asked.

    The count goes no further than `MANY` behind the page. Where it is above `MANY` the newest come first,
    whatever order is asked for: a word that stands everywhere tells no row from another.
    """
    dated = bool(wanted.since or wanted.until)
    if not wanted.terms() and not any(wanted.facets()) and not dated:
        return 0, ()
    most = start + limit + MANY
    if not any(wanted.facets()) and not wanted.terms():
        query = _of_days()
    else:
        query = _sqlite(wanted) if connection.engine == "sqlite" else _postgresql(wanted)
    query.given.update(since=wanted.since or "", until=f"{wanted.until or '9999'}~", most=most)
    rank = query.rank if wanted.order == "best" else ""
    counted = f"SELECT count(*) FROM (SELECT 1 {query.index} LIMIT :counted) AS counted"
    ((every,),) = connection.rows(counted, {**query.given, "counted": max(most, query.few + 1)})
    if every > query.few:
        rows, near = _newest(connection, query, most if dated else start + limit)
    else:
        rows, near = _rows(connection, query, "", rank if every <= MANY else ""), ""
    total = len(rows) if dated else min(every, most)
    if rank and total <= MANY < every:
        rows = _rows(connection, query, near, rank)
    return total, _hits(connection, query, rows[start : start + limit])


def _newest(connection: Connection, query: _Query, wanted: int) -> tuple[Rows, str]:
    """The newest that answer, and how they were narrowed to rows that are not much older than those.

    At least `wanted`, where there are so many.
    """
    query.given["most"] = wanted
    for rows in _WINDOWS if query.window else ():
        cut = _CUT.first(connection, until=query.given["until"], rows=rows) or ""
        query.given["cut"] = max(cut, str(query.given["since"]))
        found = _rows(connection, query, query.window, "")
        if len(found) >= wanted or cut <= str(query.given["since"]):
            return found, query.window
    return _rows(connection, query, "", ""), ""


def _rows(connection: Connection, query: _Query, near: str, rank: str) -> Rows:
    """Number, reference and day of what answers, at most `:most`: the best or the newest first."""
    order = f"{rank}{', ' if rank else ''}f.day DESC, f.ref"
    told = f"SELECT f.id, f.ref, f.day {query.rows}{near} ORDER BY {order} LIMIT :most"
    return connection.rows(told, query.given)


def _hits(connection: Connection, query: _Query, rows: Rows) -> tuple[Hit, ...]:
    """A page with its words marked: only these rows are."""
    given = {**query.given, "ids": listed(number for number, *_ in rows)}
    marked = dict(connection.rows(query.marked, given)) if rows else {}
    return tuple(_hit(ref, day, marked[number]) for number, ref, day in rows)


def catch_up(connection: Connection, books: Part | None = None) -> None:
    """Make the index follow from what is held, looking only at what changed since it last did.

    `books` may know entries as they are now.
    """
    since, day = next(iter(_AS_OF.rows(connection)), (0, ""))
    last = _LAST.first(connection)
    if since == last:
        return
    books = books or Part(connection)
    today = books.last_known() or day
    claims, entries = _changed(connection, since)
    entries |= _passed(connection, day, today)
    # A claim has the facets of its entries.
    other = _replace(connection, {f"entry:{i}" for i in entries}, _entry_rows(books, entries, today))
    claims |= set(_column(connection, "joins", "claim", "entry", [i.partition(":")[2] for i in other]))
    stands: dict[str, Facets] = {}
    for part in chunks(sorted(claims)):
        rows = _claim_rows(books, part, stands, today)
        _replace(connection, {f"claim:{i}" for i in part}, rows)
    _UNSEARCHED.run(connection)
    append(connection, "searched", [{"recording": last, "day": today}])


def tellers(connection: Connection, which: Literal["outlet", "speaker"]) -> tuple[tuple[str, int, str], ...]:
    """The outlets or the speakers of claims, with how many and one of them, those with most first."""
    counted = f"SELECT {which}, count(*), min(ref) FROM finds WHERE {which} <> '' GROUP BY {which}"
    found = Statement(f"{counted} ORDER BY count(*) DESC, {which}").rows(connection)
    return tuple((name, n, one.partition(":")[2]) for name, n, one in found)


@lru_cache(maxsize=16384)
def facet(space: str, value: str) -> str:
    """The token under which a value of a filter is indexed: digits, so that no stemmer touches it."""
    digest = blake2b(f"{space}|{value.casefold()}".encode(), digest_size=7).digest()
    return str(int.from_bytes(digest, "big"))


def _hit(ref: str, day: str, marked: str) -> Hit:
    shelf, _, name = ref.partition(":")
    parts = re.split(f"{OPEN}([^{OPEN}{CLOSE}]*+){CLOSE}", marked)
    pieces = tuple((part, n % 2 == 1) for n, part in enumerate(parts) if part)
    return Hit("claim" if shelf == "claim" else "entry", name, day, pieces)


def _of_days() -> _Query:
    """All that was told on the days that are asked for."""
    answers = f"FROM finds f WHERE {_DATED}"
    marked = f"SELECT f.id, f.words FROM finds f WHERE {_THESE}"
    return _Query(answers, answers, "", "", marked, {})


def _sqlite(wanted: Wanted) -> _Query:
    terms = wanted.terms()
    words = [(minus, f'{{words about}} : "{w}"{" *" if begins else ""}') for minus, w, begins in terms]
    every = [f"({w})" for minus, w in words if not minus]
    ranked = bool(every)
    tokens = [*wanted.facets()]
    if not every and not tokens:
        tokens = [_ALL]
    every += [f"(facets : {token})" for token in tokens]
    match = " AND ".join(every) + "".join(f" NOT ({w})" for minus, w in words if minus)
    answers = "WHERE finds_text MATCH :match"
    marked = f"highlight(finds_text, 0, char({ord(OPEN)}), char({ord(CLOSE)}))"
    return _Query(
        # The index alone counts: no row is looked up.
        f"FROM finds_text {answers}",
        f"FROM finds_text t JOIN finds f ON f.id = t.rowid {answers} AND {_DATED}",
        _RANK if ranked else "",
        # The plus: the index is not to be asked for so many rows one by one, it gives all that answer.
        " AND +t.rowid IN (SELECT id FROM finds WHERE day >= :cut AND day <= :until)",
        f"SELECT t.rowid, {marked} FROM finds_text t {answers} AND {among('t.rowid', 'ids', numbers=True)}",
        {"match": match},
        _FEW,
    )


def _postgresql(wanted: Wanted) -> _Query:
    terms = []
    for minus, words, begins in wanted.terms():
        phrase = " <-> ".join(words.split()) + (":*" if begins else "")
        terms.append(f"!({phrase})" if minus else f"({phrase})")
    facets = " & ".join(wanted.facets()) or (_ALL if not any(t[0] == "(" for t in terms) else "")
    asked = "to_tsquery('english', :words)"
    where = ["to_tsvector('simple', f.facets) @@ to_tsquery('simple', :facets)"] if facets else []
    where += [f"f.vector @@ {asked}"] if terms else []
    answers = f"FROM finds f WHERE {' AND '.join(where)}"
    options = "'HighlightAll=true, StartSel=' || chr(2) || ', StopSel=' || chr(3)"
    marked = f"ts_headline('english', f.words, {asked}, {options})" if terms else "f.words"
    given = {**({"facets": facets} if facets else {}), **({"words": " & ".join(terms)} if terms else {})}
    return _Query(
        answers,
        f"{answers} AND {_DATED}",
        f"-ts_rank(f.vector, {asked}, 1)" if terms else "",
        "",
        f"SELECT f.id, {marked} FROM finds f WHERE {_THESE}",
        given,
    )


def _changed(connection: Connection, since: int) -> tuple[set[str], set[str]]:
    """The claims and the entries of which something was asserted or retracted after a recording."""
    names = ("claims", "articles", "entries", "states", "joins")
    facts: dict[str, set[int]] = {name: set() for name in names}
    for ledger, fact in _SINCE.rows(connection, recording=since):
        if ledger in facts:
            facts[ledger].add(fact)
    claims = set(_column(connection, "claims", "id", "number", facts["claims"]))
    pages = set(_column(connection, "articles", "page", "number", facts["articles"]))
    claims |= set(_column(connection, "claims", "id", "page", pages))
    claims |= set(_column(connection, "joins", "claim", "number", facts["joins"]))
    entries = set(_column(connection, "entries", "id", "number", facts["entries"]))
    for table in ("states", "joins"):
        entries |= set(_column(connection, table, "entry", "number", facts[table]))
    return claims, entries


def _passed(connection: Connection, day: str, today: str) -> set[str]:
    """The entries of which a state begins or ends after `day` and not after `today`."""
    if not day or day >= today:
        return set()
    found: set[str] = set()
    for column in ("valid_from", "valid_to"):
        passed = Statement(f"SELECT entry FROM states WHERE {column} > :day AND {column} <= :today")
        found.update(passed.column(connection, day=day, today=f"{today}~"))
    return found


def _column(
    connection: Connection, table: str, wanted: str, column: str, values: Collection[str] | Collection[int]
) -> Iterator[str]:
    if values:
        yield from _wanted(table, wanted, column).column(connection, names=listed(values))


@cache
def _wanted(table: str, wanted: str, column: str) -> Statement:
    return Statement(f"SELECT {wanted} FROM {table} WHERE {among(column, numbers=column == 'number')}")


def _replace(connection: Connection, gone: Collection[str], rows: Iterable[dict[str, str]]) -> set[str]:
    """Put the rows in the place of those with these references; what is the same is left alone.

    The answer is the references of which the facets are others than they were, or that are new or gone.
    """
    new = {row["ref"]: row for row in rows}
    old = {ref: [ref, *kept] for ref, *kept in _FOUND.rows(connection, names=listed(gone))} if gone else {}
    same = {ref for ref, row in old.items() if ref in new and [*new[ref].values()] == row}
    if lost := old.keys() - same:
        _texts(connection, _UNTOLD, lost)
        _FORGET.run(connection, names=listed(lost))
    if fresh := [row for ref, row in new.items() if ref not in same]:
        append(connection, "finds", fresh)
        _texts(connection, _TOLD, {row["ref"] for row in fresh})
    kept = {ref for ref in new.keys() & old.keys() if new[ref]["facets"] == old[ref][-1]}
    return (new.keys() | old.keys()) - kept


def _texts(connection: Connection, told: Statement, refs: Collection[str]) -> None:
    """Tell SQLite's index of rows that came or go; triggers may not touch it with `trusted_schema` off."""
    if connection.engine == "sqlite":
        told.run(connection, refs=listed(refs))


def _entry_rows(books: Part, ids: Collection[str], today: str) -> Iterator[dict[str, str]]:
    for entry in books.entries(ids):
        sides = [*entry.actors, *entry.targets]
        own: Facets = {"shelf": ["entry"], "kind": [entry.kind], "party": sides}
        about = [entry.id, entry.instrument, entry.place, entry.venue, *entry.goods]
        about += [*map(_party, sides), *(name for name, _ in entry.people)]
        day = max((s.known_from[:10] for s in entry.states), default="")
        yield _row(f"entry:{entry.id}", day, entry.name, about, {**own, **_standing(entry, today)})


def _claim_rows(
    books: Part, ids: Collection[str], stands: dict[str, Facets], today: str
) -> Iterator[dict[str, str]]:
    claims = books.claims_named(ids)
    pages = {c.article.rpartition("/")[0] for c in claims}
    outlets = {a.id: a.outlet or "" for a in books.articles_on(pages)}
    joined: dict[str, list[str]] = {}
    for name, entry in books.joined(ids):
        joined.setdefault(name, []).append(entry)
    missing = {name for found in joined.values() for name in found} - stands.keys()
    stands.update((e.id, _standing(e, today)) for e in books.entries(missing))
    for claim in claims:
        of = [stands[i] for i in joined.get(claim.id, ()) if i in stands]
        yield _claim_row(claim, outlets.get(claim.article, ""), of)


def _claim_row(claim: Claim, outlet: str, of: Iterable[Facets]) -> dict[str, str]:
    sides = [*claim.actors, *claim.targets]
    own: dict[str, list[str]] = {"shelf": ["claim"], "kind": [claim.kind], "party": sides, "outlet": [outlet]}
    own["speaker"] = [claim.speaker or ""]
    for facets in of:
        for space, values in facets.items():
            own[space] = [*own.get(space, ()), *values]
    about = [*map(_party, sides), *claim.people, *claim.goods, claim.instrument, claim.action]
    about += [claim.place, claim.speaker, outlet]
    return _row(f"claim:{claim.id}", (claim.known or "")[:10], claim.words, about, own)


def _standing(entry: Entry, today: str) -> Facets:
    """The facets of an entry's dispute and of the status in which it stands."""
    states = [s for s in entry.states if s.believed() and s.holds(today)]
    now = max(states, key=lambda s: (s.begins, s.known_from), default=None)
    return {"dispute": [entry.dispute], "status": [now.status] if now else []}


def _row(ref: str, day: str, words: str, about: Iterable[str | None], facets: Facets) -> dict[str, str]:
    tokens = {facet(space, value) for space, values in facets.items() for value in values if value}
    told = " ".join(dict.fromkeys(a.replace("_", " ") for a in about if a))
    clean = words.replace(OPEN, " ").replace(CLOSE, " ")
    row = {"ref": ref, "day": day, "words": clean, "about": told}
    row |= {name: "".join(facets.get(name, ())) for name in ("outlet", "speaker")}
    return {**row, "facets": " ".join(sorted({_ALL, *tokens}))}


def _party(code: str) -> str:
    """The names under which a party is looked for: `China Chinese`."""
    from parley.lexicon import lexicon

    known = lexicon().parties.get(code)
    return " ".join((known.name, *known.adjectives)) if known else code
