"""Which pages a change of the lexicon can touch: the others need not be read again.

A name acts where it stands: an entry that was changed, added or taken away can only change what is read on
pages that spell it, or spell an entry that rests on it (a body of a party, the holder of an office). So the
spellings of these are looked for, in one pass over each page. Where a list of words changed (verbs, cues,
furniture), which act in any form, all pages are read again.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from html import unescape
from typing import Any

from parley.lexicon import Lexicon, lexicon
from parley.lexicon.fold import plain
from parley.lexicon.load import FILES, build, packaged
from parley.model import Page

TABLES = (
    "parties", "capitals", "bodies", "offices", "people", "outlets", "goods", "companies", "venues",
    "indices", "accords", "legal_bases", "instruments",
)  # fmt: skip
LOOSE = ("roles", "titles", "surnames")  # tables of a spelling and whom it may mean


def snapshot() -> dict[str, bytes]:
    """The lexicon's files as one cache row, by the key of its version."""
    files = {name: data.decode("utf-8") for name, data in packaged().items()}
    return {key_of(lexicon().version): zlib.compress(json.dumps(files, sort_keys=True).encode())}


def key_of(version: str) -> str:
    """The key under which a version of the lexicon is kept."""
    return f"lexicon {version}"


def files_of(row: bytes) -> dict[str, bytes]:
    """The files that a row of `snapshot` holds."""
    files: dict[str, str] = json.loads(zlib.decompress(row))
    return {name: text.encode() for name, text in files.items()}


def spellings(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> frozenset[str] | None:
    """What must stand on a page that the change from the old to the new files can touch; None: anything."""
    if old == new:
        return frozenset()
    names = {f"{stem}.toml" for stem in FILES}
    if {n: d for n, d in old.items() if n not in names} != {n: d for n, d in new.items() if n not in names}:
        return None
    before, after = build(old), lexicon() if new == packaged() else build(new)
    if before.instruments != after.instruments:
        return None
    found: set[str] = set()
    altered = _changed(before, after)
    rests = {key: _texts(entry) for key, entry in _entries(after)}
    for book in (before, after):
        rests |= {key: _texts(entry) for key, entry in _entries(book) if key in altered}
        changed = _resting_on(rests, altered)
        found |= {pattern.form for pattern in book.patterns(changed)}
        found |= {d for name, outlet in book.outlets.items() if name in changed for d in outlet.domains}
        found |= {form for key in changed if key in book.people for form in book.people[key].variants}
    return frozenset(found | _loose(before, after))


def _changed(before: Lexicon, after: Lexicon) -> set[str]:
    """The keys of the entries that are not the same in both."""
    changed = set(before.decoys) ^ set(after.decoys)
    for table in TABLES:
        one, other = getattr(before, table), getattr(after, table)
        if one is not other:
            changed |= {key for key in {*one, *other} if one.get(key) != other.get(key)}
    return changed


def _loose(before: Lexicon, after: Lexicon) -> set[str]:
    """Titles, roles and surnames that do not mean the same in both."""
    found: set[str] = set()
    for table in LOOSE:
        one, other = getattr(before, table), getattr(after, table)
        found |= {form for form in {*one, *other} if one.get(form) != other.get(form)}
    return found


def _entries(book: Lexicon) -> Iterator[tuple[str, Any]]:
    for table in TABLES:
        yield from getattr(book, table).items()


def _resting_on(rests: Mapping[str, set[str]], changed: set[str]) -> set[str]:
    """The keys and those of all entries that name one of them, and so on."""
    reached, fresh = set(changed), set(changed)
    while fresh:
        fresh = {key for key, named in rests.items() if key not in reached and not named.isdisjoint(fresh)}
        reached |= fresh
    return reached


def _texts(value: Any) -> set[str]:
    """All texts in an entry."""
    found: set[str] = set()
    todo = [value]
    while todo:
        one = todo.pop()
        kind: Any = type(one)
        if kind is str:
            found.add(one)
        elif kind is tuple:
            todo += one
        else:
            todo += [getattr(one, name) for name in _fields(kind)]
    return found


@cache
def _fields(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


def touches(forms: Iterable[str]) -> Callable[[Page], bool]:
    """Tells of a page whether one of the forms stands on it or in its address, in any case."""
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for form in forms:
        automaton.add_word(plain(form), True)
    automaton.make_automaton()

    def touched(page: Page) -> bool:
        if not len(automaton):
            return False
        text = unescape(page.text) if "&" in page.text else page.text
        return next(automaton.iter(plain(f"{page.address} {text}")), None) is not None

    return touched
