"""The vocabulary of acts, from the lexicon's `actions.toml`: instruments, stages, their verbs and nouns."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any

# Tables of a name and its words, wanted the other way round.
INVERTED = ("verbs", "takes_effect", "nouns", "marks", "phrases", "visas", "listings")


@dataclass(frozen=True, slots=True)
class Actions:
    """`instruments` and the stage tables map a lemma or phrase to an enum value of CLAIMS.md.

    Every other field is the table of that name, as it stands in the file.
    """

    instruments: Mapping[str, str]
    needs: Mapping[str, tuple[str, ...]]
    bearing: Mapping[str, tuple[str, ...]]
    verbs: Mapping[str, str]
    stages: Mapping[str, str]
    takes_effect: Mapping[str, str]
    nouns: Mapping[str, str]
    marks: Mapping[str, str]
    phrases: Mapping[str, str]
    visas: Mapping[str, str]
    listings: Mapping[str, str]
    borne: Mapping[str, Any]
    halts: Mapping[str, Any]
    quantifiers: Mapping[str, Any]
    aims: Mapping[str, Any]
    containers: Mapping[str, Any]
    plural: Mapping[str, Any]
    trade: Mapping[str, Any]
    licences: Mapping[str, Any]
    exclusions: Mapping[str, Any]
    raising: Mapping[str, Any]
    bare: Mapping[str, Any]
    needing: Mapping[str, Any]
    entering: Mapping[str, Any]
    exchange: Mapping[str, Any]
    continuing: Mapping[str, Any]
    terms: Mapping[str, Any]
    light: Mapping[str, Any]
    cited: Mapping[str, Any]
    bare_rates: Mapping[str, Any]
    exempt: Mapping[str, Any]
    stand_ins: Mapping[str, Any]
    warding: Mapping[str, Any]
    lasting: Mapping[str, Any]
    respites: Mapping[str, Any]
    frees: Mapping[str, Any]
    feared: Mapping[str, Any]
    access: Mapping[str, Any]
    listings_borne: Mapping[str, Any]
    parting: Mapping[str, Any]
    withheld: Mapping[str, Any]
    withheld_plans: Mapping[str, Any]
    withheld_dates: Mapping[str, Any]
    settling: Mapping[str, Any]
    sparing: Mapping[str, Any]
    aligning: Mapping[str, Any]
    unreal: Mapping[str, Any]
    openings: Mapping[str, Any]
    opening_ways: Mapping[str, Any]
    widening: Mapping[str, Any]
    shipping: Mapping[str, Any]
    flowing: Mapping[str, Any]
    bringing: Mapping[str, Any]
    aid: Mapping[str, Any]
    digital: Mapping[str, Any]
    domestic: Mapping[str, Any]
    world: Mapping[str, Any]
    orders: Mapping[str, Any]
    trusted: Mapping[str, Any]
    answering: Mapping[str, Any]
    sized: Mapping[str, Any]
    making: Mapping[str, Any]
    deeds: Mapping[str, Any]
    grounds: Mapping[str, Any]
    means: Mapping[str, Any]
    coming: Mapping[str, Any]
    series: Mapping[str, Any]
    agreement: Mapping[str, Any]
    meeting: Mapping[str, Any]
    commitment: Mapping[str, Any]
    deadline: Mapping[str, Any]
    statement: Mapping[str, Any]
    ruling: Mapping[str, Any]
    figure: Mapping[str, Any]


@cache
def actions() -> Actions:
    """The packaged vocabulary."""
    data = tomllib.loads((files("parley.lexicon") / "data" / "actions.toml").read_text("utf-8"))
    instruments: dict[str, Any] = data["instruments"]
    made: dict[str, Any] = {
        "instruments": {n: name for name, row in instruments.items() for n in row["nouns"]},
        "needs": {n: tuple(w) for row in instruments.values() for n, w in row.get("needs", {}).items()},
        "bearing": {name: tuple(words) for name, words in data["bearing"].items()},
        "stages": inverted(data["actions"]),
        **{name: inverted(data[name]) for name in INVERTED},
    }
    return Actions(**made, **{f.name: data[f.name] for f in fields(Actions) if f.name not in made})


def inverted(table: Mapping[str, list[str]]) -> dict[str, str]:
    """word -> name for a table name -> words; the first name that lists a word has it."""
    found: dict[str, str] = {}
    for name, words in table.items():
        for word in words:
            found.setdefault(word, name)
    return found
