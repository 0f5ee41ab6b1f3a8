"""Acts that are named but not done: what is held from, not assured, a mere task, or told of former times."""

from __future__ import annotations

import pytest
from prose import claims_of

OPENING = "Peru and Chile quarrel over trade."


def told(sentence: str) -> list[tuple[str | None, str | None]]:
    """Instrument and action of the measures of a sentence."""
    return [(c.instrument, c.action) for c in claims_of(OPENING, sentence) if c.kind == "measure"]


@pytest.mark.parametrize(
    "sentence",
    [
        "The clause does not guarantee that Peru will hold off on taxing Chilean apples.",
        "The text is no guarantee that Peru will lift its duty on apples.",
        "Being spared the duty on apples was a wish of Chile.",
        "Getting the duty lifted was one of Chile's demands.",
        "The bureau, an office tasked with enforcing export controls, announced the step.",
        "Refunds of the duties collected on those apples may follow.",
        "The duties collected so far will be returned in full.",
        "Importers may need a refund of duties collected while the levy was charged.",
        "Peru collected $3bn in duties on Chilean apples last year.",
        "He blasted the court's decision on tariffs issued yesterday.",
        "Chile had faced a duty of 10% on apples until last month.",
        "Companies are added to the entity list by a committee of ministries.",
        "The Chilean minister said that he was shocked at his country's tariff rate of 36%.",
    ],
)
def test_unreal(sentence: str) -> None:
    """Nothing was done to a measure, so none is told."""
    assert told(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "instrument", "action"),
    [
        ("Peru has refrained from hitting Chile with punitive tariffs.", "tariff", "denied"),
        ("Peru refrained from imposing tariffs on Chilean apples.", "tariff", "denied"),
        ("Peru stopped short of banning Chilean apples.", "import_ban", "denied"),
        ("Peru shied away from imposing sanctions on Chile.", "sanction", "denied"),
        # Near ones that were done, or will be.
        ("Lima began collecting the duty on Chilean apples on Monday.", "tariff", "imposed"),
        ("Peru imposed a 10% duty on apples collected in Chile.", "tariff", "imposed"),
        ("Peru will collect duties on Chilean apples.", "tariff", "imposed"),
        ("Chile faces a duty of 10% on apples.", "tariff", "kept"),
        ("Two Chilean firms were added to the entity list by Peru.", "entity_listing", "imposed"),
        ("Two Chilean firms are being added to the entity list by Peru.", "entity_listing", "imposed"),
        ("Chilean firms are added to the entity list by Peru's ministry.", "entity_listing", "imposed"),
        ("Peru conducted an investigation into Chilean apples.", "investigation", "imposed"),
        ("Peru issued a ban on Chilean apples.", "import_ban", "imposed"),
        (
            "Peru decided to stop the anti-dumping investigation into Chilean apples.",
            "investigation",
            "lifted",
        ),
        ("Peru has decided to end the probe into Chilean apples.", "investigation", "lifted"),
        ("Peru will drop its inquiry into Chilean apples.", "investigation", "lifted"),
        ("Peru discontinued the investigation into Chilean apples.", "investigation", "lifted"),
        ("Peru will open an investigation into Chilean apples.", "investigation", "imposed"),
        ("Peru will lift its ban on tin exports while introducing a quota on copper.", "quota", "imposed"),
    ],
)
def test_done_or_declined(sentence: str, instrument: str, action: str) -> None:
    """What is declined is denied; what only looks alike is told as it was done."""
    assert told(sentence) == [(instrument, action)]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        (
            "Peru has tried to protect its mills by imposing duties on Chilean steel.",
            [("tariff", "imposed")],
        ),
        ("Peru attempted to help its growers by banning Chilean apples.", [("import_ban", "imposed")]),
        ("Peru is trying to protect its mills by imposing duties on Chilean steel.", []),
        ("Peru could answer by taxing Chilean steel.", [("tariff", "considered")]),
    ],
)
def test_means(sentence: str, wanted: list[tuple[str, str]]) -> None:
    """The means to an end that was tried were used; those to one that lies ahead were not."""
    assert told(sentence) == wanted


@pytest.mark.parametrize(
    ("first", "action"),
    [
        ("Peru scrapped its duty on Chilean steel.", "lifted"),
        ("Peru cut its duty on Chilean steel to 5%.", "lowered"),
        ("Peru imposed a duty on Chilean steel.", "imposed"),
    ],
)
def test_relief_takes_effect(first: str, action: str) -> None:
    """An order told after a relief is that relief, and no new duty."""
    claims = claims_of(OPENING, first, "The order applies to shipments from 13 May.")
    assert [c.action for c in claims if c.kind == "measure"] == [action, action]


def test_a_rate_that_is_borne() -> None:
    """A state's rate is laid on it, not by it."""
    claims = claims_of("Peru imposed tariffs on Chile.", "The minister was shocked at Chile's rate of 36%.")
    assert {(c.actors, c.targets) for c in claims if c.kind == "measure"} == {(("PE",), ("CL",))}
