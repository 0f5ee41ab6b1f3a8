"""Where only a part of a large ledger is read, the answer is the one that all of it gives."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from builders import article, claim
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_builders import new_ledger
from test_settling import DAYS, coverage, record

from parley import answers
from parley.ledger import Ledger
from parley.model import Article, Claim
from parley.store import Hit, Store, Wanted
from parley.write import Ask, What

ASKED = (
    Wanted("duty"),
    Wanted("duty steel"),
    Wanted("-steel"),
    Wanted("", party="CN"),
    Wanted("duty", kind="measure"),
    Wanted("", since="2025-04-01", until="2025-06-30"),
    Wanted("duty", until="2025-05-30"),
    Wanted("nothing of the kind"),
)


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(coverage(), st.sampled_from(DAYS), st.sampled_from((None, *DAYS)))
def test_a_briefing_reads_less_and_says_the_same(
    told: list[tuple[Article, tuple[Claim, ...]]], day: str, since: str | None
) -> None:
    """Of a dispute it reads only what stands, or stood lately: no line is lost by it, and none is another."""
    with (
        TemporaryDirectory() as folder,
        new_ledger(Path(folder)) as store,
        pytest.MonkeyPatch.context() as patch,
    ):
        record(store, told)
        asks = [Ask(day, dispute=dispute, since=since) for dispute in ("us-china", "eu-us", "china-eu")]
        whats: tuple[What, ...] = ("brief", "headline", "board")
        less = [answers.document(what, ask, Ledger(store)) for what in whats for ask in asks]
        patch.setattr(answers, "BRIEFED", frozenset())
        assert [answers.document(what, ask, Ledger(store)) for what in whats for ask in asks] == less


def test_a_briefing_reads_fewer_verdicts(tmp_path: Path) -> None:
    """What was given up long before is not read; what stands, and what stood a week before, is."""
    days = ("2025-03-02", "2025-04-09", "2025-05-21", "2025-06-20")
    actions = ("announced", "imposed", "suspended", "imposed")
    with new_ledger(tmp_path) as store:
        for page, (day, action) in enumerate(zip(days, actions, strict=True)):
            one = claim("measure", action, article=f"p{page}/0", known=day, on=day, actors=("US",),
                        targets=("CN",), goods=("steel",), instrument="tariff")  # fmt: skip
            record(store, [(article(f"p{page}", day), (one,))])
        ledger = Ledger(store)
        every = ledger.dispute("us-china", "2025-06-22")
        told = ledger.dispute("us-china", "2025-06-22", since="2025-06-15")
        assert every is not None
        assert told is not None
        assert told.view.verdicts.items() <= every.view.verdicts.items()
        assert {v.state.status for v in told.view.assessment.verdicts} == {"in force", "suspended"}
        assert len(told.view.verdicts) < len(every.view.verdicts)


def test_a_page_of_many_answers_is_a_page_of_all(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where few are looked up the newest, and how many there are, are as where all are."""
    goods = ("steel", "wine", "tin")
    for page, day in enumerate(DAYS):
        claims = [
            claim("measure", "imposed", article=f"p{page}/0", known=day, on=day, actors=("US",),
                  targets=("CN",), goods=(good,), words=f"a duty on {good} " + "again " * (page % 3))
            for good in goods
        ]  # fmt: skip
        record(store, [(article(f"p{page}", day), tuple(claims))])
    pages = [(limit, start) for limit in (1, 3, 50) for start in (0, 2, 20, 100)]

    def found() -> list[tuple[int, tuple[Hit, ...]]]:
        every = [replace(wanted, order="newest") for wanted in ASKED]
        return [store.search(wanted, *page) for wanted in every for page in pages]

    plainly = found()
    monkeypatch.setattr("parley.store.search._FEW", 2)
    for windows in ((1, 3), (2, 50), ()):
        monkeypatch.setattr("parley.store.search._WINDOWS", windows)
        assert found() == plainly
    assert any(hits for _, hits in plainly)


def test_of_many_answers_the_newest_come_first_and_are_not_all_counted(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever order is asked for; days that leave few of them are ranked and counted as always."""
    for page, day in enumerate(DAYS):
        words = "a duty on wine " + "duty " * (page % 3)
        one = claim(
            "measure", "imposed", article=f"p{page}/0", known=day, on=day, actors=("US",), words=words
        )
        record(store, [(article(f"p{page}", day), (one,))])
    duty, late = Wanted("duty", "claim"), Wanted("duty", "claim", since=DAYS[-3])
    assert len(DAYS) > 4
    plainly, ranked = store.search(replace(duty, order="newest"), 2), store.search(late, 9)
    monkeypatch.setattr("parley.store.search.MANY", 3)
    assert store.search(duty, 1) == (4, plainly[1][:1])
    assert store.search(duty, 1, 1) == (5, plainly[1][1:])
    assert store.search(late, 9) == ranked and ranked[0] == 3
