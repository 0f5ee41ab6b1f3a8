"""The declared tables of `resolve`: weights of reasons, vetoes, life cycles, words for deals, goods."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from parley.model import EntryKind

JOINED_KINDS: tuple[EntryKind, ...] = (
    "round", "agreement", "measure", "commitment", "deadline", "indicator",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rules:
    """When two mentions of one kind of entry are joined: reasons with weights, their sum, and vetoes."""

    threshold: float
    weights: dict[str, float]
    vetoes: tuple[str, ...]


@cache
def table() -> dict[str, Any]:
    """The whole of tables.toml, read once."""
    return tomllib.loads(files("parley.resolve").joinpath("tables.toml").read_text("utf-8"))


@cache
def rules(kind: EntryKind) -> Rules:
    """The joining rules of one kind of entry."""
    found = table()[kind]
    return Rules(found["threshold"], found["weights"], tuple(found["vetoes"]))


@cache
def span(name: str) -> int:
    """A named distance in days."""
    return int(table()["spans"][name])


@cache
def margin(kind: EntryKind) -> int:
    """Days around a time within which a join of this kind can rest on the time alone."""
    return int(table()["margins"][kind])


def status_of(kind: str, action: str | None) -> tuple[str, int] | None:
    """Status and rank in the life cycle that an action gives; None where it says nothing of the status."""
    found = table()["status"].get(kind, {}).get(action)
    return None if found is None else (str(found[0]), int(found[1]))


@cache
def rank_of(kind: str, status: str) -> int:
    """How far along the life cycle a status stands; -1 for one that is only derived."""
    return max((int(rank) for name, rank in table()["status"][kind].values() if name == status), default=-1)


@cache
def camp_of(kind: str, status: str) -> int:
    """Which camp of the life cycle a status is in; -1 where it competes with none."""
    camps = table()["camps"].get(kind, [])
    return next((i for i, camp in enumerate(camps) if status in camp), -1)


@lru_cache(maxsize=4096)
def canonical_goods(goods: tuple[str, ...]) -> frozenset[str]:
    """Goods under one name each, without those that do not say which goods."""
    same, generic = table()["goods"]["same"], table()["goods"]["generic"]
    return frozenset(same.get(good.lower(), good.lower()) for good in goods if good.lower() not in generic)


@cache
def broader(good: str) -> frozenset[str]:
    """Everything that a good belongs to, itself included."""
    found, parents = {good}, table()["goods"]["broader"]
    while good in parents:
        good = parents[good]
        found.add(good)
    return frozenset(found)


@cache
def instrument_family(name: str | None) -> str:
    """The first instrument of the family that an instrument is in; empty where it says nothing."""
    if name is None or name == "other":
        return ""
    return next((str(family[0]) for family in table()["families"]["related"] if name in family), name)


@cache
def instruments_related(one: str, other: str) -> bool:
    """Whether two instruments are ways of doing one thing (a licence duty is an export control)."""
    return any(one in family and other in family for family in table()["families"]["related"])
