"""Measures and accusations by construction: one sentence each, of two states that quarrel."""

from __future__ import annotations

import pytest
from prose import claims_of

from parley.model import Claim

OPENING = "Peru and Chile quarrel over trade."


def told(sentence: str) -> list[Claim]:
    """The measures and accusations of a sentence in an article about Peru and Chile."""
    return [c for c in claims_of(OPENING, sentence) if c.kind in ("measure", "accusation")]


@pytest.mark.parametrize(
    ("sentence", "instrument", "action"),
    [
        # Which way goods are kept from going, by what stands behind the noun, wherever the parser hangs it.
        ("Peru imposed restrictions on imports of Chilean apples.", "import_ban", "imposed"),
        ("Peru lifted curbs on the import of apples from Chile.", "import_ban", "lifted"),
        ("Peru imposed import limits on Chilean apples.", "import_ban", "imposed"),
        ("Peru imposed limits on the export of tin.", "export_control", "imposed"),
        ("Peru lifted its prohibition on Chilean apples.", "import_ban", "lifted"),
        ("Peru imposed a moratorium on Chilean apples.", "import_ban", "imposed"),
        ("Peru imposed a moratorium on tin exports.", "export_ban", "imposed"),
        ("Chilean apples will be prevented from entering Peru.", "import_ban", "imposed"),
        # Lifted to a place is lifted, to a rate is raised.
        ("Peru lifted its ban on tin exports to Chile.", "export_ban", "lifted"),
        ("Peru lifted its duty on apples to 15%.", "tariff", "raised"),
        ("Peru set a quota of 10,000 tonnes on tin exports.", "quota", "imposed"),
        ("Peru imposed an annual cap of 10,000 tonnes on apple imports.", "quota", "imposed"),
        ("Peru stripped Chile of its preferential tariff status.", "tariff_exclusion", "lifted"),
        ("Peru closed the investigation into Chilean apples.", "investigation", "lifted"),
        ("Peru imposed limits on the volume of apple imports.", "quota", "imposed"),
        ("Peru already levies a 10% duty on Chilean apples.", "tariff", "kept"),
        ("Peru levied a 10% duty on Chilean apples.", "tariff", "imposed"),
        ("Under the proposal, Chilean apples would face a duty of 10% in Peru.", "tariff", "considered"),
    ],
)
def test_measures_by_construction(sentence: str, instrument: str, action: str) -> None:
    """Instrument and action follow the construction, not the particular goods."""
    assert [(c.instrument, c.action, c.actors) for c in told(sentence)] == [(instrument, action, ("PE",))]


@pytest.mark.parametrize(
    "sentence",
    [
        "Peru capped prices of apples at 10 soles.",
        "Peru wants to prevent its apples from rotting.",
        "Peru lifted its flag in Chile.",
    ],
)
def test_likenesses_tell_no_measure(sentence: str) -> None:
    """What is capped, prevented or lifted must be trade or a measure on it."""
    assert told(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Peru complained to the WTO about Chile's duty.",
        "Peru charged that Chile had manipulated its currency.",
        "Peru said Chile's duty violates WTO rules.",
    ],
)
def test_accusations_by_construction(sentence: str) -> None:
    """Who complains or charges accuses the other side."""
    assert [(c.kind, c.actors, c.targets) for c in told(sentence)] == [("accusation", ("PE",), ("CL",))]


def test_complaints_elsewhere_accuse_nobody() -> None:
    """A complaint to one's own chamber, or a charge that is paid, is no accusation."""
    assert told("Peru's growers complained to their chamber about the weather.") == []
    assert told("Peru charged visitors a fee.") == []


@pytest.mark.parametrize(
    ("sentence", "action", "day"),
    [
        ("Talks between Peru and Chile are due to resume on Friday.", "planned", "2025-06-13"),
        ("Talks between Peru and Chile are likely to begin on Friday.", "planned", "2025-06-13"),
        ("Talks between Peru and Chile are due on Friday.", "planned", "2025-06-13"),
        ("Peru's trade minister travels to Santiago on Friday for talks.", "planned", "2025-06-13"),
        ("Peru's trade minister travelled to Santiago on Friday for talks.", "held", "2025-06-06"),
        ("Talks between Peru and Chile ended on Friday.", "held", "2025-06-06"),
    ],
)
def test_meetings_to_come_by_adjective_and_present(sentence: str, action: str, day: str) -> None:
    """What is due or likely, and a journey told in the present, lies ahead; so does its weekday."""
    met = [c for c in claims_of(OPENING, sentence) if c.kind == "meeting"]
    assert [(c.action, c.date and c.date.start) for c in met] == [(action, day)]
