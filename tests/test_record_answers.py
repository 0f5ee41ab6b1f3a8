"""Answers to a measure, orders to one's own staff, reliefs told or refused: measures no noun names."""

from __future__ import annotations

import pytest
from prose import reading_of

from parley.record.draft import finish
from parley.record.measures import find_measures


def measures(text: str) -> list[str]:
    """The measures of a text: actors, instrument, action."""
    reading = reading_of(text)
    found = (finish(reading, draft) for draft in find_measures(reading))
    return [f"{'+'.join(c.actors)} {c.instrument} {c.action}" for c in found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Peru will retaliate if Chile goes ahead with its levy on copper.", "PE other threatened"),
        ("Norway promised a firm response to the Peruvian duties.", "NO other threatened"),
        ("Norway vowed to respond to the tariffs in a proportionate way.", "NO other threatened"),
        ("Peru threatened a tough response.", "PE other threatened"),
        ("Switzerland decided against countermeasures to the US duties.", "CH other denied"),
        ("Kenya taxed tin from Peru at 9% and refused to exempt Chile from the duty.",
         "KE tariff_exclusion denied"),
        ("Norway said that no duty will be charged on Peruvian tin before November 3.", "NO tariff delayed"),
        ("Modi told his trade secretary to open an investigation into imports of Kenyan tea.",
         "IN investigation imposed"),
        ("Kenya put duties of 20% on tin from Peru. Cocoa and coffee are spared, for now.",
         "KE tariff_exclusion announced"),
        ("Kenya put duties of 20% on tin from Peru. Copper was left out of the tariffs.",
         "KE tariff_exclusion announced"),
        ("Norway released details of the export restrictions on krill.", "NO export_control announced"),
    ],
)  # fmt: skip
def test_an_answer_an_order_or_a_relief_is_a_measure(text: str, wanted: str) -> None:
    """What it will be may be open: who answers, orders, spares or refuses is told."""
    assert wanted in measures(text), measures(text)


@pytest.mark.parametrize(
    "text",
    [
        "The ministry did not respond to a request for comment on the duties.",
        "The market's response to the tariffs was muted.",
        "Makers urged Norway to open an investigation into imports of Kenyan tea.",
        "Peru was left out of the talks.",
        "Details of the trip were released by Norway.",
    ],
)
def test_replies_and_wishes_are_none(text: str) -> None:
    """An answer to the press, a market's reaction or a wish of firms is no measure."""
    assert measures(text) == []
