"""Cues of speech, modality and accusing, and given names, from `cues.toml` and `names.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any

# Tables whose lists are fields of `Cues` by the same name.
PLAIN = ("speech", "unnamed", "roles", "modality")


@dataclass(frozen=True, slots=True)
class Accusing:
    """The words of accusations: lemmas, and phrases as they stand in lower-case text.

    `blaming` is every verb of accusing, of a person or of a deed: `accuse` and `alleging` together.
    """

    accuse: frozenset[str]
    breach: frozenset[str]
    needing: frozenset[str]
    broken: frozenset[str]
    keeping: frozenset[str]
    failing: frozenset[str]
    against: frozenset[str]
    nouns: frozenset[str]
    misuse: frozenset[str]
    charges: frozenset[str]
    alleging: frozenset[str]
    blaming: frozenset[str]
    evading: frozenset[str]
    evaded: frozenset[str]
    deeds: frozenset[str]
    punish: frozenset[str]
    denying: frozenset[str]
    finding: frozenset[str]
    announcing: frozenset[str]
    opposed: frozenset[str]
    wrongly: frozenset[str]
    filing: frozenset[str]
    case: frozenset[str]
    feared: frozenset[str]
    phrases: tuple[str, ...]
    forum: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cues:
    """Word lists of `cues.toml`, as sets of lemmas (tuples where order or phrases matter).

    `speech` is every verb that may report words: `say`, `think` and `stance` together.
    """

    speech: frozenset[str]
    say: frozenset[str]
    think: frozenset[str]
    opinion: frozenset[str]
    stance: frozenset[str]
    acting: frozenset[str]
    naming: frozenset[str]
    beside: frozenset[str]
    answering: frozenset[str]
    issuing: frozenset[str]
    warning: frozenset[str]
    addressing: frozenset[str]
    summing: frozenset[str]
    light: frozenset[str]
    drawing: frozenset[str]
    mood: frozenset[str]
    stance_nouns: Mapping[str, str]
    speech_nouns: frozenset[str]
    unnamed: frozenset[str]
    unnamed_phrases: tuple[str, ...]
    experts: frozenset[str]
    documents: frozenset[str]
    epithets: frozenset[str]
    firms: frozenset[str]
    private_roles: tuple[str, ...]
    public_roles: tuple[str, ...]
    offices: frozenset[str]
    phrasal: Mapping[str, str]
    phrasal_verbs: frozenset[str]
    kin: Mapping[str, Sequence[str]]
    ministries: Mapping[str, str]
    bodies: frozenset[str]
    groups: frozenset[str]
    titles: tuple[str, ...]
    address: frozenset[str]
    ranks: frozenset[str]
    heads: frozenset[str]
    chief: frozenset[str]
    leading: frozenset[str]
    officials: frozenset[str]
    ministers: frozenset[str]
    federations: frozenset[str]
    unministered: frozenset[str]
    ministerial: frozenset[str]
    teams: frozenset[str]
    governing: frozenset[str]
    at_home: frozenset[str]
    sides: frozenset[str]
    members: frozenset[str]
    panels: frozenset[str]
    panel_members: frozenset[str]
    panel_words: frozenset[str]
    papers: frozenset[str]
    common: frozenset[str]
    future: frozenset[str]
    possible: frozenset[str]
    conditional: frozenset[str]
    considered: frozenset[str]
    threatened: frozenset[str]
    planned: frozenset[str]
    offered: frozenset[str]
    pledged: frozenset[str]
    demanded: frozenset[str]
    negative: frozenset[str]
    negators: frozenset[str]
    started: frozenset[str]
    decreeing: frozenset[str]
    trying: frozenset[str]
    carrying: frozenset[str]
    condition_markers: tuple[str, ...]
    response: tuple[str, ...]
    accusing: Accusing


@dataclass(frozen=True, slots=True)
class Names:
    """Given names of men and women, whole names of persons whose given name misleads, words of organisations.

    `family_first` are surnames of countries that put them before the given name, `family_first_states` the
    codes of such states, `by_given` those of states whose people go by a given name, `no_names` surnames that
    are common words too; `short` the given names that have a short form with another first letter.
    """

    male: frozenset[str]
    female: frozenset[str]
    men: frozenset[str]
    women: frozenset[str]
    organisation: frozenset[str]
    family_first: frozenset[str]
    family_first_states: frozenset[str]
    by_given: frozenset[str]
    no_names: frozenset[str]
    short: Mapping[str, str]

    def is_woman(self, name: str) -> bool:
        """Is the full name known as a woman's?"""
        return name in self.women or (self._given(name) in self.female and name not in self.men)

    def is_man(self, name: str) -> bool:
        """Is the full name known as a man's?"""
        return name in self.men or (self._given(name) in self.male and name not in self.women)

    def _given(self, name: str) -> str:
        """The given name; of "Kim Dae-ro" it is not the first word."""
        first = name.split(" ")[0]
        return "" if first in self.family_first else first

    def is_given(self, word: str) -> bool:
        """Is the word a common given name?"""
        return word in self.male or word in self.female


@cache
def cues() -> Cues:
    """The packaged cues."""
    data = table("cues.toml")
    speech, roles = data["speech"], data["roles"]
    made: dict[str, Any] = {
        "speech": frozenset(word for name in ("say", "think", "stance", "mood") for word in speech[name]),
        "speech_nouns": frozenset(speech["nouns"]),
        "phrasal": speech["phrasal"],
        "phrasal_verbs": frozenset(phrase.split()[0] for phrase in speech["phrasal"]),
        "stance_nouns": speech["stance_nouns"],
        "unnamed": frozenset(data["unnamed"]["nouns"]),
        "unnamed_phrases": tuple(data["unnamed"]["phrases"]),
        "private_roles": tuple(roles["private"]),
        "public_roles": tuple(roles["public"]),
        "kin": roles["kin"],
        "ministries": roles["ministries"],
        "titles": tuple(roles["titles"]),
        "condition_markers": tuple(data["conditions"]["markers"]),
        "response": tuple(data["conditions"]["response"]),
        "accusing": accusing(data["accusation"]),
    }
    lists = {name: words for section in PLAIN for name, words in data[section].items()}
    made |= {f.name: frozenset(lists[f.name]) for f in fields(Cues) if f.name not in made}
    return Cues(**made)


def accusing(data: Mapping[str, list[str]]) -> Accusing:
    """The section of accusations."""
    made: dict[str, Any] = {name: tuple(data[name]) for name in ("phrases", "forum")}
    made["blaming"] = frozenset((*data["accuse"], *data["alleging"]))
    made |= {f.name: frozenset(data[f.name]) for f in fields(Accusing) if f.name not in made}
    return Accusing(**made)


@cache
def names() -> Names:
    """The packaged given names."""
    data = table("names.toml")
    given = data["given"]
    return Names(
        male=frozenset(given["male"].split()),
        female=frozenset(given["female"].split()),
        men=frozenset(given["men"]),
        women=frozenset(given["women"]),
        organisation=frozenset(data["organisation"]["words"]),
        family_first=frozenset(data["family_first"]["surnames"].split()),
        short=given["short"],
        family_first_states=frozenset(data["family_first"]["states"]),
        by_given=frozenset(data["family_first"]["by_given"]),
        no_names=frozenset(data["family_first"]["no_names"]),
    )


def table(file: str) -> Mapping[str, Any]:
    """A data file of the lexicon."""
    return tomllib.loads((files("parley.lexicon") / "data" / file).read_text("utf-8"))
