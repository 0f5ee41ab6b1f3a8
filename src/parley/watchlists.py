"""Watch lists: what a person wants to hear of, and where. A TOML file that is edited by hand.

[[watch]]
name = "rare earths"
goods = ["rare earths"]     # any of these makes an entry match, and each may be left out
hs = ["2805"]
parties = ["CN"]            # entries in which all of these take part
entries = ["us-cn-geneva-truce-2025-05"]
disputes = ["us-china"]
words = ["Nvidia"]          # in the words that an entry stands on, as for a company

[[watch.to]]
kind = "email"              # email, slack, teams or webhook
address = "desk@example.org"
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast, get_args

from parley.errors import UsageError
from parley.files import settings
from parley.lexicon import lexicon
from parley.model import Entry

Kind = Literal["email", "slack", "teams", "webhook"]
HINT = "write [[watch]] tables, as in docs/desk.md"
MAIL = re.compile(r"[^\s@<>,;:\"]{1,200}@[^\s@<>,;:\"]{1,200}")
HOOK = re.compile(r"https?://[^\s/]\S{0,2000}")
LISTS = ("goods", "hs", "parties", "entries", "disputes", "words")


@dataclass(frozen=True, slots=True)
class Channel:
    """Where an alert goes: a mail address or that of a hook; `secret` names an environment variable."""

    kind: Kind
    address: str
    secret: str | None = None


@dataclass(frozen=True, slots=True)
class Watch:
    """One list; `goods` and `words` are in lower case, `hs` without dots."""

    name: str
    to: tuple[Channel, ...] = ()
    goods: tuple[str, ...] = ()
    hs: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    disputes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    def matches(self, entry: Entry, words: Callable[[Entry], str]) -> bool:
        """Whether the list is about `entry`; `words` gives the text that an entry stands on."""
        if entry.id in self.entries or entry.dispute in self.disputes:
            return True
        if self.parties and set(self.parties) <= {*entry.actors, *entry.targets}:
            return True
        if set(self.goods) & {g.lower() for g in entry.goods} or self._codes(entry.goods):
            return True
        return bool(self.words) and any(word in words(entry).lower() for word in self.words)

    def _codes(self, goods: Sequence[str]) -> bool:
        """Whether a code of the goods is, or is part of, a code of the list, or the other way round."""
        found = [code for good in goods for code in codes(good)]
        return any(a.startswith(b) or b.startswith(a) for a in self.hs for b in found)


def codes(good: str) -> tuple[str, ...]:
    """The HS codes of a good by its name in the lexicon."""
    known = lexicon().goods.get(good.lower())
    return known.hs if known else ()


def read_watches(path: Path) -> tuple[Watch, ...]:
    """The lists of a file; raises UsageError that names the list and what is wrong with it."""
    rows = settings(path, HINT).get("watch")
    if not isinstance(rows, list):
        raise UsageError("there is no [[watch]] in it", where=str(path), hint=HINT)
    watches = tuple(_watch(one, number, path) for number, one in enumerate(rows, 1))
    names = [w.name for w in watches]
    twice = {name for name in names if names.count(name) > 1}
    if not watches or twice:
        what = f"two lists have the name {min(twice)}" if twice else "there is no [[watch]] in it"
        raise UsageError(what, where=str(path), hint=HINT)
    return watches


def _watch(one: Any, number: int, path: Path) -> Watch:
    if not isinstance(one, dict):
        raise UsageError("this is no watch list", where=f"{path}, list {number}", hint=HINT)
    name = one.get("name")
    where = f"{path}, list {number}{f' ({name})' if isinstance(name, str) and name else ''}"
    unknown = set(one) - {"name", "to", *LISTS}
    if not isinstance(name, str) or not name.strip() or unknown:
        what = f"it has no {min(unknown)}" if unknown else "it has no name"
        raise UsageError(
            f"this is no watch list: {what}", where=where, hint=f"use name, to, {', '.join(LISTS)}"
        )
    lists = {key: _texts(one.get(key, []), key, where) for key in LISTS}
    if not any(lists.values()):
        raise UsageError("this list watches nothing", where=where, hint=f"give one of {', '.join(LISTS)}")
    lists["goods"] = tuple(g.lower() for g in lists["goods"])
    lists["words"] = tuple(w.lower() for w in lists["words"])
    lists["hs"] = tuple(code.replace(".", "") for code in lists["hs"])
    to = one.get("to", [])
    if not isinstance(to, list):
        raise UsageError("to is not a list of tables", where=where, hint=HINT)
    return Watch(name, tuple(_channel(c, where) for c in to), **lists)


def _texts(value: Any, key: str, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(v, str) and v for v in value):
        raise UsageError(f"{key} is not a list of texts", where=where, hint=f'write {key} = ["..."]')
    return tuple(value)


def _channel(one: Any, where: str) -> Channel:
    known = isinstance(one, dict) and one.keys() <= {"kind", "address", "secret"}
    kind, address, secret = (one.get(k) for k in ("kind", "address", "secret")) if known else (None,) * 3
    told = isinstance(kind, str) and (secret is None or isinstance(secret, str))
    if not isinstance(address, str) or not told or kind not in get_args(Kind):
        hint = f"give kind ({', '.join(get_args(Kind))}) and address, and secret where there is one"
        raise UsageError("this is nowhere to send to", where=where, hint=hint)
    if not (MAIL if kind == "email" else HOOK).fullmatch(address):
        hint = "write name@host" if kind == "email" else "write https://host/path"
        raise UsageError(f"this is no address of kind {kind}", where=f"{where}: {address[:200]}", hint=hint)
    return Channel(cast(Kind, kind), address, secret)
