"""Words near a measure that tell no act of it, and whom an act is laid on."""

from __future__ import annotations

import pytest
from prose import kind_of


@pytest.mark.parametrize(
    "sentence",
    [
        "The panel recommended that Indonesia bring its export ban into conformity with WTO rules.",
        "The panel recommended that the United States bring its tariffs on China into line with the rules.",
        "Ottawa has to bring its quota on cheese into compliance with the ruling.",
        '"This is the strongest trade action Chile has taken in years," she said.',
        "It was the first trade measure that Peru had taken against Chile.",
        "The permit is a document that grants licences to exporters of graphite in Peru.",
        "An anti-dumping duty is a tariff that Peru puts on goods sold below cost.",
    ],
)
def test_what_tells_no_act_is_no_measure(sentence: str) -> None:
    """Keeping a rule, how a step compares, what a thing is."""
    assert not kind_of("measure", sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The toughest step was a 20% duty that Peru put on Chilean steel.",
        "Peru brought in a duty on Chilean wine on Monday.",
        "Peru imposed its first duty on Chilean wine in May.",
    ],
)
def test_a_deed_beside_such_words_is_told(sentence: str) -> None:
    """The near constructions that tell one."""
    assert [c.action for c in kind_of("measure", sentence)] == ["imposed"]


@pytest.mark.parametrize(
    ("sentence", "targets"),
    [
        ("The EU adopted sanctions on Russia over its invasion of Ukraine.", ("RU",)),
        ("The US imposed tariffs on India over its purchases of Russian oil.", ("IN",)),
        ("Canada sanctioned Belarus because of its support for Russia.", ("BY",)),
        ("Brazil protested after Trump's decision to put a 50% tariff on Brazilian beef.", ("BR",)),
        ("Peru is angry following Chile's decision to impose a 30% tariff on Peruvian grapes.", ("PE",)),
        ("Norway raised duties on Chinese garlic on Monday.", ("CN",)),
    ],
)
def test_what_a_measure_is_laid_on_for_is_no_target(sentence: str, targets: tuple[str, ...]) -> None:
    """The reason names others; an act in an adverbial phrase has targets of its own."""
    assert [c.targets for c in kind_of("measure", sentence)] == [targets]


def test_a_decision_of_one_unknown_is_not_of_whom_it_hits() -> None:
    """Nobody taxes what comes from himself."""
    text = "Colombia is angry following President Rulo's decision to lay a 20% duty on Colombian coffee."
    assert not any("CO" in c.actors for c in kind_of("measure", text))


@pytest.mark.parametrize(
    "sentence",
    [
        "Carney called Trump's decision to put duties on Canadian lumber unacceptable.",
        "Lula called Milei's plan to tax Brazilian cars absurd.",
        "Norway called the plan to lift the duty a mistake.",
    ],
)
def test_what_a_decision_is_called_is_no_demand(sentence: str) -> None:
    """Naming is not asking."""
    assert not kind_of("commitment", sentence)


@pytest.mark.parametrize(
    ("sentence", "actors"),
    [
        ("Beijing called on Ottawa to drop its tariffs on steel.", ("CA",)),
        ("Canada was under immense pressure to drop its tariffs on Chinese cars.", ("CA",)),
        ("Mexico is under pressure to open its market for American corn.", ("MX",)),
    ],
)
def test_who_is_asked_or_under_pressure_is_to_act(sentence: str, actors: tuple[str, ...]) -> None:
    """Who is under pressure, and not the other side, is to act."""
    assert [(c.actors, c.action) for c in kind_of("commitment", sentence)] == [(actors, "demanded")]


@pytest.mark.parametrize(
    ("sentence", "actions"),
    [
        ("Peru could respond by imposing duties on Chilean wine.", ["considered"]),
        ("Chile threatened to retaliate by raising duties on Peruvian grapes.", ["threatened"]),
        ("Norway wants to protect its farms by banning imports of beef from Brazil.", ["considered"]),
        ("Peru did not respond by imposing duties on Chilean wine.", []),
        ("Peru has the ability to respond by imposing duties on Chilean wine.", []),
        ("Peru responded by imposing duties on Chilean wine.", ["imposed"]),
        ("Peru averted a strike by lifting its duties on Chilean wine.", ["lifted"]),
    ],
)
def test_a_means_stands_as_its_end(sentence: str, actions: list[str]) -> None:
    """What one could answer by is not done; what was averted was averted by a deed."""
    assert [c.action for c in kind_of("measure", sentence)] == actions


def test_them_are_the_many_who_complain() -> None:
    """Not the other of the article's two parties."""
    text = "Many countries complained of Trump's decision to slap them with tariffs on steel from China."
    (claim,) = kind_of("measure", "The WTO will rule on complaints by a number of countries over Trump's"
                       " decision to slap them with tariffs on steel.")  # fmt: skip
    assert claim.targets == ("WORLD",)
    assert all("WORLD" not in c.targets for c in kind_of("measure", text.replace("them", "Peru")))


@pytest.mark.parametrize(
    ("sentence", "action"),
    [
        (
            "The countermeasures will take effect on July 1, Canada's minister said of US tariffs.",
            "announced",
        ),
        ("Canada will take countermeasures if the United States does not back down.", "threatened"),
    ],
)
def test_countermeasures_with_a_day_are_decided(sentence: str, action: str) -> None:
    """What takes effect on a day is more than a threat."""
    assert [c.action for c in kind_of("measure", sentence)] == [action]


def test_a_framework_to_review_a_thing_awaits_nothing() -> None:
    """What the deal is for is not what becomes of it."""
    text = "Japan and Peru agreed on a framework to review the operation of the system."
    assert "awaiting_approval" not in [c.action for c in kind_of("agreement", text)]


def test_a_ban_that_another_wants_lifted_is_on_his_goods() -> None:
    """By what the article says of who ships to whom."""
    text = "Talks stopped after Peru asked Chile to relax its ban on hormone-treated beef."
    found = kind_of("commitment", text, "The move would let Peru export more to Chile.")
    assert [c.instrument for c in found] == ["import_ban"]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("With this, Japan will be able to grant licences to firms exporting chips to South Korea.", 0),
        ("Chile said it would be able to buy more wheat from Canada.", 0),
        ("Chile said it would buy more wheat from Canada.", 1),
    ],
)
def test_what_becomes_possible_binds_nobody(sentence: str, told: int) -> None:
    """Who will be able to do a thing has promised nothing."""
    assert len(kind_of("commitment", sentence)) == told


@pytest.mark.parametrize(
    "sentence",
    [
        "It is unclear what restrictions will be placed on those firms.",
        "It remains to be seen which duties Peru will impose on Chilean wine.",
    ],
)
def test_what_is_asked_about_is_not_told(sentence: str) -> None:
    """A question of what will be laid tells none."""
    assert not kind_of("measure", sentence)


def test_a_clause_behind_which_is_no_question() -> None:
    """ "Under which duties fall" tells what falls."""
    (claim,) = kind_of("measure", "It was the order by which duties on Chilean wine were raised to 20%.")
    assert (claim.action, claim.values[0].number) == ("raised", 20)


@pytest.mark.parametrize(
    ("sentence", "goods"),
    [
        ("Peru could impose 25% duties on Chilean goods due to the flow of weapons.", ("chilean goods",)),
        ("Peru could impose 25% duties on Chilean weapons.", ("weapons",)),
    ],
)
def test_the_reason_of_a_measure_is_not_what_it_bears_on(sentence: str, goods: tuple[str, ...]) -> None:
    """Goods behind "due to" are a ground."""
    (claim,) = kind_of("measure", sentence)
    assert claim.goods == goods


@pytest.mark.parametrize(
    "sentence",
    [
        "Should duties be introduced, Peru would take the case to the WTO.",
        "The pact comes a week ahead of the July 9 deadline for steeper duties on tin to take effect.",
    ],
)
def test_what_is_only_supposed_or_awaited_is_no_measure(sentence: str) -> None:
    """A condition told by the order of words, and what a deadline is for."""
    assert not kind_of("measure", sentence)


def test_the_time_before_a_deadline_is_not_added_to_it() -> None:
    """ "A week ahead of July 9" ends on no day after it."""
    text = "The pact comes a week ahead of the July 9 deadline for steeper duties on tin to take effect."
    assert [c.date and c.date.start for c in kind_of("deadline", text)] == ["2025-07-09"]


@pytest.mark.parametrize(
    ("sentence", "action"),
    [
        ("The order puts a 20% duty on Chilean wine, down from the proposed 46%.", "imposed"),
        ("The order puts a 20% duty on Chilean wine, down from 46%.", "lowered"),
    ],
)
def test_a_rate_that_never_was_is_no_old_one(sentence: str, action: str) -> None:
    """What was only proposed is not what a duty is lowered from."""
    (claim,) = kind_of("measure", sentence)
    assert claim.action == action


def test_trading_partners_are_those_of_who_is_named() -> None:
    """ "Peru's trading partners" are all others."""
    (claim,) = kind_of("measure", "Peru plans duties on Peru's trading partners.")
    assert (claim.actors, claim.targets) == (("PE",), ("WORLD",))


@pytest.mark.parametrize(
    ("sentence", "instrument", "action"),
    [
        ("Norway removed three Peruvian banks from its sanctions list.", "sanction", "lifted"),
        ("Peru added 12 Norwegian firms to its list of unreliable entities.", "entity_listing", "imposed"),
        ("Low backed away from her plan to slap duties on Norwegian films.", "tariff", "lifted"),
        ("The Peruvian government denied reports that it plans to tax foreign films.", "tariff", "denied"),
        ("Peru's Senate voted down a resolution to end the duties on Norway.", "tariff", "kept"),
        ("Norwegian salmon will no longer be exempt from the duty.", "tariff_exclusion", "lifted"),
    ],
)
def test_lists_rumours_and_bills_that_fell(sentence: str, instrument: str, action: str) -> None:
    """What is struck off, given up, denied or voted down."""
    claims = kind_of("measure", f"Peru has duties on Norway. {sentence}")
    assert (instrument, action) in {(c.instrument, c.action) for c in claims}


def test_a_bill_that_passes_is_not_voted_down() -> None:
    """A resolution to end a duty, passed: nothing is kept."""
    claims = kind_of("measure", "Peru's Senate passed a resolution to end the duties on Norway.")
    assert "kept" not in {c.action for c in claims}


def test_the_means_of_what_is_wanted_are_not_used_yet() -> None:
    """ "Wants to renegotiate by leveraging duty increases": they are thought of."""
    (claim,) = kind_of("measure", "Peru wants to renew the pact by leveraging duty increases on Norway.")
    assert claim.action == "considered"
