"""What is remembered of articles from one working in of news to the next."""

from __future__ import annotations

from builders import article, claim

from parley.model import Article, Claim
from parley.resolve.part import prepared
from parley.resolve.voices import Context
from parley.shelves import Known, Prepared
from parley.weigh.evidence import evidence

TABLES = ("known", "speakers", "pairs", "ends", "beside", "deals", "official", "mentioned", "happened")


def of(page: str, *, counted: bool = True, lasts: bool = True) -> Prepared:
    """An article with a measure; where that does not count weighing looks at it all the same."""
    made: Article = article(page, "2025-04-02")
    own: Claim = claim("measure", "imposed", article=f"{page}/0", actors=("PE",), targets=("CL",))
    told, about = prepared([own] if counted else [], [made], ())
    return Prepared(made, (own,), {c.id: c for c in told}, about, evidence([own], [made], ()), lasts)


def rows(about: Context) -> int:
    return sum(len(getattr(about, name)) for name in TABLES)


def test_articles_that_are_dropped_leave_nothing_behind() -> None:
    """Their claims, and all that was known of them, go; what is known of others stays."""
    known = Known()
    known.put("p1/0", of("p1"))
    before = (dict(known.told), rows(known.about), rows(known.weighed))
    known.put("p2/0", of("p2", counted=False))
    assert len(known.told) == 1
    assert rows(known.weighed) > before[2]
    known.drop(["p2/0", "p3/0"])
    assert (known.told, rows(known.about), rows(known.weighed)) == before
    known.drop(["p1/0"])
    assert (known.told, rows(known.about), rows(known.weighed)) == ({}, 0, 0)


def test_what_does_not_last_goes_and_then_what_was_put_first() -> None:
    """An article without a date is prepared anew each time; of others at most so many are kept."""
    known = Known(2)
    for page, lasts in (("p1", True), ("p2", False), ("p3", True), ("p4", True)):
        known.put(f"{page}/0", of(page, lasts=lasts))
    known.tidy()
    assert list(known.articles) == ["p3/0", "p4/0"]
    assert len(known.told) == 2
