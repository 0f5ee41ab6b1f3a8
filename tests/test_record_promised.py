"""What is promised in a clause binds; what others do, or what was done, does not."""

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
        "Canada's minister is sure that Mexico will lift its duty on wheat.",
        "Canada's minister trusts that Mexico will lift its duty on wheat.",
        "Canada promised Mexico that beef would be discussed.",
        "Canada was promised that the weather would be good for wheat.",
        "Canada promised Mexico that it had opened its dairy market.",
    ],
)
def test_no_promise_of_an_act(text: str) -> None:
    """What others do, or what was done, is not what the party will do."""
    assert kind_of("commitment", text) == []
