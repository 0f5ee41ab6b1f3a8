"""What is promised in a clause binds; what a party says that it will not lay is denied."""

from __future__ import annotations

import pytest
from prose import kind_of


@pytest.mark.parametrize(
    "text",
    [
        "Canada promised Mexico that it would open its dairy market.",
        "Canada assured Mexico that it would open its dairy market to cheese.",
        "Canada promised that it would lift its ban on Mexican beef.",
    ],
)
def test_promises_in_a_clause(text: str) -> None:
    """ "promised X that it would" binds as "promised to" does."""
    assert [(c.actors, c.action) for c in kind_of("commitment", text)] == [(("CA",), "pledged")]


@pytest.mark.parametrize(
    "text",
    [
        "Canada promised Mexico that beef would be discussed.",
        "Canada was promised that the weather would be good for wheat.",
        "Canada promised Mexico that it had opened its dairy market.",
    ],
)
def test_no_promise_of_an_act(text: str) -> None:
    """What others do, or what was done, is not what the party will do."""
    assert kind_of("commitment", text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Canada will not impose retaliatory tariffs on Mexico.",
        "Mark Carney said Canada would not impose tariffs on Mexico.",
        "Canada will not raise its duty on Mexican beef.",
    ],
)
def test_duties_that_will_not_come(text: str) -> None:
    """A party that says it will not lay or raise a duty denies it."""
    assert [(c.actors, c.action) for c in kind_of("measure", text)] == [(("CA",), "denied")]


@pytest.mark.parametrize(
    "text",
    [
        "Canada will not impose tariffs on Mexico if a deal is reached.",
        "Canada may not impose tariffs on Mexico.",
    ],
)
def test_conditions_deny_nothing(text: str) -> None:
    """Under a condition, or where it only may be so, nothing is denied."""
    assert "denied" not in [c.action for c in kind_of("measure", text)]
