"""The keys of a dossier and the words that some of them may have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from parley.model import ClaimKind

INSTRUMENTS = (
    "tariff", "tariff_exclusion", "quota", "export_control", "export_licensing", "export_ban", "import_ban",
    "entity_listing", "investment_restriction", "visa_restriction", "port_fee", "purchase", "investigation",
    "subsidy", "sanction", "procurement", "in_person", "phone", "video", "other",
)  # fmt: skip

# The claims that tell of each kind of entry, and what they can tell.
CLAIM_KINDS: dict[str, ClaimKind] = {
    "round": "meeting",
    "agreement": "agreement",
    "measure": "measure",
    "commitment": "commitment",
    "deadline": "deadline",
    "indicator": "figure",
}
ACTIONS: dict[str, tuple[str, ...]] = {
    "measure": (
        "considered", "threatened", "announced", "imposed", "raised", "lowered", "extended", "delayed",
        "suspended", "eased", "lifted", "expired", "restored", "kept",
    ),
    "ruling": ("upheld", "struck_down", "stayed"),
    "agreement": (
        "proposed", "agreed_in_principle", "agreed", "awaiting_approval", "approved", "signed",
        "implemented", "breached", "extended", "expired", "rejected",
    ),
    "commitment": ("offered", "pledged", "demanded", "fulfilled", "missed"),
    "meeting": ("planned", "held", "ongoing", "cancelled"),
    "deadline": ("announced",),
    "figure": ("published",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Key:
    """What a key may hold, how to say that it does not, and an example."""

    fits: Callable[[Any], bool]
    says: str
    example: str
    needed: bool = False


def _text(example: str, *, needed: bool = False) -> Key:
    return Key(lambda v: isinstance(v, str) and bool(v.strip()), "text", example, needed)


def _texts(example: str, *, needed: bool = False) -> Key:
    return Key(
        lambda v: isinstance(v, list) and all(isinstance(x, str) for x in v),
        "a list of texts",
        example,
        needed,
    )


def _number(example: str) -> Key:
    return Key(lambda v: isinstance(v, int | float) and not isinstance(v, bool), "a number", example)


def _time(example: str, *, needed: bool = False) -> Key:
    return Key(lambda v: isinstance(v, date | str), "a day", example, needed)


def _tables(example: str, *, needed: bool = False) -> Key:
    return Key(
        lambda v: isinstance(v, list) and all(isinstance(x, dict) for x in v), "a list", example, needed
    )


def _values(values: Any) -> bool:
    return isinstance(values, list) and all(
        isinstance(v, dict)
        and isinstance(v.get("number"), int | float)
        and isinstance(v.get("unit"), str)
        and v.keys() <= {"number", "unit", "note"}
        for v in values
    )


KEYS: dict[str, dict[str, Key]] = {
    "file": {
        "dossier": Key(lambda v: isinstance(v, dict), "a table", "[dossier]", True),
        "entry": _tables("[[entry]]", needed=True),
    },
    "dossier": {
        "id": _text('"us-china"', needed=True),
        "title": _text('"The dispute of A and B"', needed=True),
        "compiled": _time("2026-11-22", needed=True),
        "note": _text('"..."'),
    },
    "entry": {
        "id": _text('"us-tariff-fentanyl-cn-2025-02"', needed=True),
        "kind": _text('"measure"', needed=True),
        "actors": _texts('["US"]', needed=True),
        "targets": _texts('["CN"]'),
        "instrument": _text('"tariff"'),
        "goods": _texts('["soybeans"]'),
        "place": _text('"Geneva"'),
        "programme": _text('"fentanyl"'),
        "law": _text('"IEEPA; EO 14195"'),
        "scope": Key(lambda v: isinstance(v, dict), "a table", '{ cover = "all" }'),
        "note": _text('"..."'),
        "fact": _tables("[[entry.fact]]"),
    },
    "scope": {
        "cover": _text('"all"', needed=True),
        "hs": _texts('["1201"]'),
        "but": _texts('["8471"]'),
        "edition": _text('"HS 2022"'),
        "origins": _texts('["HK"]'),
        "exact": Key(lambda v: isinstance(v, bool), "true or false", "false"),
        "note": _text('"..."'),
    },
    "fact": {
        "date": _time("2025-05-12", needed=True),
        "end": _time("2025-05-13"),
        "announced": _time("2025-05-12"),
        "known": _time("2025-05-12"),
        "action": _text('"imposed"', needed=True),
        "rate": _number("10"),
        "was": _number("20"),
        "returns": _number("34"),
        "values": Key(_values, "a list of numbers with units", '[{ number = 90, unit = "days" }]'),
        "until": _time("2025-08-12T00:01-04:00"),
        "condition": _text('"if ..."'),
        "speaker": _text('"Howard Lutnick"'),
        "certainty": _text('"hedged"'),
        "people": _texts('["He Lifeng"]'),
        "place": _text('"Geneva"'),
        "text": _text('"One sentence in your own words."', needed=True),
        "sources": _texts('["https://..."]', needed=True),
        "note": _text('"..."'),
    },
}
