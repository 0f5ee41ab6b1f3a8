"""The form of a dossier: a TOML file of entries with their facts, parsed and checked as a whole.

docs/dossiers.md describes the keys. Every problem is told with its line and what to do about it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any, get_args

from parley.errors import InputError
from parley.model import ClaimKind, EntryKind, Precision, Value, When
from parley.record.dossier_keys import ACTIONS, CLAIM_KINDS, INSTRUMENTS, KEYS, Key

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
HS = re.compile(r"(?:\d\d){1,5}")
KNOWN_KINDS = tuple(kind for kind in get_args(EntryKind) if kind != "dispute")


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
    found = problems(text, where)
    if found:
        more = f"; {len(found) - 1} more: parley dossier check" if len(found) > 1 else ""
        raise InputError(found[0].what, where=found[0].where, hint=f"{found[0].hint}{more}")
    return _dossier(text)


def problems(text: str, where: str) -> tuple[InputError, ...]:
    """Everything that is wrong with a dossier, in the order of its lines; empty where it can be loaded."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        what = str(error).split(" (at ")[0][:1].lower() + str(error).split(" (at ")[0][1:]
        place = f"{where}:{line.group(1)}" if line else f"{where}:{text.count(chr(10)) + 1}"
        return (InputError(f"not TOML: {what}", where=place, hint="see docs/dossiers.md for the form"),)
    check = _Check(where, _Lines.of(text), text)
    check.dossier(data)
    return tuple(error for _, error in sorted(check.found, key=lambda found: found[0]))


@dataclass(frozen=True, slots=True)
class _Lines:
    """On which line (from 1) each entry and each fact begins, and the lines themselves."""

    lines: tuple[str, ...]
    entries: tuple[int, ...]
    facts: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, text: str) -> _Lines:
        lines = tuple(text.split("\n"))
        entries: list[int] = []
        facts: list[list[int]] = []
        for number, line in enumerate(lines, 1):
            if re.match(r"\s*\[\[\s*entry\s*\]\]", line):
                entries.append(number)
                facts.append([])
            elif re.match(r"\s*\[\[\s*entry\s*\.\s*fact\s*\]\]", line) and facts:
                facts[-1].append(number)
        return cls(lines, tuple(entries), tuple(map(tuple, facts)))

    def key(self, start: int, name: str) -> int:
        """The line of a key of the table whose heading is on line `start`; the heading's where it is none."""
        for number in range(start + 1, len(self.lines) + 1):
            line = self.lines[number - 1]
            if re.match(r"\s*\[", line):
                break
            if re.match(rf"\s*{re.escape(name)}\s*=", line):
                return number
        return start


@dataclass(slots=True)
class _Check:
    """Collects the problems of one dossier."""

    where: str
    lines: _Lines
    text: str
    found: list[tuple[int, InputError]] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)

    def dossier(self, data: Mapping[str, Any]) -> None:
        head = next((n for n, line in enumerate(self.lines.lines, 1) if line.strip() == "[dossier]"), 1)
        self.keys(data, KEYS["file"], 0)
        about = data.get("dossier")
        if isinstance(about, dict):
            self.keys(about, KEYS["dossier"], head)
            self.identifier(about, head)
        entries = data.get("entry", [])
        for number, entry in enumerate(entries if isinstance(entries, list) else ()):
            start = self.lines.entries[number] if number < len(self.lines.entries) else 1
            self.entry(entry, start, self.lines.facts[number] if number < len(self.lines.facts) else ())

    def entry(self, entry: Any, start: int, facts: Sequence[int]) -> None:
        self.keys(entry, KEYS["entry"], start)
        self.identifier(entry, start)
        first = self.ids.setdefault(str(entry.get("id")), start)
        if first != start:
            self.say(start, "id", f"the id {entry.get('id')} was used on line {first}", "give each its own")
        self.one_of(entry, "kind", KNOWN_KINDS, start)
        self.one_of(entry, "instrument", INSTRUMENTS, start)
        if isinstance(entry.get("scope"), dict):
            self.scope(entry["scope"], start)
        told = entry.get("fact")
        if not told:
            self.say(
                start, "id", "the entry has no fact", "add [[entry.fact]] with date, action, text, sources"
            )
        for number, fact in enumerate(told if isinstance(told, list) else ()):
            self.fact(fact, str(entry.get("kind")), facts[number] if number < len(facts) else start)

    def scope(self, scope: Mapping[str, Any], start: int) -> None:
        self.keys(scope, KEYS["scope"], start, "scope")
        self.one_of(scope, "cover", ("all", "listed", "unknown"), start, "scope")
        for code in (*_texts(scope.get("hs")), *_texts(scope.get("but"))):
            if not HS.fullmatch(code):
                self.say(start, "scope", f"{code} is no HS code", "write 2, 4, 6, 8 or 10 digits, no dots")
        if scope.get("cover") == "listed" and not scope.get("hs"):
            self.say(start, "scope", "`listed` needs codes", 'add hs = [...], or say cover = "unknown"')

    def fact(self, fact: Any, kind: str, start: int) -> None:
        self.keys(fact, KEYS["fact"], start)
        actions = ACTIONS.get(CLAIM_KINDS.get(kind, "measure"), ())
        if kind in KNOWN_KINDS and not (kind == "measure" and fact.get("action") in ACTIONS["ruling"]):
            self.one_of(fact, "action", actions, start)
        for key in ("date", "end", "announced", "known", "until"):
            self.time(fact, key, start, exact=key in ("announced", "known"))
        if not any(line for line, _ in self.found if line >= start):
            self.order(fact, start)
        for address in _texts(fact.get("sources")):
            if not re.match(r"https?://\S+$", address):
                self.say(start, "sources", f"{address} is no address", "write it whole, with https://")
        if fact.get("sources") == []:
            self.say(start, "sources", "no source", "add the address of a page that says it")
        if isinstance(fact.get("text"), str) and _find(self.text, fact["text"], self.lines, start) < 0:
            self.say(
                start, "text", "the words cannot be found", "write text on one line, without backslashes"
            )

    def order(self, fact: Mapping[str, Any], start: int) -> None:
        begins = _moment(fact["date"])[:10]
        for key, what in (("end", "ends"), ("until", "ends")):
            if key in fact and _moment(fact[key])[:10] < begins:
                self.say(start, key, f"it {what} before it begins", f"put `{key}` after `date`")
        if "announced" in fact and _moment(fact["announced"]) > begins:
            self.say(start, "announced", "announced after it took effect", "leave `announced` out")

    def keys(self, table: Any, keys: Mapping[str, Key], start: int, within: str = "") -> None:
        """Unknown keys, missing ones, and values of another type."""
        for name, value in table.items():
            if name not in keys:
                near = get_close_matches(name, keys, n=1)
                hint = f"did you mean `{near[0]}`?" if near else f"known are {', '.join(keys)}"
                self.say(start, within or name, f"there is no key `{name}`", hint)
            elif not keys[name].fits(value):
                self.say(
                    start, within or name, f"`{name}` is not {keys[name].says}", f"as {keys[name].example}"
                )
        for name, key in keys.items():
            if key.needed and name not in table:
                self.say(start, "", f"`{name}` is missing", f"add {name} = {key.example}")

    def one_of(
        self, table: Mapping[str, Any], name: str, known: Sequence[str], start: int, within: str = ""
    ) -> None:
        value = table.get(name)
        if isinstance(value, str) and value not in known:
            near = get_close_matches(value, known, n=1)
            hint = f"did you mean {near[0]}?" if near else f"one of {', '.join(known)}"
            self.say(start, within or name, f"there is no {name} {value!r}", hint)

    def identifier(self, table: Mapping[str, Any], start: int) -> None:
        if isinstance(table.get("id"), str) and not ID.fullmatch(table["id"]):
            self.say(
                start, "id", f"{table['id']!r} is no id", "lower-case letters and digits, joined by hyphens"
            )

    def time(self, fact: Mapping[str, Any], name: str, start: int, *, exact: bool) -> None:
        if name in fact and not _is_time(fact[name], exact=exact):
            form = "2025-05-12" if exact else '2025-05-12, or "2025-05" where the day is not known'
            self.say(start, name, f"`{name}` is no day", f"write {form}")

    def say(self, start: int, key: str, what: str, hint: str) -> None:
        line = self.lines.key(start, key) if key else start
        self.found.append((line, InputError(what, where=f"{self.where}:{max(line, 1)}", hint=hint)))


def _is_time(value: Any, *, exact: bool) -> bool:
    if isinstance(value, date):
        return True
    return (
        not exact
        and isinstance(value, str)
        and re.fullmatch(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?", value) is not None
    )


def _moment(value: date | str) -> str:
    """ISO text of a TOML date, date-time or text."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return value.isoformat() if isinstance(value, date) else value


def _texts(value: Any) -> Iterator[str]:
    yield from (item for item in value if isinstance(item, str)) if isinstance(value, list) else ()


def _find(text: str, words: str, lines: _Lines, start: int) -> int:
    """The offset of a fact's words in the file, -1 where they do not stand there as they are."""
    line = lines.key(start, "text")
    begin = sum(len(one) + 1 for one in lines.lines[: line - 1])
    at = text.find(words, begin, begin + len(lines.lines[line - 1]))
    return at if words and line > start else -1


def _dossier(text: str) -> Dossier:
    data, lines = tomllib.loads(text), _Lines.of(text)
    about = data["dossier"]
    entries = (
        _entry(entry, [_fact(f, text, lines, n) for f, n in zip(entry["fact"], facts, strict=True)])
        for entry, facts in zip(data.get("entry", ()), lines.facts, strict=True)
    )
    return Dossier(about["id"], about["title"], _moment(about["compiled"])[:10], tuple(entries))


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
    return Scope(**{key: tuple(value) if isinstance(value, list) else value for key, value in scope.items()})


def _fact(fact: Mapping[str, Any], text: str, lines: _Lines, start: int) -> Fact:
    at = _find(text, fact["text"], lines, start)
    when = _when(fact["date"], fact.get("end"))
    return Fact(
        text=fact["text"],
        start=at,
        end=at + len(fact["text"]),
        line=start,
        when=when,
        action=fact["action"],
        known=_moment(fact["known"])[:10] if "known" in fact else (when.end or when.start)[:10],
        sources=tuple(fact["sources"]),
        announced=_moment(fact["announced"])[:10] if "announced" in fact else None,
        until=_moment(fact["until"]) if "until" in fact else None,
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
    text = _moment(begin)
    precision: Precision = {4: "year", 7: "month"}.get(len(text), "day")  # type: ignore[assignment]
    first = {4: f"{text}-01-01", 7: f"{text}-01"}.get(len(text), text[:10])
    return When(first, _last(_moment(end)) if end is not None else _last(text), precision)


def _last(text: str) -> str:
    """The last ISO day of a year, a month or a day."""
    if len(text) == 4:
        return f"{text}-12-31"
    if len(text) > 7:
        return text[:10]
    year, month = int(text[:4]), int(text[5:])
    after = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(after.toordinal() - 1).isoformat()
