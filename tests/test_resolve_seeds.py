"""The five pages with annotated claims: what the books must say as of two days."""

from __future__ import annotations

import pytest
from gold_input import GOLD, seeds

from parley.derive import derive
from parley.model import Entry, State
from parley.resolve import at, resolve

pytestmark = pytest.mark.skipif(not (GOLD / "seeds.jsonl").exists(), reason="no shared annotated claims here")


@pytest.fixture(scope="module")
def books() -> dict[str, Entry]:
    claims, articles = seeds()
    return {e.id: e for e in resolve(claims, articles, derive(articles))}


def state(books: dict[str, Entry], entry: str, as_of: str, known: str | None = None) -> State:
    found = at(list(books.values()), as_of, known)[entry]
    assert found is not None
    return found


def test_the_london_round_has_its_days_its_house_and_its_people(books: dict[str, Entry]) -> None:
    """Held 9 and 10 June in London, at Lancaster House, with people of both sides."""
    london = books["us-cn-talks-london-2025-06"]
    assert (london.when and london.when.start, london.when and london.when.end) == (
        "2025-06-09",
        "2025-06-10",
    )
    assert london.venue == "Lancaster House"
    assert {"Scott Bessent", "Howard Lutnick", "Jamieson Greer"} <= {
        p for p, side in london.people if side == "US"
    }
    assert {"He Lifeng", "Wang Wentao", "Li Chenggang"} == {p for p, side in london.people if side == "CN"}
    assert state(books, london.id, "2025-06-12").status == "held"
    assert state(books, london.id, "2025-06-10", "2025-06-10").status == "under way"


def test_the_london_framework_waits_for_approval(books: dict[str, Entry]) -> None:
    """Agreed in principle, approval outstanding, also though one page has it done; it carries out Geneva."""
    framework = books["us-cn-london-framework-2025-06"]
    assert state(books, framework.id, "2025-06-12").status == "awaiting approval"
    assert ("implements", "us-cn-geneva-truce-2025-05") in [(k.kind, k.target) for k in framework.links]


def test_the_truce_runs_to_mid_august_and_is_extended_as_known_in_october(books: dict[str, Entry]) -> None:
    """In force since 12 May, end in mid-August; in October the extension is known."""
    june = state(books, "us-cn-geneva-truce-2025-05", "2025-06-12", "2025-06-12")
    assert (june.status, june.valid_from and june.valid_from.start) == ("in force", "2025-05-12")
    assert (june.until and june.until.start, june.until and june.until.end) == ("2025-08-10", "2025-08-20")
    assert state(books, "us-cn-geneva-truce-2025-05", "2025-10-27").status == "extended"
    assert state(books, "us-cn-geneva-truce-2025-05", "2025-10-27", "2025-06-12").status == "expired"


def test_measures_of_april_may_and_october_are_apart(books: dict[str, Entry]) -> None:
    """Licences since April, chip software since May, wider controls in October, other software weighed."""
    in_force = [
        "cn-export-licensing-rare-earths-2025-04",
        "us-export-control-chip-design-software-2025-05",
    ]
    assert [state(books, key, "2025-06-12").status for key in in_force] == ["in force", "in force"]
    assert at(list(books.values()), "2025-06-12")["cn-export-control-rare-earths-2025-10"] is None
    assert state(books, "cn-export-control-rare-earths-2025-10", "2025-10-27").status == "in force"
    assert state(books, "us-export-ban-critical-software-2025-10", "2025-10-27").status == "considered"


def test_the_threat_of_a_hundred_percent_is_for_november(books: dict[str, Entry]) -> None:
    """Threatened, not in force, for 1 November."""
    threat = state(books, "us-tariff-cn-2025-11", "2025-10-27")
    assert (threat.status, threat.rate, threat.until and threat.until.start) == (
        "threatened",
        100,
        "2025-11-01",
    )


def test_the_ninth_of_july_is_a_deadline_of_the_world(books: dict[str, Entry]) -> None:
    """Pending in June, passed in October, in the dispute with all partners."""
    assert books["deadline-2025-07-09-us-tariff"].dispute == "us-world"
    assert state(books, "deadline-2025-07-09-us-tariff", "2025-06-12").status == "pending"
    assert state(books, "deadline-2025-07-09-us-tariff", "2025-10-27").status == "passed"


def test_kuala_lumpur_is_the_fifth_round_and_the_leaders_are_to_meet(books: dict[str, Entry]) -> None:
    """The round has its number; the leaders' meeting is planned for 30 October, and only one side says so."""
    assert books["us-cn-talks-kuala-lumpur-2025-10"].number == 5
    leaders = state(books, "us-cn-leaders-meeting-2025-10", "2025-10-27")
    assert (leaders.status, leaders.by) == ("planned", ("US",))
    assert leaders.until and leaders.until.start == "2025-10-30"


def test_exports_in_may_fell(books: dict[str, Entry]) -> None:
    """The figure stands with its value and period."""
    published = state(books, "cn-exports-us-2025-05", "2025-06-12")
    assert [v.number for v in published.values] == [-34.5]
