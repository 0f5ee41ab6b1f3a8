"""Claims to the exchange format and back."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.exchange import from_json, to_json
from parley.model import Claim, Quote, Span, Value, When

SHARED = Path(__file__).resolve().parents[2] / "shared"
PAGE = "a" * 64
CLAIM = Claim(
    id="c1",
    article=f"{PAGE}/2",
    kind="measure",
    support=(Span(PAGE, 10, 40), Span(PAGE, 60, 80)),
    words="Canada will tax foreign steel at 50 percent from 1 July.",
    rule="measure",
    certainty="planned",
    actors=("CA",),
    targets=("WORLD",),
    instrument="tariff",
    action="raised",
    goods=("steel",),
    values=(Value(50.0, "percent"), Value(25.0, "percent", "from")),
    date=When("2025-07-01", None, "day"),
    speaker="Mark Carney",
    attribution=("Mark Carney", "The Wire"),
    quotes=(Quote(Span(PAGE, 12, 20), "Mark Carney"),),
    known="2025-06-10",
    roles=(("Mark Carney", "prime minister", "CA"),),
    links=(("in_response_to", "after Washington doubled its own rate"),),
)


def test_the_fields_of_the_format() -> None:
    """A claim has the fields and types of the format: article as a number, raw offsets, notes where given."""
    row = to_json(CLAIM, "wire/steel.html")
    assert row["document"] == "wire/steel.html"
    assert row["article"] == 2
    assert row["support"] == [{"start": 10, "end": 40}, {"start": 60, "end": 80}]
    assert row["values"] == [
        {"number": 50.0, "unit": "percent"},
        {"number": 25.0, "unit": "percent", "note": "from"},
    ]
    assert row["date"] == {"start": "2025-07-01", "end": None, "precision": "day"}
    assert row["quotes"] == [{"start": 12, "end": 20, "speaker": "Mark Carney"}]
    assert (row["place"], row["people"], row["condition"]) == (None, [], None)


def test_there_and_back() -> None:
    """A claim that was written as JSON text is read back whole."""
    assert from_json(json.loads(json.dumps(to_json(CLAIM, "steel.html"))), PAGE) == CLAIM


@settings(max_examples=25, deadline=None)
@given(st.from_type(Claim))
def test_any_claim_there_and_back(claim: Claim) -> None:
    """The fields of every claim survive; what belongs to the page is set by the caller."""
    row = to_json(_on_page(claim), "x")
    assert to_json(from_json(row, PAGE), "x") == row


def _on_page(claim: Claim) -> Claim:
    return replace(claim, article=f"{PAGE}/0", values=())


def test_a_row_of_the_bare_format_gets_an_id() -> None:
    """Fields beyond the format are not needed; equal rows get equal ids, others do not."""
    row = {"document": "x", "article": 0, "kind": "statement", "support": [], "certainty": "reported"}
    first = from_json(row, PAGE)
    assert first.id == from_json(dict(row), PAGE).id
    assert first.id != from_json({**row, "speaker": "He Lifeng"}, PAGE).id
    assert (first.date, first.values, first.actors) == (None, (), ())


def test_a_row_without_its_evidence_is_refused() -> None:
    """What has no span is no claim."""
    with pytest.raises(KeyError, match="support"):
        from_json({"article": 0, "kind": "statement", "certainty": "reported"}, PAGE)


def test_gold_rows_come_through_unchanged() -> None:
    """Every annotated claim survives the way through `Claim`, but for fields of the annotators' own."""
    path = SHARED / "gold" / "dev.jsonl"
    if not path.exists():
        pytest.skip("the shared gold files are not here")
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert len(rows) > 100
    for row in rows:
        again = to_json(from_json(row, PAGE), row["document"])
        assert {k: again[k] for k in row if k in again} == {
            k: _as_written(k, v) for k, v in row.items() if k in again
        }


def _as_written(key: str, value: Any) -> Any:
    if key == "values":
        return [{k: v for k, v in item.items() if v is not None} for item in value]
    return value
