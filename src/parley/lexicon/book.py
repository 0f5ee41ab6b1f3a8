"""The lexicon as one object: entries by key, look-ups, and the matcher over all their spellings."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import TypeVar

from parley.lexicon import patterns
from parley.lexicon.entries import (
    Accord,
    Body,
    Capital,
    Company,
    Good,
    Guard,
    Holder,
    Index,
    Instrument,
    LegalBasis,
    Office,
    Outlet,
    Party,
    Person,
    Venue,
)
from parley.lexicon.fold import fold
from parley.lexicon.matcher import Match, Matcher, Pattern

T = TypeVar("T")


class _Any:
    def __contains__(self, key: object) -> bool:
        return True


ANY: Container[str] = _Any()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The domain as data. Every mapping goes from the key that a `Match` carries to its entry.

    `roles` maps a bare role name ("commerce ministry") to its bodies by party, `titles` a shared title
    ("finance minister") to office ids. `version` is the SHA-256 over every TOML file of the folder.
    """

    version: str
    parties: Mapping[str, Party]
    capitals: Mapping[str, Capital]
    bodies: Mapping[str, Body]
    offices: Mapping[str, Office]
    people: Mapping[str, Person]
    outlets: Mapping[str, Outlet]
    goods: Mapping[str, Good]
    companies: Mapping[str, Company]
    venues: Mapping[str, Venue]
    indices: Mapping[str, Index]
    accords: Mapping[str, Accord]
    legal_bases: Mapping[str, LegalBasis]
    instruments: Mapping[str, Instrument]
    roles: Mapping[str, Mapping[str, str]]
    titles: Mapping[str, tuple[str, ...]]
    surnames: Mapping[str, str]
    decoys: tuple[str, ...]
    _matcher: list[Matcher] = field(init=False, repr=False, compare=False)  # made at the first look-up
    _names: Mapping[str, str] = field(init=False, repr=False, compare=False)
    _domains: Mapping[str, str] = field(init=False, repr=False, compare=False)
    _called: Mapping[str, list[tuple[Holder, Office]]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_matcher", [])
        object.__setattr__(self, "_names", dict(self._person_names()))
        domains = {domain: name for name, outlet in self.outlets.items() for domain in outlet.domains}
        object.__setattr__(self, "_domains", domains)
        called: dict[str, list[tuple[Holder, Office]]] = {}
        for office in self.offices.values():
            for holder in office.holders:
                for word in holder.name.split():
                    called.setdefault(word, []).append((holder, office))
        object.__setattr__(self, "_called", called)

    def find(self, text: str) -> tuple[Match, ...]:
        """Every entry that `text` names: leftmost-longest, whole words, a possessive 's left out.

        Kinds besides the mappings' own: `adjective` and `metonym` (key: party code), `title` and `role`
        (keys of `titles` and `roles`: the caller knows the party), `capital` (a place or a government).
        """
        if not self._matcher:
            self._matcher.append(Matcher(self.patterns()))
        return self._matcher[0].find(text)

    def person(self, surface: str) -> Person | None:
        """The person of a full name, a variant or an unmistakable surname; case and accents are free."""
        name = self._names.get(_folded(surface))
        return None if name is None else self.people[name]

    def holders(self, office_id: str, day: str) -> tuple[Holder, ...]:
        """All who held the office on the ISO `day`, the latest to come first."""
        office = self.offices.get(office_id)
        held = [holder for holder in office.holders if holder.on(day)] if office else []
        return tuple(sorted(held, key=lambda holder: holder.start, reverse=True))

    def holders_called(self, word: str, day: str) -> tuple[tuple[Holder, Office], ...]:
        """Who held an office on the ISO `day` and has the word in the canonical name, with the office."""
        return tuple((holder, office) for holder, office in self._called.get(word, ()) if holder.on(day))

    def holder(self, office_id: str, day: str) -> Holder | None:
        """Who held the office on the ISO `day` (on a day of change: the new one)."""
        held = self.holders(office_id, day)
        return held[0] if held else None

    def offices_of(self, person: str, day: str) -> tuple[Office, ...]:
        """The offices that the person (canonical name) held on the ISO `day`."""
        known = self.people.get(person)
        offices = [self.offices[key] for key in known.offices] if known else []
        return tuple(o for o in offices if any(h.name == person and h.on(day) for h in o.holders))

    def offices_for(self, title: str, party: str | None = None) -> tuple[Office, ...]:
        """The offices that a shared title may mean, of one party where it is known."""
        found = (self.offices[key] for key in self.titles.get(_folded(title), ()))
        return tuple(office for office in found if party in (None, office.party))

    def body_for(self, party: str, role_name: str) -> Body | None:
        """The body of `party` that bears a shared role name ("commerce ministry"), any case."""
        name = self.roles.get(_folded(role_name), {}).get(party)
        return None if name is None else self.bodies[name]

    def outlet_by_domain(self, host: str) -> Outlet | None:
        """The outlet of a host name; `www.` and other subdomains are tried without."""
        labels = host.lower().rstrip(".").split(".")
        for cut in range(len(labels) - 1):
            name = self._domains.get(".".join(labels[cut:]))
            if name is not None:
                return self.outlets[name]
        return None

    def patterns(self, keys: Container[str] = ANY) -> Iterator[Pattern]:
        """Every spelling with its kind and key, as the matcher gets them; only those of `keys`."""
        yield from (Pattern(form, "decoy", form) for form in self.decoys if form in keys)
        yield from (Pattern(form, "title", form) for form in self.titles if form in keys)
        yield from (Pattern(form, "role", form) for form in self.roles if form in keys)
        for party in self.parties.values():  # its capital has a key of its own
            if party.code in keys or party.capital in keys:
                yield from (p for p in patterns.of_party(party) if p.key in keys)
        yield from chain.from_iterable(map(patterns.of_good, _of(keys, self.goods)))
        yield from patterns.of_offices(self.offices.values(), self.parties, keys)
        for body in _of(keys, self.bodies):
            yield from patterns.of_body(body, self.parties.get(body.party))
        for person in _of(keys, self.people):
            yield from patterns.of_person(person, self.surnames)
        yield from self._plain(keys)

    def guards(self) -> Iterator[tuple[str, str, Guard]]:
        """Every ambiguous spelling with the kind and key it stands for, for the examples' test."""
        return ((p.kind, p.key, p.guard) for p in self.patterns() if p.guard is not None)

    def _plain(self, keys: Container[str]) -> Iterator[Pattern]:
        for accord in _of(keys, self.accords):
            yield from patterns.plain("accord", accord.id, accord.name, accord)
        for basis in _of(keys, self.legal_bases):
            yield from patterns.plain("legal_basis", basis.id, basis.name, basis)
        for outlet in _of(keys, self.outlets):
            yield from patterns.plain("outlet", outlet.name, outlet.name, outlet)
        for company in _of(keys, self.companies):
            yield from patterns.plain("company", company.name, company.name, company)
        for venue in _of(keys, self.venues):
            yield from patterns.plain("venue", venue.name, venue.name, venue)
        for index in _of(keys, self.indices):
            yield from patterns.plain("index", index.name, index.name, index)

    def _person_names(self) -> Iterator[tuple[str, str]]:
        for surname, name in self.surnames.items():
            yield _folded(surname), name
        for person in self.people.values():
            for form in (*person.variants, person.name):
                yield _folded(form), person.name


def _of(keys: Container[str], table: Mapping[str, T]) -> Iterator[T]:
    return (entry for key, entry in table.items() if key in keys)


def _folded(surface: str) -> str:
    return fold(surface.strip()).text.lower()
