"""The cues of speech, modality and condition, read from the lexicon's `cues.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Cues:
    """Word lists of `cues.toml`, as sets of lemmas (tuples where order or phrases matter)."""

    speech: frozenset[str]
    stance: frozenset[str]
    report: frozenset[str]
    continuing: frozenset[str]
    speech_nouns: frozenset[str]
    unnamed: frozenset[str]
    unnamed_phrases: tuple[str, ...]
    experts: frozenset[str]
    private_roles: tuple[str, ...]
    public_roles: tuple[str, ...]
    titles: tuple[str, ...]
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
    condition_markers: tuple[str, ...]
    response: tuple[str, ...]
    hedges: frozenset[str]


@cache
def cues() -> Cues:
    """The packaged cues."""
    data = tomllib.loads((files("parley.lexicon") / "data" / "cues.toml").read_text("utf-8"))
    speech, unnamed, roles, modality = data["speech"], data["unnamed"], data["roles"], data["modality"]
    return Cues(
        speech=frozenset(speech["say"]) | frozenset(speech["stance"]),
        stance=frozenset(speech["stance"]),
        report=frozenset(speech["report"]),
        continuing=frozenset(speech["continuing"]),
        speech_nouns=frozenset(speech["nouns"]),
        unnamed=frozenset(unnamed["nouns"]),
        unnamed_phrases=tuple(unnamed["phrases"]),
        experts=frozenset(unnamed["experts"]),
        private_roles=tuple(roles["private"]),
        public_roles=tuple(roles["public"]),
        titles=tuple(roles["titles"]),
        **{
            name: frozenset(modality[name])
            for name in (
                "future",
                "possible",
                "conditional",
                "considered",
                "threatened",
                "planned",
                "offered",
                "pledged",
                "demanded",
                "negative",
                "negators",
                "started",
            )
        },
        condition_markers=tuple(data["conditions"]["markers"]),
        response=tuple(data["conditions"]["response"]),
        hedges=frozenset(data["hedges"]["words"]),
    )
