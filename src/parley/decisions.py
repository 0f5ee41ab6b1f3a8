"""What a person decides about entries: that two are one, that one is two, that a decision was wrong.

A decision is kept with who, when and why, names claims and not entries, and so outlives every re-reading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parley import closing
from parley.errors import UsageError
from parley.ledger import Ledger
from parley.model import Entry, Grouping, Person
from parley.store import Store


def join(store: Store, one: str, other: str, by: Person) -> tuple[str, ...]:
    """Make two entries of one kind one; the ids of what they are then. Raises UsageError for other kinds."""
    first, second = _entries(store, one, other)
    if first.kind != second.kind:
        raise UsageError(f"{first.id} is of kind {first.kind}, {second.id} of kind {second.kind}")
    if first.id == second.id:
        raise UsageError("these are one entry already", where=first.id)
    store.decide(Grouping(by.at, by.who, "merge", "entry", first.claims, second.claims, by.note))
    return _after(store, by, (*first.claims, *second.claims))


def separate(store: Store, entry: str, claims: Sequence[str], by: Person) -> tuple[str, ...]:
    """Set some claims of an entry apart from the others; the ids of what they are then.

    Claims may be given by the beginning of their ids. Raises UsageError where they are not of the entry, or
    are all of it.
    """
    (whole,) = _entries(store, entry)
    own = {claim for name in claims for claim in _claims_named(whole, name)}
    rest = tuple(claim for claim in whole.claims if claim not in own)
    if not rest:
        raise UsageError("these are all claims of the entry", where=whole.id, hint="leave some of them")
    store.decide(Grouping(by.at, by.who, "split", "entry", tuple(sorted(own)), rest, by.note))
    return _after(store, by, whole.claims)


def apart(store: Store, one: str, other: str, by: Person) -> tuple[str, ...]:
    """Confirm that two entries are two things, whatever is read later; the ids of what they are then."""
    first, second = _entries(store, one, other)
    if first.id == second.id:
        raise UsageError("this is one entry", where=first.id, hint="`parley separate` sets claims apart")
    store.decide(Grouping(by.at, by.who, "split", "entry", first.claims, second.claims, by.note))
    return _after(store, by, (*first.claims, *second.claims))


def undo(store: Store, number: int, by: Person) -> tuple[str, ...]:
    """Take a decision back; the ids of the entries that its claims are of then."""
    found = next((d for d in store.decisions() if d.number == number and not d.undone), None)
    if found is None:
        standing = [str(d.number) for d in store.decisions() if not d.undone]
        hint = f"there are {', '.join(standing)}" if standing else "nobody decided anything"
        raise UsageError("there is no such decision", where=str(number), hint=hint)
    store.undo(number, at=by.at, who=by.who, note=by.note)
    return _after(store, by, (*found.made.one, *found.made.other))


def listed(store: Store) -> Iterator[str]:
    """A line for each decision about entries, the oldest first."""
    if not store.decisions():
        yield "Nobody has decided anything about entries."
    with store.reading() as held:
        for d in store.decisions():
            ids = sorted(held.entries_of((*d.made.one, *d.made.other)))
            what = "joined" if d.made.kind == "merge" else "set apart"
            back = " (taken back)" if d.undone else ""
            note = f": {d.made.note}" if d.made.note else ""
            counts = f"{len(d.made.one)} and {len(d.made.other)} claims"
            head = f"{d.number}  {d.made.at[:10]}  {d.made.who}"
            yield f"{head} {what} {counts}{note}{back}; now {', '.join(ids)}"


def _entries(store: Store, *names: str) -> list[Entry]:
    ledger = Ledger(store)
    return [ledger.entry(name) for name in names]


def _claims_named(entry: Entry, name: str) -> list[str]:
    found = [claim for claim in entry.claims if claim.startswith(name)]
    if len(found) != 1:
        what = "several claims of the entry begin so" if found else "the entry has no such claim"
        raise UsageError(what, where=name, hint=f"`parley show {entry.id} --format json` lists them")
    return found


def _after(store: Store, by: Person, claims: Sequence[str]) -> tuple[str, ...]:
    closing.decided(store, at=by.at)
    with store.reading() as held:
        return tuple(sorted(held.entries_of(claims)))
