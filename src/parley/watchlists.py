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

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast, get_args

from parley.errors import UsageError
from parley.lexicon import lexicon
from parley.model import Entry

Kind = Literal["email", "slack", "teams", "webhook"]
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
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        what = getattr(error, "strerror", None) or str(error)
        raise UsageError(f"the watch lists cannot be read: {what.lower()}", where=str(path)) from error
    watches = tuple(_watch(one, number, path) for number, one in enumerate(data.get("watch", ()), 1))
    names = [w.name for w in watches]
    twice = {name for name in names if names.count(name) > 1}
    if not watches or twice:
        what = f"two lists have the name {min(twice)}" if twice else "there is no [[watch]] in it"
        raise UsageError(what, where=str(path))
    return watches


def _watch(one: dict[str, Any], number: int, path: Path) -> Watch:
    name = str(one.get("name") or "")
    where = f"{path}, list {number}{f' ({name})' if name else ''}"
    unknown = set(one) - {"name", "to", *LISTS}
    if not name or unknown:
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
    return Watch(name, tuple(_channel(c, where) for c in one.get("to", ())), **lists)


def _texts(value: Any, key: str, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(v, str) and v for v in value):
        raise UsageError(f"{key} is not a list of texts", where=where)
    return tuple(value)


def _channel(one: Any, where: str) -> Channel:
    kind, address = (one.get("kind"), one.get("address")) if isinstance(one, dict) else (None, None)
    if kind not in get_args(Kind) or not isinstance(address, str):
        hint = f"give kind ({', '.join(get_args(Kind))}) and address"
        raise UsageError("this is nowhere to send to", where=where, hint=hint)
    scheme = address.split(":")[0]
    if (kind == "email") != ("@" in address and "://" not in address) or (
        kind != "email" and scheme not in ("http", "https")
    ):
        raise UsageError(f"this is no address of kind {kind}", where=f"{where}: {address}")
    return Channel(cast(Kind, kind), address, one.get("secret"))
