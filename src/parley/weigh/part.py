"""Disagreements by their owners, so that only those of what news touches are looked for again.

An owner is what a disagreement is found by looking at: one entry, a group of entries that are compared with
one another, one article, or one spelling of a name. Its key names it in any ledger alike.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from parley.model import Claim, Disagreement, Entry
from parley.resolve.tables import table
from parley.weigh.evidence import Evidence
from parley.weigh.numbers import of_indicator, of_rates
from parley.weigh.people import misspelt, of_name, of_offices
from parley.weigh.quotations import of_quotations
from parley.weigh.scopes import of_different_things, of_pledges, of_scope, of_sets, tokens_of
from parley.weigh.statuses import of_status
from parley.weigh.times import of_time
from parley.weigh.versions import of_versions

Owned = tuple[str, Disagreement]


def groups(entry: Entry) -> frozenset[str]:
    """The owners that compare the entry with others."""
    sides = ["+".join(entry.actors), "+".join(entry.targets), str(entry.instrument)]
    if entry.kind == "commitment" and entry.goods and entry.targets:
        return frozenset({"|".join(("pledges", *sides))})
    if entry.kind != "measure":
        return frozenset()
    rates = "|".join(("rates", *sides))
    if not entry.instrument or not entry.claims:
        return frozenset({rates})
    like = f"things|{sides[0]}|{_family(entry.instrument)}"
    return frozenset({rates, *(f"{like}|{token}" for token in tokens_of(entry))})


def spelt(claim: Claim) -> frozenset[str]:
    """The owners that compare the claim's spelling of names with the right one."""
    return frozenset(f"name|{person}|{spelling}" for person, spelling in misspelt(claim))


def found(entries: Sequence[Entry], seen: Evidence, wanted: Collection[str] | None = None) -> Iterator[Owned]:
    """The disagreements of the wanted owners (default: of all that are there), with their owners."""
    for entry in entries:
        if wanted is None or f"entry|{entry.id}" in wanted:
            yield from _numbered(f"entry|{entry.id}", _of_entry(entry, seen))
    for owner, members in sorted(_grouped(entries, wanted).items()):
        yield from _numbered(owner, _of_group(owner, members, seen))
    for article in sorted({*seen.pages, *seen.articles, *(e.new for e in seen.edges)}):
        if wanted is None or f"article|{article}" in wanted:
            yield from _numbered(f"article|{article}", _of_article(article, seen))
    yield from _of_names(seen, wanted)


def _of_names(seen: Evidence, wanted: Collection[str] | None) -> Iterator[Owned]:
    told: dict[str, list[Claim]] = {}
    spellings = None if wanted is None else {o.split("|")[2] for o in wanted if o.startswith("name|")}
    if spellings == set():
        return
    for _, claim in sorted(seen.claims.items()):
        if spellings is None or any(spelling in claim.words for spelling in spellings):
            for owner in spelt(claim):
                told.setdefault(owner, []).append(claim)
    for owner in sorted(told if wanted is None else told.keys() & {*wanted}):
        _, person, spelling = owner.split("|")
        yield owner, of_name(person, spelling, told[owner], seen)


def _family(instrument: str) -> str:
    """Instruments that are ways of doing one thing, by the first of them."""
    return next((str(f[0]) for f in table()["families"]["related"] if instrument in f), instrument)


def _grouped(entries: Iterable[Entry], wanted: Collection[str] | None) -> dict[str, list[Entry]]:
    members: dict[str, list[Entry]] = {}
    for entry in entries:
        for owner in groups(entry):
            if wanted is None or owner in wanted:
                members.setdefault(owner, []).append(entry)
    return members


def _of_entry(entry: Entry, seen: Evidence) -> Iterator[Disagreement]:
    yield from of_status(entry, seen)
    yield from of_time(entry, seen)
    yield from of_scope(entry, seen)
    yield from of_indicator(entry, seen)


def _of_group(owner: str, members: Sequence[Entry], seen: Evidence) -> Iterator[Disagreement]:
    kind, *_, last = owner.split("|")
    if kind == "rates":
        return of_rates(members, seen)
    if kind == "pledges":
        return of_pledges(members, seen)
    return chain(of_sets(last, members, seen), of_different_things(last, members, seen))


def _of_article(article: str, seen: Evidence) -> Iterator[Disagreement]:
    yield from of_offices(article, seen)
    for edge in seen.edges:
        if edge.new == article:
            yield from of_quotations(edge, seen)
            yield from of_versions(edge, seen)


def _numbered(owner: str, found: Iterable[Disagreement]) -> Iterator[Owned]:
    """Ids that are alike are numbered."""
    counts: dict[str, int] = {}
    for one in sorted(found, key=lambda d: (not d.real, d.since, d.id, d.topic)):
        counts[one.id] = counts.get(one.id, 0) + 1
        again = counts[one.id] > 1
        yield owner, replace(one, id=f"{one.id}-{counts[one.id]}") if again else one
