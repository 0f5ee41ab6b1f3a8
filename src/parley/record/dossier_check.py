"""Everything that is wrong with the file of a dossier, each with its line and what to do about it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Any, get_args

from parley.errors import InputError
from parley.files import toml
from parley.model import EntryKind
from parley.record.dossier_keys import ACTIONS, CLAIM_KINDS, INSTRUMENTS, KEYS, Key
from parley.record.dossier_lines import Lines, find, moment

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
HS = re.compile(r"(?:\d\d){1,5}")
KNOWN_KINDS = tuple(kind for kind in get_args(EntryKind) if kind != "dispute")


def problems(text: str, where: str) -> tuple[InputError, ...]:
    """Everything that is wrong with a dossier, in the order of its lines; empty where it can be loaded."""
    try:
        data = toml(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        what = str(error).split(" (at ")[0][:1].lower() + str(error).split(" (at ")[0][1:]
        place = f"{where}:{line.group(1)}" if line else f"{where}:{text.count(chr(10)) + 1}"
        return (InputError(f"not TOML: {what}", where=place, hint="see docs/dossiers.md for the form"),)
    except (RecursionError, ValueError):  # brackets without end, numbers of thousands of digits
        hint = "see docs/dossiers.md for the form"
        return (InputError("not TOML that can be read", where=where, hint=hint),)
    check = _Check(where, Lines.of(text), text)
    check.dossier(data)
    return tuple(error for _, error in sorted(check.found, key=lambda found: found[0]))


@dataclass(slots=True)
class _Check:
    """Collects the problems of one dossier."""

    where: str
    lines: Lines
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
        if isinstance(fact.get("text"), str) and find(self.text, fact["text"], self.lines, start) < 0:
            self.say(
                start, "text", "the words cannot be found", "write text on one line, without backslashes"
            )

    def order(self, fact: Mapping[str, Any], start: int) -> None:
        begins = moment(fact["date"])[:10]
        for key, what in (("end", "ends"), ("until", "ends")):
            if key in fact and moment(fact[key])[:10] < begins:
                self.say(start, key, f"it {what} before it begins", f"put `{key}` after `date`")
        if "announced" in fact and moment(fact["announced"]) > begins:
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


def _texts(value: Any) -> Iterator[str]:
    yield from (item for item in value if isinstance(item, str)) if isinstance(value, list) else ()
