"""Who speaks for whom: parties, persons, bodies and venues, from the lexicon and from the claims."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from parley.lexicon import Office, lexicon
from parley.model import Claim
from parley.resolve.tables import table

WORLD = "WORLD"


def parties_of(codes: Iterable[str]) -> frozenset[str]:
    """Party codes of actors or targets; a company or body counts for its country, others are left out."""
    found = (party_of_name(code) for code in codes)
    return frozenset(party for party in found if party)


@lru_cache(maxsize=4096)
def is_wide(place: str) -> bool:
    """Whether a place is a country or a region, and no town."""
    states = (p for p in lexicon().parties.values() if p.kind == "state" and p.capital)
    return place in table()["places"]["wide"] or any(place == p.name for p in states)


@lru_cache(maxsize=4096)
def party_of_name(name: str) -> str | None:
    """The party that a code, body, company or person belongs to."""
    book = lexicon()
    if name in book.parties:
        return name
    for shelf in (book.bodies, book.companies, book.outlets):
        if name in shelf:
            party: str | None = shelf[name].party
            return party
    person = book.person(name)
    return person.party if person else _party_in(name)


def _party_in(name: str) -> str | None:
    """The one party whose name or adjective stands in the name of a body ("US officials")."""
    kinds = {m.key for m in lexicon().find(name) if m.kind in ("party", "adjective", "metonym")}
    bodies = {lexicon().bodies[m.key].party for m in lexicon().find(name) if m.kind == "body"}
    found = kinds | bodies
    return found.pop() if len(found) == 1 else None


def speakers_by_claims(claims: Iterable[Claim]) -> Mapping[tuple[str, str], str]:
    """Party of each (article, speaker) as the article has it: by roles, else by statements for one party."""
    votes: dict[tuple[str, str], Counter[str]] = {}
    for claim in claims:
        for person, _, party in claim.roles:
            if party:
                votes.setdefault((claim.article, person), Counter())[party] += 2
        if claim.kind == "statement" and claim.speaker and len(claim.actors) == 1:
            votes.setdefault((claim.article, claim.speaker), Counter())[claim.actors[0]] += 1
    return {name: min(count, key=lambda p: (-count[p], p)) for name, count in votes.items()}


def party_name(code: str) -> str:
    """The party's common name, the code itself where the lexicon has none."""
    party = lexicon().parties.get(code)
    return party.name if party else code


@lru_cache(maxsize=4096)
def heads(person: str, day: str) -> bool:
    """Whether the person leads a state, government or bloc on the ISO `day`."""
    return any(leads(office) for office in lexicon().offices_of(person, day))


def leads(office: Office) -> bool:
    """Whether an office is that of a head of state, of government or of a bloc."""
    return bool(set(table()["leaders"]["titles"]) & set(office.titles))


def announcers(words: str) -> tuple[frozenset[str], frozenset[str]]:
    """Parties that the words say have announced a meeting, and those that they say have not."""
    book = lexicon()
    found = [
        (m.end, book.capitals[m.key].party if m.kind == "capital" else party_of_name(m.key))
        for m in book.find(words)
        if m.kind in _SPEAKERS
    ]
    sides: dict[str, set[str]] = {"announces": set(), "silent": set()}
    for name in ("silent", "announces"):
        for cue in re.finditer("|".join(map(re.escape, table()["leaders"][name])), words):
            before = [party for end, party in found if end <= cue.start() and party]
            sides[name] |= {before[-1]} if before else set()
    return frozenset(sides["announces"] - sides["silent"]), frozenset(sides["silent"])


_SPEAKERS = ("body", "party", "capital", "metonym")


def venues(words: str) -> tuple[str, ...]:
    """Buildings that the words name as a place of talks."""
    book = lexicon()
    found = [match.key for match in book.find(words) if match.kind == "venue"]
    return tuple(name for name in found if book.venues[name].city != name)


def ordered(parties: Iterable[str]) -> tuple[str, ...]:
    """Parties in the order used in ids and names: the United States first, all partners last."""
    return tuple(sorted(set(parties), key=lambda p: (p != "US", p == WORLD, p)))
