"""The packaged data files to one `Lexicon`; a broken file is refused with its name and row."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Container, Hashable, Mapping
from dataclasses import replace
from hashlib import sha256
from importlib.resources import files
from typing import Any, TypeVar, cast

from parley.errors import LexiconError
from parley.lexicon import patterns
from parley.lexicon.book import Lexicon
from parley.lexicon.entries import (
    BODY_KINDS,
    OUTLET_KINDS,
    PARTY_KINDS,
    Accord,
    Body,
    Capital,
    Company,
    Good,
    Index,
    Instrument,
    LegalBasis,
    Office,
    Outlet,
    Party,
    Person,
    Venue,
)
from parley.lexicon.fold import spelled_out
from parley.lexicon.schema import entries

T = TypeVar("T")

# Each file of ours has `[meta]` and these tables. Other TOML files in the folder belong to other readers.
FILES: dict[str, tuple[str, ...]] = {
    "accords": ("accords",),
    "bodies": ("bodies",),
    "companies": ("companies",),
    "decoys": ("decoys",),
    "goods": ("goods",),
    "indices": ("indices",),
    "legal_bases": ("legal_bases",),
    "offices": ("offices",),
    "outlets": ("outlets",),
    "parties": ("parties",),
    "people": ("people", "surnames"),
    "taxonomy": ("instruments",),
    "venues": ("venues",),
}


@functools.cache
def lexicon() -> Lexicon:
    """The packaged lexicon, read once a process; raises LexiconError where a file breaks its schema."""
    return build(packaged())


def packaged() -> dict[str, bytes]:
    """The packaged files by name."""
    folder = files("parley.lexicon") / "data"
    return {item.name: item.read_bytes() for item in folder.iterdir() if item.name.endswith(".toml")}


def build(data: Mapping[str, bytes]) -> Lexicon:
    """A lexicon from the bytes of its files by name; files of other names count for the version only."""
    tables = _tables(data)
    offices = _entries(Office, "offices", data)
    parties = _entries(Party, "parties", data)
    bodies = _with_governments(_entries(Body, "bodies", data), parties)
    book = Lexicon(
        version=_digest(data),
        parties=parties,
        capitals={p.capital: Capital(p.capital, p.code) for p in parties.values() if p.capital},
        bodies=bodies,
        offices=offices,
        people=_people(_entries(Person, "people", data), offices),
        outlets=_entries(Outlet, "outlets", data),
        goods=_entries(Good, "goods", data),
        companies=_entries(Company, "companies", data),
        venues=_entries(Venue, "venues", data),
        indices=_entries(Index, "indices", data),
        accords=_entries(Accord, "accords", data),
        legal_bases=_entries(LegalBasis, "legal_bases", data),
        instruments=_entries(Instrument, "instruments", data, "taxonomy.toml"),
        roles=patterns.of_roles(bodies.values()),
        titles=patterns.of_titles(offices.values()),
        surnames={spelled_out(s): name for s, name in tables["surnames"].items()} | tables["surnames"],
        decoys=tuple(tables["decoys"].get("forms", ())),
    )
    _check(book)
    return book


def _entries(kind: type[T], table: str, data: Mapping[str, bytes], file: str | None = None) -> dict[str, T]:
    file = file or f"{table}.toml"
    return cast("dict[str, T]", _made(cast("Hashable", kind), table, file, data[file]))


@functools.lru_cache(maxsize=2 * len(FILES))
def _made(kind: Any, table: str, file: str, raw: bytes) -> dict[str, Any]:
    """The entries of a table; two lexicons share those of a file that is the same in both."""
    return entries(kind, _content(raw).get(table, {}), file)


def _digest(data: Mapping[str, bytes]) -> str:
    digest = sha256()
    for name in sorted(data):
        digest.update(name.encode() + b"\0" + sha256(data[name]).digest())
    return digest.hexdigest()


def _tables(data: Mapping[str, bytes]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for stem, names in FILES.items():
        file = f"{stem}.toml"
        content = _parsed(file, data)
        for name in content.keys() - {"meta", *names}:
            raise LexiconError(f"unknown table '{name}'", where=file, hint=f"known: meta, {', '.join(names)}")
        found |= {name: content.get(name, {}) for name in names}
    return found


def _parsed(file: str, data: Mapping[str, bytes]) -> dict[str, Any]:
    if file not in data:
        raise LexiconError("the file is missing", where=file, hint="install Parley again")
    try:
        content = _content(data[file])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(f"not valid TOML: {error}", where=file) from error
    if "schema" not in content.get("meta", {}):
        raise LexiconError("[meta] with a key 'schema' is missing", where=file)
    return content


@functools.lru_cache(maxsize=2 * len(FILES))
def _content(raw: bytes) -> dict[str, Any]:
    """What a file holds; for two lexicons of which one file differs the others are parsed once."""
    return tomllib.loads(raw.decode("utf-8"))


def _with_governments(named: dict[str, Body], parties: Mapping[str, Party]) -> dict[str, Body]:
    """The bodies with one for the government of every party that has one."""
    bodies = dict(named)
    for party in parties.values():
        if party.government is not None:
            known = bodies.get(party.government) or Body(party.government, party.code, "government")
            bodies[known.name] = replace(known, role_names=(*known.role_names, "government"))
    return bodies


def _people(named: dict[str, Person], offices: Mapping[str, Office]) -> dict[str, Person]:
    """Those of people.toml and every holder of an office, with offices and variants joined."""
    people = dict(named)
    for office in offices.values():
        for holder in office.holders:
            known = people.get(holder.name) or Person(holder.name, office.party, office.title)
            people[holder.name] = replace(
                known,
                variants=tuple(dict.fromkeys((*known.variants, *holder.variants))),
                offices=tuple(dict.fromkeys((*known.offices, office.id))),
            )
    return {name: _in_plain_letters(person) for name, person in people.items()}


def _in_plain_letters(person: Person) -> Person:
    """The person, also known by the name in two plain letters for one (Løkke, Loekke)."""
    plain = [spelled_out(form) for form in (person.name, *person.variants)]
    new = [form for form in plain if form not in (person.name, *person.variants)]
    return replace(person, variants=(*person.variants, *new)) if new else person


def _check(book: Lexicon) -> None:
    """References between files and closed lists; the first that fails is refused."""
    _known("bodies.toml", {k: (b.party,) for k, b in book.bodies.items()}, book.parties)
    _known("bodies.toml", {k: (b.kind,) for k, b in book.bodies.items()}, BODY_KINDS)
    _known("outlets.toml", {k: (o.kind,) for k, o in book.outlets.items()}, OUTLET_KINDS)
    _known("outlets.toml", {k: _given(o.party) for k, o in book.outlets.items()}, book.parties)
    _known("parties.toml", {k: (p.kind,) for k, p in book.parties.items()}, PARTY_KINDS)
    _known("parties.toml", {k: p.members for k, p in book.parties.items()}, book.parties)
    _known("offices.toml", {k: _given(o.party) for k, o in book.offices.items()}, book.parties)
    _known("people.toml", {k: _given(p.party) for k, p in book.people.items()}, book.parties)
    _known("people.toml", {k: (n,) for k, n in book.surnames.items()}, book.people)
    _known("companies.toml", {k: (c.party,) for k, c in book.companies.items()}, book.parties)
    _known("venues.toml", {k: (v.party,) for k, v in book.venues.items()}, book.parties)
    _known("indices.toml", {k: _given(i.party) for k, i in book.indices.items()}, book.parties)
    _known("accords.toml", {k: a.parties for k, a in book.accords.items()}, book.parties)
    _known("legal_bases.toml", {k: (b.party,) for k, b in book.legal_bases.items()}, book.parties)
    _known("legal_bases.toml", {k: (b.instrument,) for k, b in book.legal_bases.items()}, book.instruments)


def _given(value: str | None) -> tuple[str, ...]:
    return () if value is None else (value,)


def _known(file: str, used: Mapping[str, tuple[str, ...]], known: Container[str]) -> None:
    for key, values in used.items():
        for value in values:
            if value not in known:
                raise LexiconError(f"'{value}' is not known", where=f"{file}: {key}")
