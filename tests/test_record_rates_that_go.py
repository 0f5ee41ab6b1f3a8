"""The rate that is removed, rates of others, duties one is accused of, measures gone ahead with."""

from __future__ import annotations

from prose import claims_of, kind_of


def test_relief_without_a_new_rate_is_a_term_of_the_deal() -> None:
    """The rate of what will be removed is no new one; a new rate, or nought, is decided."""
    (one,) = claims_of("In return, Norway will remove its 20 percent tariff on American beef.")
    assert (one.kind, one.actors, one.instrument, one.action) == ("commitment", ("NO",), "tariff", "pledged")
    (lower,) = claims_of("In return, Norway will lower its tariff on American beef to 5 percent.")
    assert (lower.kind, lower.values[0].number) == ("measure", 5)


def test_what_is_floated_in_exchange_promises_nothing_of_the_other_side() -> None:
    """Nobody has promised what an offer asks for."""
    found = kind_of("commitment", "Chile has floated a quota in exchange for the removal of Peru's duties.")
    assert "PE" not in {party for c in found for party in c.actors}


def test_a_duty_that_somebody_is_accused_of_is_his() -> None:
    """ "Accused X of applying unfair duties": not of who accuses."""
    found = claims_of("Canada accused the United States of applying unfair duties on its lumber.")
    assert [(c.actors, c.targets) for c in found if c.kind == "accusation"] == [(("CA",), ("US",))]
    assert not [c for c in found if c.kind == "measure" and "CA" in c.actors]


def test_interest_rates_are_no_duty_where_tariffs_are_spoken_of() -> None:
    """A central bank's rate is none of a tariff."""
    text = (
        "The Bank of Norway, which cut interest rates to 4 percent on Thursday, welcomed the deal on tariffs."
    )
    assert not kind_of("measure", text)


def test_a_measure_that_is_gone_ahead_with_was_told_before() -> None:
    """Under "if" too; a plan without its measure tells nothing."""
    found = kind_of(
        "measure", "Brazil will retaliate if Washington goes ahead with a 50 percent tariff on its beef."
    )
    assert (("US",), "tariff", "announced") in [(c.actors, c.instrument, c.action) for c in found]
    assert not kind_of("measure", "Peru will be pleased if Chile goes ahead with its plan.")


def test_a_probe_to_be_concluded_by_a_day_has_an_end() -> None:
    """ "Is to be concluded before" is a deadline; a probe that was concluded is none."""
    ahead = kind_of(
        "deadline", "The probe was launched in May.", "It is to be concluded before January 5, 2026."
    )
    assert [c.date.start for c in ahead if c.date] == ["2026-01-05"]
    assert not kind_of("deadline", "The probe was concluded before January 5, 2025.")


def test_benefits_of_a_scheme_are_relief() -> None:
    """Stripped of the benefits of a scheme of preferences; benefits of a deal are praise."""
    text = "The administration stripped India of its benefits under the Generalized System of Preferences."
    assert [(c.instrument, c.action) for c in kind_of("measure", text)] == [("tariff_exclusion", "lifted")]
    assert not kind_of("measure", "The benefits of the deal are clear, Peru said.")
