"""A claim seen as a mention: what is alike in all that tells things apart is one mention."""

from __future__ import annotations

from builders import article, claim

from parley.resolve.mentions import mentions
from parley.resolve.voices import context


def test_of_equal_features_there_is_one_mention() -> None:
    """Claims of two articles that tell the same of a thing have one; another day makes another."""
    told = [
        claim("measure", "imposed", article=f"{page}/0", actors=("PE",), targets=("CL",), on=day, known=known)
        for page, day, known in (
            ("p1", "2025-04-02", "2025-04-03"),
            ("p2", "2025-04-02", "2025-04-03"),
            ("p3", "2025-04-09", "2025-04-10"),
        )
    ]
    pages = [article(c.article.partition("/")[0], c.known) for c in told]
    first = mentions(told, context(told, pages, ()))
    assert sorted(len(group) for group in first.values()) == [1, 2]
    again = mentions(told, context(told, pages, ()))
    assert {id(m) for m in first} == {id(m) for m in again}
