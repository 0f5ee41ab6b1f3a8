"""The dossier of the US-China dispute: its rates on every day, its traps, and the five real pages on top."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from demo_run import demo
from dossier_ledger import books, claims_of
from gold_input import GOLD, SHARED, seeds

from parley import dossiers
from parley.duties import Schedule, Trade
from parley.model import Entry, State
from parley.moments import standing
from parley.record.dossier_form import Dossier
from parley.resolve import at, resolve
from parley.store import open_store

# The additional US duties of 2025 and 2026 on a good that no list or exemption names, from each day on.
LADDER: list[tuple[str, dict[str, float]]] = [
    ("2025-02-01", {}),
    ("2025-02-04", {"fentanyl": 10}),
    ("2025-03-04", {"fentanyl": 20}),
    ("2025-04-05", {"fentanyl": 20, "reciprocal": 10}),
    ("2025-04-09", {"fentanyl": 20, "reciprocal": 84}),
    ("2025-04-10", {"fentanyl": 20, "reciprocal": 125}),
    ("2025-05-14", {"fentanyl": 20, "reciprocal": 10}),
    ("2025-11-10", {"fentanyl": 10, "reciprocal": 10}),
    ("2026-02-24", {"Section 122": 10}),
    ("2026-07-24", {"forced labour": 12.5}),
]
FIRST, LAST = date(2025, 2, 1), date(2026, 11, 22)
TOYS = Trade("950300", "CN", "US")


@cache
def dossier() -> Dossier:
    (found,) = [d for d in dossiers.shipped() if d.id == "us-china"]
    return found


def days() -> Iterator[str]:
    for n in range((LAST - FIRST).days + 1):
        yield (FIRST + timedelta(n)).isoformat()


@cache
def charged(day: str, trade: Trade = TOYS, known: str | None = None) -> dict[str, float | None]:
    entries = books().view(known).entries.values()
    found = Schedule(entries, (dossier(),), day).on(trade)
    return {d.programme: d.rate for d in found if d.counted}


def state(entry: str, day: str, known: str | None = None) -> State:
    found = standing(books().entry(entry, known), day)
    assert found is not None
    return found


def test_on_every_day_the_duties_are_those_of_the_ladder() -> None:
    """On each of 660 days every programme has its rate, and there is no other."""
    for day in days():
        want = next(rates for since, rates in reversed(LADDER) if since <= day)
        assert charged(day) == want, day


def test_the_total_that_is_told_is_the_sum_of_the_ladder() -> None:
    """On every day since somebody told a total; it goes on when one programme takes the place of another."""
    total = books().view(None).entries["us-tariff-total-cn-2025-04"]
    for day in (d for d in days() if d >= "2025-04-09"):
        want = next(rates for since, rates in reversed(LADDER) if since <= day)
        (held,) = [s for s in total.states if s.believed() and s.holds(day)]
        assert held.rate == sum(rate or 0 for rate in want.values()), day


@pytest.mark.skipif(
    not (SHARED / "reference" / "chronology.yaml").exists(), reason="no shared chronology here"
)
def test_on_every_day_the_duties_are_those_of_the_chronology() -> None:
    """The same against the chronology itself, programme by programme and as a sum."""
    yaml = pytest.importorskip("yaml")
    text = (SHARED / "reference" / "chronology.yaml").read_text("utf-8")
    ladder: list[dict[str, Any]] = yaml.safe_load(text)["rate_ladder"]["us_on_china"]
    names = {"section_122": "Section 122", "section_301_forced_labour": "forced labour"}
    for day in days():
        row = next((r for r in ladder if r["from"] <= day and (r["to"] is None or day <= r["to"])), {})
        programmes = ("fentanyl", "reciprocal", "section_122", "section_301_forced_labour")
        want = {names.get(p, p): row[p] for p in programmes if row.get(p)}
        found = charged(day)
        assert found == want, day
        assert sum(rate or 0 for rate in found.values()) == row.get("sum", 0), day


def test_every_fact_has_words_a_source_and_a_day_on_which_it_was_known() -> None:
    """No fact stands on nothing, none was known before it was announced, none is of after the compiling."""
    for entry in dossier().entries:
        for fact in entry.facts:
            assert fact.text and fact.sources, entry.id
            assert fact.known <= dossier().compiled, entry.id
            early = (fact.announced or fact.known) < fact.when.start[:10]
            assert not early or fact.announced or fact.action in ("announced", "threatened", "planned"), (
                fact.text
            )


def test_each_entry_of_the_dossier_is_one_of_the_ledger() -> None:
    """Ids are those of the file, and nothing but the disputes between parties is added."""
    held = books().view(None).entries
    assert {e.id for e in dossier().entries} == {i for i, e in held.items() if e.kind != "dispute"}


TRAPS = [
    # Geneva runs from 14 May, so 90 days end on 12 August, not on the 10th or 14th.
    ("us-cn-geneva-truce-2025-05", "2025-07-01", "2025-07-01", "in force", "2025-08-12"),
    ("us-cn-geneva-truce-2025-05", "2025-09-01", "2025-09-01", "extended", "2025-11-10"),
    # Seven elements of April stay, five of October rest.
    ("cn-export-licensing-rare-earths-2025-04", "2025-11-20", None, "in force", None),
    ("cn-export-control-rare-earths-2025-10", "2025-11-20", None, "suspended", "2026-11-10"),
    # Gallium, germanium and antimony rest until the 27th, the rule on affiliates until the 9th.
    ("cn-export-ban-gallium-2024-12", "2026-11-22", None, "suspended", "2026-11-27"),
    ("us-entity-listing-affiliates-rule-2025-09", "2026-11-09", None, "suspended", "2026-11-09"),
    # Threatened and never done.
    ("us-tariff-100pc-cn-2025-10", "2025-12-01", None, "passed", None),
    ("us-tariff-worldwide-15pc-2026-02", "2026-03-01", None, "threatened", None),
    # Void in law on the 20th, collected until the 23rd.
    ("us-tariff-fentanyl-cn-2025-02", "2026-02-21", None, "struck down", "2026-02-24T00:00-05:00"),
    ("us-tariff-fentanyl-cn-2025-02", "2026-02-24", None, "lifted", None),
    # The surcharge has its last day on the 23rd.
    ("us-tariff-section-122-2026-02", "2026-07-23", None, "in force", "2026-07-24T00:01-04:00"),
    ("us-tariff-section-122-2026-02", "2026-07-24", None, "expired", None),
    # Nobody knows what followed on 10 November 2026.
    ("cn-tariff-reciprocal-us-2025-04", "2026-11-22", None, "lapsed", None),
    ("us-cn-geneva-truce-2025-05", "2026-11-22", None, "expired", None),
    # Signed on the 24th by the American account, known two days later; confirmed by China on the 27th.
    ("us-cn-london-framework-2025-06", "2025-06-25", "2025-06-25", "awaiting approval", None),
    ("us-cn-london-framework-2025-06", "2025-06-25", "2025-06-26", "signed", None),
]


@pytest.mark.parametrize(("entry", "day", "known", "status", "until"), TRAPS)
def test_the_traps_are_respected(
    entry: str, day: str, known: str | None, status: str, until: str | None
) -> None:
    """Statuses and ends where other accounts go wrong."""
    found = state(entry, day, known)
    assert found.status == status
    assert (found.until.start if found.until else None) == until or status == "expired"


def test_what_is_announced_is_not_charged_and_not_known_before() -> None:
    """The 34 % of April 2025 never applied; on 3 April 10 % were to come, and nobody knew of 84 or 125."""
    assert charged("2025-04-04", known="2025-04-03") == {"fentanyl": 20}
    assert charged("2025-04-08", known="2025-04-03") == {"fentanyl": 20, "reciprocal": 0}
    assert all(charged(day).get("reciprocal") != 34 for day in days())
    reciprocal = books().entry("us-tariff-reciprocal-cn-2025-04", "2025-04-03")
    assert {s.rate for s in reciprocal.states} <= {10, 34}


def test_a_sum_is_no_duty() -> None:
    """145 is told as a total and never added to its parts."""
    assert state("us-tariff-total-cn-2025-04", "2025-04-20").rate == 145
    assert sum(rate or 0 for rate in charged("2025-04-20").values()) == 145


def test_chinas_duties_are_those_of_the_chronology() -> None:
    """All American goods, coal and soybeans, at the marks of 2025 and 2026."""
    lines = {"all": "950300", "coal": "270112", "soybeans": "120190"}
    want = {
        "2025-02-09": {"all": 0, "coal": 0, "soybeans": 0},
        "2025-02-10": {"all": 0, "coal": 15, "soybeans": 0},
        "2025-03-10": {"all": 0, "coal": 15, "soybeans": 10},
        "2025-04-10": {"all": 84, "coal": 99, "soybeans": 94},
        "2025-04-12": {"all": 125, "coal": 140, "soybeans": 135},
        "2025-05-14": {"all": 10, "coal": 25, "soybeans": 20},
        "2025-11-10": {"all": 10, "coal": 25, "soybeans": 10},
    }
    for day, sums in want.items():
        for name, total in sums.items():
            found = charged(day, Trade(lines[name], "US", "CN"))
            assert sum(rate or 0 for rate in found.values()) == total, (day, name)


def text_of_shipped() -> str:
    return (Path(dossiers.__file__).parent / "acquire" / "dossiers" / "us-china.toml").read_text("utf-8")


@cache
def on_top() -> dict[str, Entry]:
    """The dossier with the annotated claims of the five pages on top."""
    claims, articles = claims_of(text_of_shipped())
    news, pages = seeds()
    return {e.id: e for e in resolve((*claims, *news), (*articles, *pages), ())}


@pytest.mark.skipif(not (GOLD / "seeds.jsonl").exists(), reason="no shared annotated claims here")
@pytest.mark.parametrize(
    "entry",
    [
        "us-cn-geneva-truce-2025-05",
        "us-cn-london-framework-2025-06",
        "us-cn-talks-geneva-2025-05",
        "us-cn-talks-london-2025-06",
        "us-cn-talks-kuala-lumpur-2025-10",
        "us-cn-leaders-call-2025-06",
        "us-cn-leaders-meeting-busan-2025-10",
        "us-tariff-100pc-cn-2025-10",
        "us-export-control-chip-design-software-2025-05",
        "cn-export-licensing-rare-earths-2025-04",
        "cn-exports-us-2025-05",
    ],
)
def test_the_real_pages_join_the_entries_of_the_dossier(entry: str) -> None:
    """What the pages tell of the same thing is in the dossier's entry, and in no second one."""
    facts = {c.id for c in claims_of_shipped()}
    assert facts & set(on_top()[entry].claims)
    assert set(on_top()[entry].claims) - facts


@pytest.mark.skipif(not (GOLD / "seeds.jsonl").exists(), reason="no shared annotated claims here")
def test_the_real_pages_make_no_second_deal_or_round() -> None:
    """Beside the dossier's there is no deal or round of the two parties but those that it does not tell."""
    own = {e.id for e in dossier().entries}
    second = [
        e.id
        for e in on_top().values()
        if e.kind in ("agreement", "round") and set(e.actors) == {"US", "CN"} and e.id not in own
    ]
    assert second == []


@pytest.mark.skipif(not (GOLD / "seeds.jsonl").exists(), reason="no shared annotated claims here")
def test_the_real_pages_move_no_rate_of_the_dossier() -> None:
    """With the news on top the ladder is what it was."""
    for day in days():
        found = Schedule(on_top().values(), (dossier(),), day).on(TOYS)
        want = next(rates for since, rates in reversed(LADDER) if since <= day)
        assert {d.programme: d.rate for d in found if d.counted} == want, day


def test_the_sample_coverage_moves_no_rate_and_joins_the_deals() -> None:
    """The invented pages on top: the ladder is what it was, and the deals are the dossier's."""
    with open_store(demo()[1], create=False) as store:
        news, pages, edges = store.claims(), store.articles(), store.edges()
    claims, articles = claims_of(text_of_shipped())
    found = {e.id: e for e in resolve((*claims, *news), (*articles, *pages), edges)}
    told = {c.id for c in news}
    for deal in ("us-cn-geneva-truce-2025-05", "us-cn-london-framework-2025-06"):
        assert told & set(found[deal].claims), deal
    for day in list(days())[::7]:
        charges = Schedule(found.values(), (dossier(),), day).on(TOYS)
        want = next(rates for since, rates in reversed(LADDER) if since <= day)
        assert {d.programme: d.rate for d in charges if d.counted} == want, day


@cache
def claims_of_shipped() -> tuple[Any, ...]:
    return claims_of(text_of_shipped())[0]


@pytest.mark.skipif(not (GOLD / "seeds.jsonl").exists(), reason="no shared annotated claims here")
def test_news_known_before_the_dossiers_fact_counts_till_then() -> None:
    """On 11 June 2025 the London framework waits for approval; the signing is not known."""
    found = at(list(on_top().values()), "2025-06-12", "2025-06-12")["us-cn-london-framework-2025-06"]
    assert found and found.status == "awaiting approval"
