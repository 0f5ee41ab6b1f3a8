"""Which spellings each entry of the lexicon offers to the matcher."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from typing import Protocol

from parley.lexicon.entries import Body, Good, Guard, Office, Party, Person
from parley.lexicon.matcher import Pattern

_NO_PLURAL = re.compile(r"(ing|ness|ware|ics|less|ss|[^a-z])$")


class _Spelled(Protocol):
    @property
    def forms(self) -> tuple[str, ...]: ...
    @property
    def guarded(self) -> tuple[Guard, ...]: ...


def plain(kind: str, key: str, name: str, entry: _Spelled) -> Iterator[Pattern]:
    """The name, the further forms and the guarded forms; a guarded name is not offered unguarded."""
    yield from guards(kind, key, entry.guarded)
    held = {guard.form for guard in entry.guarded}
    yield from (Pattern(form, kind, key) for form in (name, *entry.forms) if form not in held)


def guards(kind: str, key: str, guarded: Iterable[Guard]) -> Iterator[Pattern]:
    """The spellings that look at their neighbours."""
    return (Pattern(guard.form, kind, key, guard) for guard in guarded)


def of_party(party: Party) -> Iterator[Pattern]:
    """Names, adjectives, capital (also as "the French capital") and epithets of a party."""
    yield from plain("party", party.code, party.name, party)
    yield from (Pattern(form, "adjective", party.code) for form in party.adjectives)
    yield from (Pattern(form, "metonym", party.code) for form in party.epithets)
    if party.capital is None:
        return
    if not party.capital_quiet:
        yield from (Pattern(form, "capital", party.capital) for form in (party.capital, *party.capital_forms))
    yield from (Pattern(f"the {form} capital", "capital", party.capital) for form in party.adjectives)


def of_body(body: Body, party: Party | None) -> Iterator[Pattern]:
    """The body's own names, and its role names joined to the names of its party."""
    yield from plain("body", body.name, body.name, body)
    if party is None:
        return
    for role in body.role_names:
        yield from (Pattern(form, "body", body.name) for form in _joined(role, party))


def _joined(role: str, party: Party) -> Iterator[str]:
    guarded = (guard.form for guard in party.guarded)
    for name in dict.fromkeys((party.name, *party.forms, *guarded, party.capital or party.name)):
        yield f"{name}'s {role}"
        yield f"{name} {role}"
        if " of " in role:
            yield f"{role} of {name}"
            yield f"{role} of the {name}"
    yield from (f"{adjective} {role}" for adjective in party.adjectives)


def of_roles(bodies: Iterable[Body]) -> dict[str, dict[str, str]]:
    """For each bare role name ("commerce ministry") the bodies that may be meant: party to body."""
    roles: dict[str, dict[str, str]] = defaultdict(dict)
    for body in bodies:
        for role in body.role_names:
            roles[role].setdefault(body.party, body.name)
    return dict(roles)


def of_titles(offices: Iterable[Office]) -> dict[str, tuple[str, ...]]:
    """For each shared title ("finance minister") the ids of the offices that may be meant."""
    titles: dict[str, list[str]] = defaultdict(list)
    for office in offices:
        for title in office.titles:
            titles[title].append(office.id)
    return {title: tuple(ids) for title, ids in titles.items()}


def of_offices(
    offices: Collection[Office], parties: Mapping[str, Party], keys: Container[str]
) -> Iterator[Pattern]:
    """The names of each office of `keys`; shared titles joined to its party where they mean it alone."""
    held = Counter((office.party, title) for office in offices for title in office.titles)
    for office in [office for office in offices if office.id in keys]:
        yield from guards("office", office.id, office.guarded)
        forms = dict.fromkeys(office.forms)
        if office.party is not None:
            alone = (title for title in office.titles if held[office.party, title] == 1)
            forms |= dict.fromkeys(f for title in alone for f in _joined(title, parties[office.party]))
        yield from (Pattern(form, "office", office.id) for form in forms)


def of_person(person: Person, surnames: Mapping[str, str]) -> Iterator[Pattern]:
    """Full names and variants, and those surnames alone that mean this person."""
    yield from guards("person", person.name, person.guarded)
    alone = (surname for surname, name in surnames.items() if name == person.name)
    for form in dict.fromkeys((person.name, *person.variants, *alone)):
        if form not in {guard.form for guard in person.guarded}:
            yield Pattern(form, "person", person.name)


def of_good(good: Good) -> Iterator[Pattern]:
    """The name and synonyms, each in singular and plural."""
    for pattern in plain("good", good.name, good.name, good):
        yield pattern
        if pattern.guard is None and not good.fixed:
            yield from (Pattern(form, "good", good.name) for form in other_number(pattern.form))


def other_number(form: str) -> tuple[str, ...]:
    """The plural of a singular English noun, the singular of a plural; () where neither is usual."""
    if form.endswith("ies") and len(form) > 5:
        return (f"{form[:-3]}y",)
    if re.search(r"(ch|sh|ss|x|to)es$", form):
        return (form[:-2],)
    if re.search(r"[^suai]s$", form):
        return (form[:-1],)
    if _NO_PLURAL.search(form):
        return ()
    if re.search(r"[^aeiou]y$", form):
        return (f"{form[:-1]}ies",)
    return (f"{form}es",) if re.search(r"(ch|sh|x)$", form) else (f"{form}s",)
