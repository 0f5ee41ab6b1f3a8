"""The register of offices against what a claim says: who is given an office that another held that day."""

from __future__ import annotations

from dataclasses import dataclass

from parley.lexicon import Office, lexicon
from parley.model import Claim


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A person named for an office that `holder` held on the day."""

    person: str
    role: str
    office: str
    holder: str
    since: str


def misplaced(claim: Claim, day: str) -> tuple[Misplaced, ...]:
    """Every person of the claim whose role the register gives to another on the ISO `day`.

    Former holders who are called so ("then", "former") and offices that the register does not know on that
    day are left alone.
    """
    found = (_misplaced(person, role, party, day) for person, role, party in claim.roles)
    return tuple(m for m in found if m is not None)


def _misplaced(person: str, role: str, party: str | None, day: str) -> Misplaced | None:
    offices = offices_named(role, party)
    if len(offices) != 1 or _past(role):
        return None
    office = offices[0]
    holders = lexicon().holders(office.id, day)
    known = lexicon().person(person)
    name = known.name if known else person
    if not holders or any(h.name == name or person in h.variants for h in holders):
        return None
    return Misplaced(person, role, office.title, holders[0].name, holders[0].start)


def offices_named(role: str, party: str | None) -> tuple[Office, ...]:
    """The offices that the words of a role may mean, of the party where it is known."""
    book = lexicon()
    matches = book.find(role)
    exact = [book.offices[m.key] for m in matches if m.kind == "office"]
    shared = [office for m in matches if m.kind == "title" for office in book.offices_for(m.key, party)]
    found = {office.id: office for office in exact or shared if party in (None, office.party)}
    return tuple(found.values())


def _past(role: str) -> bool:
    words = role.lower().split()
    return any(word in ("former", "ex", "then", "deputy", "vice", "acting", "designate") for word in words)
