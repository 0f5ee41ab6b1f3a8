"""The words that lineage reads, from `words.toml`, once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of `words.toml` as sets, its patterns compiled."""

    abbreviations: frozenset[str]
    before_number: frozenset[str]
    starters: frozenset[str]
    stop: frozenset[str]
    hedge: frozenset[str]
    negation: frozenset[str]
    correction: re.Pattern[str]
    update: re.Pattern[str]


@cache
def words() -> Words:
    """Read the file that stands beside this module."""
    data = tomllib.loads(files("parley.derive").joinpath("words.toml").read_text("utf-8"))
    sentences, changes = data["sentences"], data["changes"]
    return Words(
        abbreviations=frozenset(sentences["abbreviations"]),
        before_number=frozenset(sentences["before_number"]),
        starters=frozenset(sentences["starters"]),
        stop=frozenset(data["alignment"]["stop"]),
        hedge=frozenset(changes["hedge"]),
        negation=frozenset(changes["negation"]),
        correction=re.compile(data["correction"]["pattern"]),
        update=re.compile(data["update"]["pattern"]),
    )
