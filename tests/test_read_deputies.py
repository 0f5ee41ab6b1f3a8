"""Deputies bear the title of an office that another holds."""

from __future__ import annotations

import pytest
from prose import claims_of

from parley.resolve.register import misnamed

OPENING = "The US and China quarrel over trade."


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("The deputy Treasury secretary said the list was long.", "anonymous"),
        ("The assistant secretary of state said the list was long.", "anonymous"),
        ("Deputy Treasury Secretary Ann Lowe said the list was long.", "Ann Lowe"),
        ("The Treasury secretary said the list was long.", "Scott Bessent"),
        ("Treasury Secretary Scott Bessent said the list was long.", "Scott Bessent"),
    ],
)
def test_speaker(sentence: str, speaker: str) -> None:
    """The holder of an office does not speak where his deputy does."""
    assert [(c.speaker, c.actors) for c in claims_of(OPENING, sentence)] == [(speaker, ("US",))]


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("Under Secretary of Commerce Jeffrey Kessler spoke.", 0),
        ("Deputy Treasury Secretary Jeffrey Kessler spoke.", 0),
        ("Secretary of Commerce Jeffrey Kessler spoke.", 1),
    ],
)
def test_register(words: str, wrong: int) -> None:
    """A deputy clashes with no register; one who is given the office itself does."""
    assert len(list(misnamed(words, "2025-06-11"))) == wrong


def test_roles() -> None:
    """A claim says of nobody that he holds the office of which he is a deputy."""
    told = claims_of(OPENING, "Jeffrey Kessler, the Under Secretary of Commerce for Industry, said it would.")
    assert [c.roles for c in told] == [()]
