"""The five real pages through every stage: what a briefing on two days must say."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from prose import parser
from write_fixture import PageBooks

from parley.acquire import acquire
from parley.clean import clean
from parley.derive import derive
from parley.known import known_by
from parley.model import Disagreement, Entry, Page, State
from parley.read import read
from parley.record import record
from parley.resolve import at, resolve
from parley.weigh import weigh
from parley.write import Ask, Findings, write

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"
JUNE, OCTOBER = "2025-06-12", "2025-10-27"

pytestmark = pytest.mark.skipif(not SEEDS.exists(), reason="the real pages are not here")


@cache
def findings(known: str | None = None) -> Findings:
    """Everything that the stages make of the five pages, as known on a day."""
    sources = sorted(map(str, SEEDS.glob("*.txt")))
    pages = [p for p in acquire(sources, fetched="2025-12-01T00:00:00+00:00") if isinstance(p, Page)]
    articles = [a for page in pages for a in clean(page)]
    claims = [c for a in articles for c in record(read(a, parser()))]
    edges = derive(tuple(articles))
    entries, told = resolve(claims, articles, edges), (tuple(claims), tuple(articles), tuple(edges))
    if known:
        entries, told = known_by(entries, told, known)
    books = PageBooks(pages, articles, claims)
    return Findings({e.id: e for e in entries}, weigh(entries, *told), books)


def entry(part: str) -> Entry:
    found = [e for e in findings().entries.values() if part in e.id]
    assert len(found) == 1, [e.id for e in found]
    return found[0]


def state(part: str, as_of: str, known: str | None = None) -> State:
    found = at([entry(part)], as_of, known)[entry(part).id]
    assert found is not None
    return found


def brief(day: str, known: str | None = None) -> str:
    return " ".join(write("brief", Ask(day, known=known, dispute="us-china"), findings(known)).split())


def real(kind: str) -> list[Disagreement]:
    return [d for d in findings().assessment.disagreements if d.real and d.kind == kind]


def test_june_has_the_round_in_london() -> None:
    """Held on 9 and 10 June at Lancaster House, with who led each side; one round, not several."""
    london = entry("us-cn-talks-london")
    assert (london.when and london.when.start[:10], london.when and london.when.end) == (
        "2025-06-09",
        "2025-06-10",
    )
    assert (london.venue, state(london.id, JUNE).status) == ("Lancaster House", "held")
    said = brief(JUNE)
    assert "The US and China met in London on 9-10 June 2025." in said
    assert "He Lifeng (lead)" in said
    assert "Scott Bessent (lead)" in said


def test_june_has_a_framework_that_waits_and_one_voice_that_calls_it_done() -> None:
    """The framework and the truce of Geneva are two deals; who says what of the framework is told."""
    assert state("us-cn-london-framework", JUNE).status == "awaiting approval"
    assert "us-cn-geneva-truce-2025-05" in {
        k.target for k in entry("us-cn-london-framework").links if k.kind == "implements"
    }
    headline = brief(JUNE).split("TALKS")[0]
    assert "The London framework was agreed in principle" in headline
    assert "has yet to be approved by the leaders" in headline
    assert "Donald Trump said that it was agreed: “Our deal with China is done”" in headline
    assert [d.entry for d in real("status")] == ["us-cn-london-framework-2025-06"]


def test_june_has_the_truce_of_geneva_and_its_end() -> None:
    """In force since 12 May, to end in the middle of August; in October it is known to be extended."""
    june = state("us-cn-geneva-truce", JUNE, JUNE)
    assert (june.status, june.valid_from and june.valid_from.start) == ("in force", "2025-05-12")
    assert (june.until and june.until.start, june.until and june.until.end) == ("2025-08-10", "2025-08-20")
    assert state("us-cn-geneva-truce", OCTOBER).status == "extended"
    assert "in force since 12 May 2025 until mid-August 2025 (90 days)" in brief(JUNE)
    ends = "The Geneva truce ends in mid-August 2025 unless somebody extends it."
    assert ends in brief(JUNE, known=JUNE)
    assert ends not in brief(JUNE)  # somebody did, as is known by now
    assert "The Geneva truce was extended in August 2025." in brief(OCTOBER)


def test_june_has_what_each_side_is_to_do_and_what_is_not_official() -> None:
    """Rare earths and magnets from China; the list of American curbs only from unnamed sources."""
    said = brief(JUNE)
    assert "China is to ease its export controls on rare earths and rare earth magnets" in said
    anonymous = said.index("unnamed sources told Bloomberg")
    assert "chip design software, jet engine parts and nuclear materials" in said[anonymous - 150 : anonymous]


def test_june_has_the_deadline_of_july_and_the_figure_of_may() -> None:
    """What is due for the other partners, and exports down, told by two pages that are one witness."""
    said = brief(JUNE)
    assert "9 July 2025" in said[said.index(" DUE ") : said.index(" FIGURES ")]
    assert "China's exports to the US fell by 34.5 % in May 2025" in said
    assert "(two pages, one witness)" in said


def test_what_is_disputed() -> None:
    """The wrong secretary of 004, the day of the call, the misspelt name, and two altered quotations."""
    assert [d.topic for d in real("office")] == ["Secretary of the Treasury: Steven Mnuchin"]
    assert [d.entry for d in real("date")] == ["us-cn-leaders-call-2025-06"]
    assert [d.topic for d in real("quotation")] == ["Words of Howard Lutnick", "Words of Li Chenggang"]
    assert "Scott Bessent since 28 January 2025" in brief(JUNE)


def test_what_was_not_known_on_the_tenth_is_not_told_of_the_tenth() -> None:
    """As known on the tenth there is a round and a truce, and no framework, no figure, no later goods."""
    said = brief(JUNE, known="2025-06-10")
    assert "The US and China met in London" in said
    assert "framework" not in said
    assert "34.5" not in said
    assert "visas" not in said


def test_october_has_the_fifth_round_and_the_meeting_that_one_side_announced() -> None:
    """Kuala Lumpur is the fifth round; the leaders' meeting is announced by the US and not by China."""
    assert entry("us-cn-talks-kuala-lumpur").number == 5
    planned = state("us-cn-leaders-meeting", OCTOBER)
    assert (planned.status, planned.by) == ("planned", ("US",))
    said = brief(OCTOBER)
    assert "met in Kuala Lumpur on 25-26 October 2025. " in said
    assert "It was the fifth round." in said
    assert "(announced by the US, not confirmed by China on the pages held)" in said


def test_october_has_the_threat_as_a_threat() -> None:
    """A tariff of 100 % is threatened, and is nowhere in force."""
    threats = [
        s
        for e in findings().entries.values()
        for s in e.states
        if e.kind == "measure" and s.rate == 100 and s.known_to is None
    ]
    assert {s.status for s in threats} <= {"threatened", "passed"}
    assert any(s.status == "threatened" for s in threats)
    assert "The US has threatened tariffs of 100 %" in brief(OCTOBER)


def test_october_tells_the_days_ahead() -> None:
    """The leaders are to meet on 30 October; the threatened tariff is for 1 November."""
    said = brief(OCTOBER)
    assert "are to meet on 30 October 2025" in said
    assert "tariffs of 100 % on Chinese goods, from 1 November 2025" in said


def test_the_framework_of_june_is_told_once_in_either_month() -> None:
    """In June it leads; in October, when a round leads, it stands with what was never concluded."""
    title, told = (
        " AGREEMENTS NOT YET CONCLUDED ",
        "The London framework was agreed in principle on 11 June 2025",
    )
    assert title in brief(OCTOBER) and title not in brief(JUNE)
    assert brief(OCTOBER).count(told) == brief(JUNE).count(told) == 1


def test_june_tells_in_which_words_the_measures_are_to_come_off() -> None:
    """The words of the Commerce Secretary stand under what the US is to do."""
    assert "balanced way" in brief(JUNE)


def test_what_is_only_mentioned_is_not_in_the_briefing() -> None:
    """A rate in passing and a pair of parties of which one claim speaks are left to the lists."""
    said = brief(JUNE)
    in_force = said[said.index(" IN FORCE ") : said.index(" DUE ")]
    assert "the UK" not in in_force
    assert in_force.count("(one report)") <= 6
