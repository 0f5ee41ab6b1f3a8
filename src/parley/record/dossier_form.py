"""The form of a dossier: a TOML file of entries with their facts, parsed and checked as a whole.

docs/dossiers.md describes the keys. Every problem is told with its line and what to do about it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from parley.errors import InputError
from parley.model import ClaimKind, EntryKind, Precision, Value, When
from parley.record.dossier_keys import CLAIM_KINDS
from parley.record.dossier_lines import Lines, find, moment


@dataclass(frozen=True, slots=True)
class Scope:
    """The goods that a duty is charged on: HS codes of 2 to 10 digits, in `edition`.

    `cover` is `all`, `listed` (those under `hs`) or `unknown` (a list that the dossier does not hold, of
    goods under `hs` if there are any). `but` are codes under those that are exempt; `origins` are ISO codes
    besides the targets. `exact` False: the list is finer than the codes, so a line may or may not be on it.
    """

    cover: str = "all"
    hs: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    edition: str = "HS 2022"
    origins: tuple[str, ...] = ()
    exact: bool = True
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: from `when` on, `action`; its words stand at offsets `start` to `end` of the file.

    `announced` and `known` are ISO days, `until` an ISO day or moment, `returns` the percentage that comes
    back when `until` has passed, `was` the one before.
    """

    text: str
    start: int
    end: int
    line: int
    when: When
    action: str
    known: str
    sources: tuple[str, ...]
    announced: str | None = None
    until: str | None = None
    values: tuple[Value, ...] = ()
    condition: str | None = None
    speaker: str | None = None
    certainty: str = "reported"
    people: tuple[str, ...] = ()
    place: str | None = None


@dataclass(frozen=True, slots=True)
class DossierEntry:
    """One thing in the world with its facts; `law` is the legal basis."""

    id: str
    kind: EntryKind
    claim: ClaimKind
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    facts: tuple[Fact, ...]
    instrument: str | None = None
    goods: tuple[str, ...] = ()
    place: str | None = None
    programme: str | None = None
    law: str | None = None
    scope: Scope | None = None


@dataclass(frozen=True, slots=True)
class Dossier:
    """A whole dossier; `compiled` is the ISO day up to which it tells the whole of its entries."""

    id: str
    title: str
    compiled: str
    entries: tuple[DossierEntry, ...]


def parse(text: str, where: str) -> Dossier:
    """The dossier in `text`; raises InputError with the first problem, and how many more there are."""
    from parley.record.dossier_check import problems

    found = problems(text, where)
    if found:
        more = f"; {len(found) - 1} more: parley dossier check" if len(found) > 1 else ""
        raise InputError(found[0].what, where=found[0].where, hint=f"{found[0].hint}{more}")
    return _dossier(text)


def _dossier(text: str) -> Dossier:
    data, lines = tomllib.loads(text), Lines.of(text)
    about = data["dossier"]
    entries = (
        _entry(entry, [_fact(f, text, lines, n) for f, n in zip(entry["fact"], facts, strict=True)])
        for entry, facts in zip(data.get("entry", ()), lines.facts, strict=True)
    )
    return Dossier(about["id"], about["title"], moment(about["compiled"])[:10], tuple(entries))


def _entry(entry: Mapping[str, Any], facts: Sequence[Fact]) -> DossierEntry:
    scope = entry.get("scope")
    return DossierEntry(
        id=entry["id"],
        kind=entry["kind"],
        claim=CLAIM_KINDS[entry["kind"]],
        actors=tuple(entry["actors"]),
        targets=tuple(entry.get("targets", ())),
        facts=tuple(facts),
        instrument=entry.get("instrument"),
        goods=tuple(entry.get("goods", ())),
        place=entry.get("place"),
        programme=entry.get("programme"),
        law=entry.get("law"),
        scope=_scope(scope) if scope is not None else None,
    )


def _scope(scope: Mapping[str, Any]) -> Scope:
    held: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in scope.items()}
    return Scope(**held)


def _fact(fact: Mapping[str, Any], text: str, lines: Lines, start: int) -> Fact:
    at = find(text, fact["text"], lines, start)
    when = _when(fact["date"], fact.get("end"))
    return Fact(
        text=fact["text"],
        start=at,
        end=at + len(fact["text"]),
        line=start,
        when=when,
        action=fact["action"],
        known=moment(fact["known"])[:10] if "known" in fact else (when.end or when.start)[:10],
        sources=tuple(fact["sources"]),
        announced=moment(fact["announced"])[:10] if "announced" in fact else None,
        until=moment(fact["until"]) if "until" in fact else None,
        values=_values(fact),
        condition=fact.get("condition"),
        speaker=fact.get("speaker"),
        certainty=fact.get("certainty", "reported"),
        people=tuple(fact.get("people", ())),
        place=fact.get("place"),
    )


def _values(fact: Mapping[str, Any]) -> tuple[Value, ...]:
    rates = (("rate", None), ("was", "from"), ("returns", "returns"))
    found = [Value(float(fact[key]), "percent", note) for key, note in rates if key in fact]
    more = (Value(float(v["number"]), v["unit"], v.get("note")) for v in fact.get("values", ()))
    return (*found, *more)


def _when(begin: date | str, end: date | str | None) -> When:
    """A day, a month or a year; with `end` from the first to the last."""
    text = moment(begin)
    precision: Precision = {4: "year", 7: "month"}.get(len(text), "day")  # type: ignore[assignment]
    first = {4: f"{text}-01-01", 7: f"{text}-01"}.get(len(text), text[:10])
    return When(first, _last(moment(end)) if end is not None else _last(text), precision)


def _last(text: str) -> str:
    """The last ISO day of a year, a month or a day."""
    if len(text) == 4:
        return f"{text}-12-31"
    if len(text) > 7:
        return text[:10]
    year, month = int(text[:4]), int(text[5:])
    after = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(after.toordinal() - 1).isoformat()
