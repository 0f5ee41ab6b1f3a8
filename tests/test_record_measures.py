"""Measures: constructions by a table of own sentences, and the slots one by one."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
from prose import parser, reading_of, step

from parley.model import Claim
from parley.record.draft import finish
from parley.record.measures import find_measures


def rows() -> list[tuple[str, list[str]]]:
    """The sentences of tests/data/measures.txt with the claims wanted."""
    text = (Path(__file__).parent / "data" / "measures.txt").read_text("utf-8")
    pairs = [line.split("|") for line in text.splitlines() if line and not line.startswith("#")]
    return [(left.strip(), [c.strip() for c in right.split(";") if c.strip()]) for left, right in pairs]


TABLE = rows()


@cache
def warm() -> None:
    """Parse all sentences of the table in one batch, so that each is a look-up afterwards."""
    parser().parse([sentence for sentence, _ in TABLE])


def measures(*paragraphs: str) -> list[Claim]:
    """The measures of an article of these paragraphs, without the other kinds of claims."""
    reading = reading_of(*paragraphs)
    return [finish(reading, draft) for draft in find_measures(reading)]


def one(*paragraphs: str) -> Claim:
    found = measures(*paragraphs)
    assert len(found) == 1, [told(c) for c in found]
    return found[0]


def told(claim: Claim) -> str:
    """A claim as the table writes it."""
    rates = [f"{v.number:g}" for v in claim.values if v.unit == "percent"][:1]
    return " ".join(["+".join(claim.actors), str(claim.instrument), str(step(claim)), *rates])


@pytest.mark.parametrize(("sentence", "wanted"), TABLE)
def test_sentence_gives_exactly_these_measures(sentence: str, wanted: list[str]) -> None:
    """Each sentence gives the measures of its row and no other."""
    warm()
    assert sorted(told(c) for c in measures(sentence)) == sorted(wanted)


@pytest.mark.parametrize("kind", ["match", "no_match"])
def test_lexicon_examples_do_what_they_say(kind: str) -> None:
    """The example sentences of actions.toml tell a measure, its counter-examples none."""
    data = tomllib.loads((files("parley.lexicon") / "data" / "actions.toml").read_text("utf-8"))
    for sentence in data["examples"][kind]:
        assert bool(measures(sentence)) == (kind == "match"), sentence


def test_speaker_is_never_the_actor_of_a_passive() -> None:
    """Failure 9: "restrictions would be lifted, X said" is no act of the one who says it to be others'."""
    claim = one("China's curbs on graphite exports were lifted on Monday, a US official said.")
    assert claim.actors == ("CN",)


def test_by_phrase_is_the_actor_of_a_passive() -> None:
    """Failure 9: the by-phrase acts."""
    claim = one("A levy on Chilean grapes was introduced by the Indian government.")
    assert (claim.actors, claim.targets) == (("IN",), ("CL",))


@pytest.mark.parametrize(
    "sentence",
    [
        "Beijing is prepared to remove its curbs on magnet exports to America.",
        "Washington is open to loosening its controls on chip exports to China.",
    ],
)
def test_readiness_for_relief_is_no_measure(sentence: str) -> None:
    """Failure 10: what somebody is prepared to do has not been done."""
    assert not measures(sentence)


def test_noun_and_aim_are_not_done() -> None:
    """Failure 11: "talks to ease" is no act, and a decision to raise has not raised yet."""
    assert not measures("American and Chinese envoys opened talks to ease curbs on exports of magnets.")
    assert one("Ottawa confirmed its decision to raise duties on American butter.").action == "raised"


def test_negation_holds_in_its_own_clause() -> None:
    """Failure 12: not backing down keeps the curbs, which stay imposed."""
    claim = one("Washington will not back down on its curbs on chip exports to China.")
    assert (claim.actors, claim.action) == (("US",), "kept")


def test_nouns_of_acts_are_read() -> None:
    """Failure 13: removal of, ban on, expanded controls."""
    assert one("China announced a ban on exports of tellurium to Japan.").instrument == "export_ban"
    assert one("Brussels welcomed the removal of China's duty on Irish beef.").action == "lifted"


def test_old_and_new_rate_are_one_measure() -> None:
    """The new level comes first, the old one is noted as such."""
    values = one("The US raised its duty on Indian jewellery from 10% to 25%.").values
    assert [(v.number, v.note) for v in values] == [(25.0, None), (10.0, "from")]


def test_each_rate_has_its_own_goods() -> None:
    """Two rates in a sentence are two measures, each on its goods."""
    found = measures("The US imposed tariffs of 25% on steel and 10% on aluminium from Brazil.")
    assert sorted((c.values[0].number, c.goods) for c in found) == [
        (10.0, ("aluminium",)),
        (25.0, ("steel",)),
    ]


def test_date_of_effect_is_not_the_day_of_saying() -> None:
    """The day on which a measure takes effect is its date; what is still ahead is announced."""
    claim = one("US tariffs on Swiss chocolate take effect on June 20, an official said on Tuesday.")
    assert claim.date is not None
    assert (claim.date.start, claim.action) == ("2025-06-20", "announced")


def test_end_of_a_suspension_is_its_expiry() -> None:
    """A day with "until" ends the measure and does not begin it."""
    claim = one("Canada suspended its surtax on American trucks until July 9.")
    assert (claim.expires, claim.date) == ("2025-07-09", None)


def test_condition_is_kept_as_written() -> None:
    """An act under a condition is a threat, with the condition's words."""
    claim = one("If talks fail, Washington will impose a 30% tariff on Mexican goods.")
    assert (claim.condition, claim.certainty) == ("If talks fail", "conditional")


def test_links_tell_what_a_measure_answers() -> None:
    """What a measure is in response to, or exchanged for, is linked in its own words."""
    answer = one("Canada imposed a levy on American whisky in response to the US duties on lumber.")
    assert ("in_response_to", "the US duties on lumber") in answer.links
    barter = one("China lowered its duty on Japanese steel in exchange for easier visas.")
    assert ("in_exchange_for", "easier visas") in barter.links


def test_items_of_a_list_inherit_the_measure_before_them() -> None:
    """Items without a verb take action and actor from the sentence that opens the list."""
    found = measures(
        "China will impose duties on American goods from July 1:", "15% duties on 300 items of food."
    )
    assert [(c.actors, step(c)) for c in found if c.values and c.values[0].number == 15] == [
        (("CN",), "announced")
    ]


def test_items_of_party_and_rate_are_measures_in_reach_of_a_tariff() -> None:
    """ "Laos: 40%" is a measure where tariffs are spoken of, and nothing elsewhere."""
    found = measures(
        "The US announced tariffs from August 1.", "The rates are as follows:", "Laos: 40%", "Peru – 10%"
    )
    assert [(c.actors, c.targets, c.values[0].number) for c in found[-2:]] == [
        (("US",), ("LA",), 40.0),
        (("US",), ("PE",), 10.0),
    ]
    assert not measures("Growth by country:", "Laos: 4%", "Peru – 3%")
    goods = measures("China will raise duties on American goods as follows:", "Soybeans: 25%", "Wine: 10%")
    assert [c.goods for c in goods[-2:]] == [("soybeans",), ("wine",)]


def test_rate_alone_is_a_tariff_only_near_one() -> None:
    """ "The rate" is a tariff's where one is spoken of, an interest rate never is."""
    opening = "The US imposed tariffs on Asian goods."
    assert [c.values[0].number for c in measures(opening, "The rate for Nepal is 12%.") if c.values] == [12.0]
    assert all(not c.values for c in measures(opening, "The interest rate in Nepal is 12%."))


def test_pronoun_after_a_tariff_carries_its_rate() -> None:
    """A bare rate near a named tariff is one; far from any tariff it is none."""
    near = measures("Trump spoke of his tariff on metals.", "It will be 25 percent for steel, he said.")
    assert [v.number for c in near for v in c.values] == [25.0]
    assert not measures("Growth was strong.", "It will be 3 percent for the year, the bank said.")


def test_actor_is_taken_from_the_article_where_no_word_tells() -> None:
    """A measure without agent or owner is of the party that made the like before."""
    found = measures(
        "China imposed curbs on exports of germanium to Japan last week.",
        "The curbs took effect on Monday.",
    )
    assert {c.actors for c in found} == {("CN",)}


@pytest.mark.parametrize(
    "sentence",
    [
        "The treaty put a moratorium on nuclear tests.",
        "Police opened an investigation into the fire.",
        "The club has lost control of its own stadium.",
        "Interest rates rose to 5% in America.",
        "The ban on dogs was lifted by the mayor.",
    ],
)
def test_bans_and_probes_off_the_subject_are_left_alone(sentence: str) -> None:
    """Bans, limits and probes that have nothing to do with trade are no measures."""
    assert not measures(sentence)


def test_year_of_a_law_is_no_date() -> None:
    """The year in the name of a law is not the day of the measure that rests on it."""
    claim = one("Washington raised duties on Kenyan tea under the Trade Act of 1974.")
    assert claim.date is None


def test_all_partners_are_the_world() -> None:
    """Trading partners without a name are WORLD, two sides that were named are not."""
    assert one("Washington threatened higher tariffs on its trading partners.").targets == ("WORLD",)
    assert "WORLD" not in one("Washington raised tariffs on both countries.").targets


def test_provinces_act_for_their_state() -> None:
    """A Canadian province that acts is Canada."""
    assert one("British Columbia halted imports of American gin, a Canadian official said.").actors == ("CA",)


def test_taking_visas_away_is_no_relief() -> None:
    """What lifts a duty takes a visa away: a vow to revoke is a threat."""
    claim = one("Washington vowed to revoke the visas of Peruvian students.")
    assert (claim.instrument, claim.action) == ("visa_restriction", "threatened")


def test_visas_are_the_object_of_visa_restrictions_alone() -> None:
    """Two acts of one sentence do not share their objects: pumps are sold, visas are revoked."""
    found = measures(
        "Oslo restricted the sale of pumps to Peru and vowed to revoke the visas of its students."
    )
    told = {c.instrument: c.goods for c in found}
    assert "visas" not in told["export_control"] and "pumps" not in told.get("visa_restriction", ())


def test_nameless_government_is_not_whom_it_aims_at() -> None:
    """ "the cabinet" that acts on China is not China, though China was named last."""
    claim = measures("China is a buyer of Dutch pumps.", "The cabinet will impose curbs on sales to China.")[
        -1
    ]
    assert "CN" not in claim.actors


@pytest.mark.parametrize(
    "sentence",
    [
        "Oslo shelves its March export controls on tin.",
        "Oslo has suspended its 2018 duties on salmon, the ministry said.",
    ],
)
def test_the_time_that_names_a_measure_is_not_that_of_its_relief(sentence: str) -> None:
    """ "its March controls" were laid in March; when they rest is not told by that."""
    assert one(sentence).date is None


def test_the_time_of_the_relief_itself_stays() -> None:
    """A time behind the act, or before a duration, is its own."""
    assert one("Oslo lifted its duties on salmon in March.").date is not None
    raised = one("Oslo imposed March duties of 5% on salmon.")
    assert raised.date is None or raised.date.start.startswith("2025-03")


def test_what_never_came_into_force_is_no_plan() -> None:
    """ "was to start on Monday but never did": no duty is due. Another refusal beside a plan is nothing."""
    assert not measures(
        "Norway’s duties on salmon had been due to take effect on Saturday and never applied."
    )
    kept = one("Norway will impose duties on salmon on Monday, and it never gave a reason.")
    assert kept.certainty == "planned"


def test_an_antitrust_probe_of_a_maker_is_none_into_its_goods() -> None:
    """ "Acme, a chip maker, under antitrust law" is about a firm; dumping by steel makers is about steel."""
    probe = one("Peru is investigating Norsk Tin, a Norwegian copper producer, under antitrust law.")
    assert "copper" not in probe.goods
    other = one("Peru opened an investigation into imports from Norwegian steel makers.")
    assert other.goods == ("steel",)
