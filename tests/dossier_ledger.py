"""Dossiers for tests: one of an invented dispute, and the ledger of the one that comes with Parley."""

from __future__ import annotations

import atexit
import hashlib
import shutil
import tempfile
from functools import cache
from pathlib import Path

from parley import dossiers
from parley.ledger import Ledger
from parley.model import DOSSIER, Article, Claim, Page
from parley.record.dossier import recorded
from parley.store import open_store

NOW = "2026-11-22T08:00:00+00:00"

HEAD = """
[dossier]
id = "tea"
title = "The dispute of Japan and India about tea"
compiled = 2031-12-31
"""

DUTY = """
[[entry]]
id = "jp-tariff-tea-in-2031"
kind = "measure"
actors = ["JP"]
targets = ["IN"]
instrument = "tariff"
goods = ["tea"]
programme = "tea"
law = "Order 7"
scope = { cover = "listed", hs = ["0902"] }
"""


def fact(text: str, **keys: str) -> str:
    """A fact in TOML; the values of `keys` are written as they are."""
    lines = "".join(f"{key} = {value}\n" for key, value in keys.items())
    return f'\n[[entry.fact]]\n{lines}text = "{text}"\nsources = ["https://tea.example/1"]\n'


def tea() -> str:
    """A sound dossier: a duty of 8 %, raised to 20, lowered to 5 until a day after which 12 return."""
    return "".join(
        [
            HEAD,
            DUTY,
            fact(
                "Tokyo charges 8 on tea.",
                date="2031-03-01",
                announced="2031-02-10",
                action='"imposed"',
                rate="8",
            ),
            fact("Tokyo charges 20 on tea.", date="2031-04-01", action='"raised"', rate="20", was="8"),
            fact(
                "Tokyo lowers it for a while.",
                date="2031-06-01",
                action='"lowered"',
                rate="5",
                returns="12",
                until="2031-09-01T00:01:00+09:00",
            ),
        ]
    )


def page_of(text: str, name: str = "tea") -> Page:
    """A dossier as a page."""
    raw = text.encode()
    return Page(hashlib.sha256(raw).hexdigest(), f"dossier:{name}", NOW, raw, text, "utf-8", DOSSIER)


def claims_of(text: str) -> tuple[tuple[Claim, ...], tuple[Article, ...]]:
    """The claims of a dossier, and its articles."""
    articles, claims = recorded(page_of(text))
    return claims, articles


@cache
def us_china() -> Path:
    """A ledger with the dossier of the US-China dispute, made once for all tests; not to be written to."""
    folder = tempfile.mkdtemp(prefix="parley-test-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = Path(folder) / "dossier.db"
    with open_store(path) as store:
        found = dossiers.opened("us-china")
        dossiers.load(store, found, fetched=NOW, progress=lambda stage, done, total: None)
    return path


@cache
def books() -> Ledger:
    """The open ledger of `us_china`."""
    return Ledger(open_store(us_china(), create=False))
