"""Entries that a list would tell in the same words are told once, with how many more there are."""

from __future__ import annotations

import pytest
from builders import article, claim
from test_settling import record

from parley import answers
from parley.ledger import Ledger
from parley.model import Verdict
from parley.store import Store
from parley.write import Ask, What
from parley.write.lines import Desk

DUTY = {"instrument": "tariff", "actors": ("US",), "targets": ("CN",), "expires": "2025-09-01"}


def told(store: Store) -> Ledger:
    """Three duties on different goods."""
    goods = ((("steel",), "2025-06-02"), (("copper",), "2025-06-02"), (("wine",), "2025-06-20"))
    pages = [
        (page, claim("measure", "suspended", article=f"{page}/0", known=day, on=day, goods=what, **DUTY))
        for page, (what, day) in zip("abc", goods, strict=True)
    ]
    record(store, [(article(page, one.known or ""), (one,)) for page, one in pages])
    return Ledger(store)


def but_copper(desk: Desk, verdict: Verdict) -> tuple[object, ...]:
    """As if lines told nothing but whether it is copper."""
    return ("copper" in desk.entry(verdict).goods,)


def alike(books: Ledger) -> dict[str, str]:
    """For each name of an entry in the state of play what its line says behind."""
    ask = Ask("2025-07-01", dispute="us-china", fold=True)
    (found,) = answers.document("state", ask, books).sections
    return {line.entry or "": line.tail for line in found.lines}


def test_what_a_line_tells_apart_stays_apart(store: Store) -> None:
    """Other goods, or another day, are another line."""
    assert len(alike(told(store))) == 3
    assert not any("alike" in tail for tail in alike(told(store)).values())


def test_what_nothing_tells_apart_is_one_line(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Entries of one text are one line with a count; for programs each stays a line of its own."""
    books = told(store)
    monkeypatch.setattr("parley.write.alike._told", but_copper)
    assert sorted(tail.partition("; ")[2] for tail in alike(books).values()) == ["", "1 more told alike"]
    whole = answers.document("state", Ask("2025-07-01", dispute="us-china"), books)
    assert sum(len(part.lines) for part in whole.sections) == 3
    texts: tuple[What, ...] = ("brief", "board")
    for what in texts:
        made = answers.document(what, Ask("2025-07-01", dispute="us-china"), books)
        tails = [line.tail for part in made.sections for line in part.lines]
        assert sum(tail.endswith("1 more told alike") for tail in tails) == 2, what


def test_a_page_of_folded_lines_is_counted_folded(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts of a list, and how many lines there are, go by the lines that are shown."""
    books = told(store)
    monkeypatch.setattr("parley.write.alike._told", but_copper)
    asked = [
        Ask("2025-07-01", dispute="us-china", fold=True, newest=True, start=n, most=1) for n in (0, 1, 2)
    ]
    lists: tuple[What, ...] = ("state", "deadlines")
    for what in lists:
        made = [answers.document(what, ask, books) for ask in asked]
        assert [one.total for one in made] == [2, 2, 2]
        assert [sum(len(s.lines) for s in one.sections) for one in made] == [1, 1, 0]
