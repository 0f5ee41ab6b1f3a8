"""Quality is pinned: no kind of claim may fall below what was measured when tests/floors.toml was written."""

from __future__ import annotations

import importlib.util
import sys
import tomllib
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
FLOORS: dict[str, Any] = tomllib.loads((ROOT / "tests" / "floors.toml").read_text("utf-8"))
ROUNDING = 0.005


@cache
def score() -> ModuleType:
    """tools/score.py, which is no package."""
    spec = importlib.util.spec_from_file_location("reader_score", ROOT / "tools" / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@cache
def measured(part: str) -> dict[str, Any]:
    """The figures of a part, read once for all tests."""
    found: dict[str, Any] = score().score(SHARED, *score().rows(SHARED, score().PARTS[part]))
    return found


@pytest.fixture(autouse=True)
def gold() -> None:
    """Skip where the gold files are absent or not those that were pinned."""
    if not (SHARED / "gold").is_dir():
        pytest.skip("no reference texts in ../shared")
    if score().hashes(SHARED) != FLOORS["gold"]:
        pytest.skip("the gold files differ from those that were pinned: pin anew with tools/score.py --pin")


@pytest.mark.parametrize("part", ["work", "aside"])
def test_no_kind_of_claim_is_read_worse_than_pinned(part: str) -> None:
    """Relaxed and strict F1 of each kind, of all, and of quotations stand at their floors or above."""
    floors = {k: v for k, v in FLOORS[part].items() if k != "spurious"}
    worse = {
        (kind, how): (measured(part)[kind][how]["f1"], floor)
        for kind, row in floors.items()
        for how, floor in row.items()
        if measured(part)[kind][how]["f1"] < floor - ROUNDING
    }
    assert worse == {}


@pytest.mark.parametrize("part", ["work", "aside"])
def test_no_more_claims_are_spurious_than_pinned(part: str) -> None:
    """The share of claims that match nothing stays at its floor or below."""
    assert measured(part)["spurious"] <= FLOORS[part]["spurious"] + ROUNDING


def test_every_kind_has_a_floor() -> None:
    """Floors name each kind that gold has, so that none can vanish unseen."""
    assert set(FLOORS["work"]) == set(measured("work"))
    assert set(FLOORS["aside"]) == set(measured("aside"))
