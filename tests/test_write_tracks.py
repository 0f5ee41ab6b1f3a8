"""States over time as a picture: rows and bars, as SVG that is safe, and in characters."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from typing import Any

from builders import claim, percent
from write_fixture import FakeBooks

from parley.model import Assessment, Entry, State, Verdict, When
from parley.write import Ask, Findings
from parley.write.lines import Desk
from parley.write.sources import Sources
from parley.write.tracks import Bar, Chart, Track, chart, to_text
from parley.write.tracks_svg import NARROW, WIDE, to_svg

NAME = "{http://www.w3.org/2000/svg}"


def on(day: str) -> When:
    return When(day, day, "day")


def state(status: str, start: str | None, end: str | None = None, **rest: Any) -> State:
    fields = {"known_from": start or "2025-03-01", "known_to": None, "claims": ("c",), "reason": "told"}
    return State(status, on(start) if start else None, end, **{**fields, **rest})


def entry(key: str, kind: str, *states: State, **rest: Any) -> Entry:
    fields: dict[str, Any] = {"actors": ("US",), "targets": ("CN",), "instrument": "tariff", "goods": ()}
    fields |= {"name": key, "dispute": "us-china", "place": None, "claims": ("c",)}
    return Entry(id=key, kind=kind, states=states, **{**fields, **rest})  # type: ignore[arg-type]


TOLD = claim("measure", "imposed", id="c", known=None)
LEVEL = claim("measure", "kept", id="level", known="2025-03-20", values=(percent(60),))
DUTY = entry(
    "us-tariff-cn-2025-04",
    "measure",
    state("in force", "2025-04-09", "2025-05-14", rate=80.0),
    state("suspended", "2025-05-14", rate=20.0, until=on("2025-08-12")),
)
FEE = entry("us-port-fee-2025-06", "measure", state("threatened", "2025-06-01"), instrument="port_fee")
ROUND = entry("us-cn-talks-2025-06", "round", state("held", "2025-06-09"), actors=("US", "CN"), targets=())
OLD = entry("us-tariff-old", "measure", state("in force", "2025-01-10", known_to="2025-02-01", rate=5.0))


def drawn(what: Any, *more: Entry, **asked: Any) -> Chart:
    found = (DUTY, FEE, ROUND, OLD, *more)
    verdicts = tuple(Verdict(e.id, s, (), (), 1, 1, "official", "told") for e in found for s in e.states)
    books = FakeBooks(claims={c.id: c for c in (TOLD, LEVEL)})
    findings = Findings({e.id: e for e in found}, Assessment(verdicts, ()), books)
    ask = Ask(**{"as_of": "2025-06-20", **asked})
    return chart(what, Desk(ask, findings, Sources(books)))


def bars(c: Chart) -> dict[str, list[tuple[str, str, str]]]:
    return {t.name: [(b.start, b.end, b.shade) for b in t.bars] for t in c.tracks}


def test_each_entry_has_a_row_and_each_believed_state_a_bar() -> None:
    """What ends goes to its end, what is open to the day asked about; a belief given up is not drawn."""
    found = bars(drawn("timeline"))
    assert list(found.values()) == [
        [("2025-06-09", "2025-06-09", "holds")],
        [("2025-04-09", "2025-05-14", "holds"), ("2025-05-14", "2025-08-12", "waits")],
        [("2025-06-01", "2025-06-20", "said")],
    ]


def test_rows_that_would_be_called_alike_are_told_apart() -> None:
    """By the entry's own name where that says more, else by the month in which they begin."""
    second = replace(DUTY, id="us-tariff-cn-2025-06", name="Section 122 tariff (US to China)")
    third = entry("us-port-fee-2025-03", "measure", state("lifted", "2025-03-01"), instrument="port_fee")
    names = [t.name for t in drawn("timeline", second, third).tracks if t.lane.startswith("Measures")]
    assert len(set(names)) == 4
    assert "Section 122 tariff" in names
    assert sorted(n for n in names if n.startswith("US port fees")) == [
        "US port fees on ships of China (2025-03)",
        "US port fees on ships of China (2025-06)",
    ]


def test_of_many_rows_those_stay_that_changed_last() -> None:
    """Rounds of talks share a row and are all kept; the picture says how many it leaves out."""
    found = drawn("timeline")
    some = replace(found, tracks=found.tracks[:1], left_out=2)
    assert "2 rows that changed longer ago are left out" in to_svg(some)


def test_bars_of_a_page_are_links() -> None:
    """Each opens its entry and says what it is; the page has the style."""
    made = to_svg(drawn("timeline"), lambda entry: f"/entry/{entry}?as_of=2025-06-20")
    links = list(ET.fromstring(made).iter(f"{NAME}a"))
    assert len(links) == 4
    assert all(e.get("href", "").startswith("/entry/") and e.get("aria-label") for e in links)
    assert "<style" not in made


def test_the_narrow_picture_has_the_same_bars_below_longer_names() -> None:
    """On a phone a name stands above its bar, which has the whole width; the two pictures share no id."""
    long = "US export controls on semiconductors and lithography tools"
    found = drawn("timeline")
    found = replace(found, tracks=(replace(found.tracks[-1], name=long), *found.tracks[:-1]))
    wide, narrow = (ET.fromstring(to_svg(found, lambda entry: f"/entry/{entry}", s)) for s in (WIDE, NARROW))
    assert [e.get("href") for e in narrow.iter(f"{NAME}a")] == [e.get("href") for e in wide.iter(f"{NAME}a")]
    assert not {e.get("id") for e in narrow.iter(f"{NAME}pattern")} & {
        e.get("id") for e in wide.iter(f"{NAME}pattern")
    }
    said = {
        shape: [e for e in svg.iter(f"{NAME}text") if (e.text or "")[:9] == long[:9]]
        for shape, svg in (("wide", wide), ("narrow", narrow))
    }
    assert len(said["narrow"][0].text or "") > len(said["wide"][0].text or "")
    bars = [e for a in narrow.iter(f"{NAME}a") for e in a.iter(f"{NAME}rect")]
    assert all(float(e.get("x", "")) + float(e.get("width", "")) <= 366 for e in bars)


def test_rates_are_as_high_as_they_are() -> None:
    """Only tariffs with a rate; the highest has the full height, and each says its rate."""
    (track,) = drawn("rates").tracks
    assert [(b.level, b.label) for b in track.bars] == [(1.0, "80 %"), (0.25, "20 %")]


def test_a_picture_of_the_state_has_what_stands_on_the_day() -> None:
    """On 1 May neither the threat of June nor the talks are there."""
    assert len(drawn("state", as_of="2025-05-01").tracks) == 1
    assert len(drawn("state").tracks) == 3


def test_the_period_that_is_asked_for_cuts_the_bars() -> None:
    """Bars begin and end within since and until, and what lies outside is left out."""
    found = bars(drawn("timeline", since="2025-05-01", until="2025-05-20"))
    assert list(found.values()) == [
        [("2025-05-01", "2025-05-14", "holds"), ("2025-05-14", "2025-05-20", "waits")]
    ]


def test_the_svg_is_well_formed_and_holds_only_text() -> None:
    """A name that tries to be markup stays text; there is no script and no reference to elsewhere."""
    evil = Track('<script>alert("x")</script> & more', (Bar("2025-05-01", "2025-06-01", "due", "due"),))
    made = to_svg(Chart("Timeline", "as of today", "2025-05-01", "2025-07-01", "2025-06-01", (evil,)))
    root = ET.fromstring(made)
    kinds = {element.tag.removeprefix(NAME) for element in root.iter()}
    assert kinds == {"svg", "title", "style", "rect", "text", "line", "g", "defs", "pattern", "path"}
    assert not any("href" in name for element in root.iter() for name in element.attrib)
    assert any("<script>" in (element.text or "") for element in root.iter(f"{NAME}text"))


def test_the_terminal_shows_rows_of_characters() -> None:
    """A scale of months, one row for each entry within the width, and what the characters mean."""
    lines = to_text(drawn("timeline"), 80).splitlines()
    assert all(len(line) <= 80 for line in lines)
    assert any("2025-0" in line for line in lines[:5])
    assert sum("█" in line for line in lines[4:-2]) == 2
    assert "░ said or planned" in lines[-1]


def test_rates_on_a_terminal_are_told_one_by_one() -> None:
    """Each level with its days, its rate and a bar."""
    text = to_text(drawn("rates"))
    assert "2025-04-09 to 2025-05-14      80 %  ████" in text
    assert "2025-05-14 to 2025-08-12      20 %  ▒" in text


def test_a_level_that_was_only_confirmed_is_one_bar() -> None:
    """20 % from March to May is one bar, however often it was told; another level or standing begins anew."""
    told = (
        state("in force", "2025-03-01", "2025-03-20", rate=20.0),
        state("in force", "2025-03-20", "2025-05-01", rate=20.0),
        state("suspended", "2025-05-01", "2025-06-01", rate=20.0),
        state("in force", "2025-06-01", rate=10.0),
    )
    levels = drawn("rates", entry("us-tariff-tea", "measure", *told)).tracks
    (row,) = [t for t in levels if t.bars[0].entry == "us-tariff-tea"]
    assert [(b.start, b.end, b.label) for b in row.bars] == [
        ("2025-03-01", "2025-05-01", "20 %"),
        ("2025-05-01", "2025-06-01", "20 %"),
        ("2025-06-01", "2025-06-20", "10 %"),
    ]
    assert row.bars[0].hint == "in force, 20 %, from 1 March 2025 to 1 May 2025"


def test_a_level_of_all_tariffs_is_drawn_until_a_part_of_it_changes() -> None:
    """An average that was told in March does not stand beside the new rate of a part in April."""
    level = state("in force", "2025-03-20", rate=60.0, claims=("level",))
    average = entry("us-tariff-average-cn", "measure", level, name="Average tariff (US)", claims=("level",))
    part = entry(
        "us-tariff-border-cn", "measure", state("in force", "2025-04-05", rate=9.0), name="Border tariff (US)"
    )
    found = {t.bars[0].entry: (t.bars[0].start, t.bars[0].end) for t in drawn("rates", average, part).tracks}
    assert found["us-tariff-average-cn"] == ("2025-03-20", "2025-04-05")
    assert found["us-tariff-border-cn"] == ("2025-04-05", "2025-06-20")
