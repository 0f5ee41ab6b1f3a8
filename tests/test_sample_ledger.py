"""The sample coverage through every stage: states true to what happened, and what disagrees in it."""

from __future__ import annotations

from sample_reading import coverage, facts, found

from parley.model import Entry, State
from parley.resolve import at

# How many of the disagreements of the facts are found; a change that finds fewer fails.
FOUND = 13
JUNE, AUGUST, OCTOBER, NOVEMBER = "2025-06-12", "2025-08-20", "2025-10-27", "2025-11-10"


def entries(*parts: str) -> list[Entry]:
    return [e for e in coverage().entries if all(part in e.id for part in parts)]


def entry(*parts: str) -> Entry:
    chosen = entries(*parts)
    assert len(chosen) == 1, [e.id for e in chosen]
    return chosen[0]


def state(as_of: str, *parts: str, known: str | None = None) -> State:
    one = at([entry(*parts)], as_of, known)[entry(*parts).id]
    assert one is not None
    return one


def test_disagreements_of_the_facts_are_found() -> None:
    """At least so many as were found before; those of the wrong kind do not count."""
    missing = [t["topic"] for t in facts()["disagreement"] if not found(t)]
    assert len(facts()["disagreement"]) - len(missing) >= FOUND, missing


def test_the_planted_office_is_the_only_wrong_one() -> None:
    """The trade representative of another year is flagged, and nobody else is."""
    wrong = [d for d in coverage().assessment.disagreements if d.kind == "office"]
    assert [d.topic for d in wrong] == ["United States Trade Representative: Katherine Tai"]
    assert wrong[0].sides[1].says == "Jamieson Greer since 2025-02-27"


def test_the_sum_of_april_is_a_way_of_counting() -> None:
    """145 counts the 20 of another programme in with 125: no disagreement in a number."""
    counted = [d for d in coverage().assessment.disagreements if d.kind == "counting"]
    assert any({"125 percent", "145 percent"} == {s.says for s in d.sides} and not d.real for d in counted)
    assert not [d for d in coverage().assessment.disagreements if d.kind == "number" and d.real]


def test_a_threat_never_comes_into_force() -> None:
    """The tariff of 100 % is threatened, its day passes, and at no time does it hold."""
    threats = [e for e in coverage().entries if e.kind == "measure" and any(s.rate == 100 for s in e.states)]
    assert threats
    assert {s.status for e in threats for s in e.states} <= {"threatened", "announced", "passed", "due"}
    assert state(OCTOBER, threats[0].id).status == "threatened"
    assert state(NOVEMBER, threats[0].id).status == "passed"


def test_the_truce_is_one_entry_from_may_on() -> None:
    """Agreed in Geneva, to end in August, extended to 10 November; the corrected day of the end is gone."""
    truce = entry("us-cn-geneva-truce")
    assert state(JUNE, truce.id).status in ("in force", "agreed")
    assert _end(state(JUNE, truce.id)) == "2025-08-12"
    assert state(AUGUST, truce.id).status == "extended"
    assert _end(state(AUGUST, truce.id)) == "2025-11-10"
    assert not [d for d in coverage().entries if d.kind == "deadline" and "2025-11-09" in d.id]
    assert entries("deadline-2026-11-10")


def test_the_framework_of_london_waits_and_is_then_signed() -> None:
    """Not the truce: awaiting approval in June, against one voice that has it done, signed weeks later."""
    framework = entry("us-cn-london-framework")
    assert state(JUNE, framework.id, known=JUNE).status == "awaiting approval"
    assert state(AUGUST, framework.id).status == "signed"


def test_levels_of_one_programme_follow_each_other() -> None:
    """Fentanyl 20, from 10 November 10; reciprocal 125, then 10; their sum 145, then 30, told until June."""
    days = ("2025-04-20", JUNE, AUGUST, OCTOBER, NOVEMBER)
    assert [state(day, "us-tariff-fentanyl").rate for day in days] == [20, 20, 20, 20, 10]
    assert [state(day, "us-tariff-reciprocal").rate for day in days] == [125, 10, 10, 10, 10]
    assert [state(day, "us-tariff-total").rate for day in days[:2]] == [145, 30]


def test_controls_are_as_they_were() -> None:
    """Licences since April; software and ethane let go in July; the meeting planned, then held."""
    assert state(JUNE, "cn-export-licensing-rare-earths-2025-04").status == "in force"
    curbs = [state(day, "us-export-control-chip-design-software") for day in (JUNE, AUGUST)]
    assert [(s.status, s.without) for s in curbs] == [
        ("in force", ()),
        ("in force", ("chip design software", "ethane")),
    ]
    assert state(OCTOBER, "us-cn-leaders-meeting-busan").status == "planned"
    assert state(NOVEMBER, "us-cn-leaders-meeting-busan").status == "held"


def test_rounds_are_one_entry_each() -> None:
    """Geneva, London and Stockholm have their days; the call of the presidents is one call."""
    days = {e.place: (e.when.start[:10], e.when.end) for e in entries("us-cn-talks") if e.when and e.place}
    assert days["London"] == ("2025-06-09", "2025-06-10")
    assert days["Stockholm"] == ("2025-07-28", "2025-07-29")
    assert len(entries("us-cn", "call-2025-06")) == 1


def _end(state: State) -> str | None:
    return state.until.start[:10] if state.until else None
