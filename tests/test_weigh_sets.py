"""Sets of goods, averages, extensions, places of a day: what is weighed beside the plain cases."""

from __future__ import annotations

from typing import Any

import pytest
from builders import article, claim, percent

from parley.model import Claim, Disagreement, State, Value
from parley.resolve import resolve
from parley.weigh import weigh

SPRING, AUTUMN = "2025-04-11", "2025-10-11"


def found(*claims: Claim, articles: Any = ()) -> list[Disagreement]:
    return list(weigh(resolve(claims, articles, ()), claims, articles, ()).disagreements)


def states(*claims: Claim) -> list[State]:
    entries = [e for e in resolve(claims, (), ()) if e.kind != "dispute"]
    assert len(entries) == 1, [e.id for e in entries]
    return [s for s in entries[0].states if s.known_to is None]


def licences(count: float, known: str, action: str = "imposed") -> Claim:
    given: dict[str, Any] = {
        "instrument": "export_licensing",
        "actors": ("CN",),
        "targets": ("US",),
        "goods": ("rare earths",),
    }
    given |= {"values": (Value(count, "count", "earths"),), "known": known, "article": f"{known}/0"}
    return claim("measure", action, **given)


def test_seven_and_five_of_some_goods_are_two_measures_and_no_dispute() -> None:
    """They are never joined, and listed as a difference of scope with their numbers."""
    told = (licences(7, SPRING), licences(5, "2025-05-30"))
    assert len([e for e in resolve(told, (), ()) if e.kind == "measure"]) == 2
    [one] = [d for d in found(*told) if d.kind == "scope"]
    assert not one.real and {s.says for s in one.sides} == {"7 rare earths", "5 rare earths"}


def test_the_same_number_is_one_measure() -> None:
    """Seven in spring and seven in summer: told twice."""
    told = (licences(7, SPRING), licences(7, "2025-06-20", action="kept"))
    assert len([e for e in resolve(told, (), ()) if e.kind == "measure"]) == 1
    assert not [d for d in found(*told) if d.kind == "scope"]


def average(rate: float, **fields: Any) -> Claim:
    words = f"The average tariff fell to {rate:g}%."
    given = {"instrument": "tariff", "actors": ("US",), "targets": ("CN",), "values": (percent(rate),)}
    return claim("measure", "lowered", words=words, **{**given, **fields})


def test_two_averages_are_two_ways_of_counting() -> None:
    """A figure that somebody counts on the same page is no conflict with the average that a party gives."""
    estimate = claim("figure", "published", goods=("average tariff rate",), values=(percent(31),))
    [one] = [d for d in found(average(47), estimate) if d.kind == "counting"]
    assert not one.real and {s.says for s in one.sides} == {"47 percent", "31 percent"}
    assert not [d for d in found(average(31), estimate) if d.kind in ("counting", "number")]


def extension(action: str, **fields: Any) -> Claim:
    words = {"words": "an extension of the pause", "subject": "extension of the pause"}
    return claim("agreement", action, **{**words, **fields})


def truce(**fields: Any) -> Claim:
    return claim("agreement", "agreed", words="a truce of 90 days", on="2025-05-12", **fields)


def test_an_extension_is_open_for_one_and_settled_for_the_other() -> None:
    """A dispute about the extension, not about the truce, which stays as it is."""
    told: tuple[Claim, ...] = (truce(known="2025-05-12"), extension("agreed", speaker="Li Chenggang"))
    told += (extension("awaiting_approval", speaker="Scott Bessent"),)
    [one] = [d for d in found(*told) if d.real]
    assert one.kind == "status" and "its extension" in one.topic
    assert not [d for d in found(*told[:2]) if d.real]
    [verdict] = [v for v in weigh(resolve(told, (), ()), told, (), ()).verdicts if v.state.known_to is None]
    assert verdict.state.status == "agreed" and verdict.standing != "disputed"


@pytest.mark.parametrize(
    ("early", "late", "kind"),
    [
        ("signed in Washington on Monday", "released in Beijing on Tuesday", "time zone"),
        ("signed in Beijing on Monday", "released in Washington on Tuesday", "date"),
        ("signed in Berlin on Monday", "released in Paris on Tuesday", "date"),
        ("signed on Monday", "released on Tuesday", "date"),
    ],
)
def test_one_moment_is_on_two_dates_only_from_west_to_east(early: str, late: str, kind: str) -> None:
    """The later day must be that of the place far to the east."""
    told = (
        claim("agreement", "signed", words=f"a framework {early}", on="2025-06-09"),
        claim("agreement", "signed", words=f"a framework {late}", on="2025-06-10", article="b/0"),
    )
    assert kind in [d.kind for d in found(*told) if "its day" in d.topic]


def test_the_place_of_the_report_tells_where_a_day_was_counted() -> None:
    """Where the words name no city, the dateline does."""
    told = (
        claim("agreement", "signed", words="a framework was signed on Monday", on="2025-06-09"),
        claim("agreement", "signed", words="signed a framework in Tokyo", on="2025-06-10", article="b/0"),
    )
    held = (article("a", "2025-06-11", place="WASHINGTON"), article("b", "2025-06-11"))
    assert "time zone" in [d.kind for d in found(*told, articles=held)]


def test_two_days_of_one_extension_are_one_and_a_later_end_is_another() -> None:
    """A truce extended "on Monday" and "on Tuesday" was extended once; a new end means that it was again."""
    told = (
        truce(known="2025-05-12"),
        claim(
            "agreement",
            "extended",
            words="extended the truce",
            on="2025-08-11",
            expires="2025-11-10",
            known="2025-08-11",
        ),
        claim("agreement", "extended", words="extended the truce", on="2025-08-12", known="2025-08-12"),
    )
    assert [(s.status, s.begins) for s in states(*told)][1] == ("extended", "2025-08-11")
    later = claim(
        "agreement", "implemented", words="the truce ends", expires="2026-11-10", known="2025-11-10"
    )
    found = [(s.status, s.until.start) for s in states(*told, later) if s.until]
    assert ("extended", "2026-11-10") in found and ("extended", "2025-11-10") in found


def test_what_is_to_take_effect_is_not_in_force_before() -> None:
    """ "Has widened its controls" of those that begin next month: announced still."""
    control = {"instrument": "export_control", "actors": ("CN",), "targets": ("US",), "goods": ("tungsten",)}
    told = (
        claim("measure", "imposed", certainty="planned", on="2025-07-08", known="2025-06-11", **control),
        claim("measure", "raised", known="2025-06-20", **control),
    )
    assert [s.status for s in states(*told) if s.begins < "2025-07-08"] == ["announced"]


def test_denials_of_several_voices_outweigh_one_who_tells_of_talks() -> None:
    """Talks that two speakers of one side deny and one of the other affirms are denied, and disputed."""
    denied = [
        claim("meeting", "ongoing", certainty="denied", on="2025-06-11", instrument="in_person", speaker=name)
        for name in ("He Yadong", "Guo Jiakun")
    ]
    affirmed = {"on": "2025-06-11", "instrument": "in_person", "speaker": "Donald Trump"}
    told = (*denied, claim("meeting", "ongoing", certainty="attributed", **affirmed))
    assert [s.status for s in states(*told)] == ["denied"]
    assert [d.kind for d in found(*told) if d.real] == ["denial"]


def test_a_title_that_many_have_is_no_office_without_its_party() -> None:
    """The director general of a trade body is not the one of the WTO."""
    role = (("Una Penrose", "director general", None),)
    assert not [
        d for d in found(claim("statement", roles=role, people=("Una Penrose",))) if d.kind == "office"
    ]
