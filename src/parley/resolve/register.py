"""The register of offices against what a claim says: who is given an office that another held that day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from parley.lexicon import Match, Office, lexicon
from parley.model import Claim
from parley.read.roles import is_of_deputy

AROUND = 160  # characters in which a year may stand that tells of which time a sentence speaks


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

    Former holders who are called so ("then", "former"), those of the year of which the sentence speaks, and
    offices that the register does not know on that day are left alone; and where the words name the holder,
    too, the office is that one's ("Smith, the right hand of Minister Jones").
    """
    told = min(day, claim.date.start[:10]) if claim.date else day
    found = (
        _misplaced(person, role, offices_named(role, party), told)
        for person, role, party in claim.roles
        if _of_side(person, party) and not _past(role) and not _of_its_time(claim.words, role, day)
    )
    return tuple(m for m in found if m is not None and m.holder.split()[-1] not in claim.words)


def _of_side(person: str, party: str | None) -> bool:
    """Whether the person may have an office of the party; else a reader gave the role to the wrong one."""
    known = lexicon().person(person)
    return known is None or known.party is None or party in (None, known.party)


def misnamed(text: str, day: str) -> Iterator[tuple[int, int, Misplaced]]:
    """Where a text has an office and right behind it a person who does not hold it on the ISO `day`.

    Gives start and end of the words, and what the register says; with the same exceptions as `misplaced`.
    """
    matches = lexicon().find(text)
    for role, person in pairwise(matches):
        next_to = text[role.end : person.start] == " " and person.kind == "person"
        if is_of_deputy(text, role.start):
            continue
        if not next_to or role.kind not in ("office", "title") or not _own_side(role, person):
            continue
        around = text[max(0, role.start - AROUND) : person.end + AROUND]
        words = text[max(0, role.start - 12) : role.end]
        if not _past(words) and not _of_its_time(around, text[role.start : role.end], day):
            found = _misplaced(person.key, text[role.start : role.end], _offices(role, person), day)
            if found is not None:
                yield role.start, person.end, found


def _own_side(role: Match, person: Match) -> bool:
    """A trade representative of China is not the one of the United States."""
    return role.kind == "title" or _of_side(person.key, lexicon().offices[role.key].party)


def _offices(role: Match, person: Match) -> tuple[Office, ...]:
    """The office itself, or of a shared title that of the person's party."""
    if role.kind == "office":
        return (lexicon().offices[role.key],)
    known = lexicon().person(person.key)
    return tuple(lexicon().offices_for(role.key, known.party if known else None))


def _misplaced(person: str, role: str, offices: tuple[Office, ...], day: str) -> Misplaced | None:
    if len(offices) != 1:
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
    titles = [m for m in matches if m.kind == "title"] if party is not None else []  # many have such a title
    shared = [office for m in titles for office in book.offices_for(m.key, party)]
    found = {office.id: office for office in exact or shared if party in (None, office.party)}
    return tuple(found.values())


def _past(role: str) -> bool:
    words = re.findall(r"[a-z]+", role.lower())
    return any(word in ("former", "ex", "then", "deputy", "vice", "acting", "designate") for word in words)


def _of_its_time(words: str, role: str, day: str) -> bool:
    """Whether the words call the holder a former one, or speak of an earlier year."""
    before = re.search(rf"(?:[\w-]{{1,40}}[\s-]){{1,2}}{re.escape(role)}", words)
    years = re.findall(r"\b(?:19|20)\d\d\b", words)
    return (before is not None and _past(before.group())) or any(year < day[:4] for year in years)
