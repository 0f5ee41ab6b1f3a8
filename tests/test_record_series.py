"""What a measure takes from the one told before it, and findings of dumping."""

from __future__ import annotations

import pytest
from prose import claims_of, reading_of

from parley.record.draft import finish
from parley.record.measures import find_measures


def measures(*paragraphs: str) -> list[str]:
    """The measures of a text: actors, instrument, action, first percentage, goods."""
    reading = reading_of(*paragraphs)
    rows = []
    for claim in (finish(reading, draft) for draft in find_measures(reading)):
        rates = [f"{v.number:g}" for v in claim.values if v.unit == "percent"][:1]
        rows.append(" ".join(["+".join(claim.actors), str(claim.action), *rates, *claim.goods]))
    return rows


LAID = "Kenya laid anti-dumping duties on resin from Japan on Monday."


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Polyvane Co faces a rate of 35.5 percent.", "KE imposed 35.5"),
        ("All other producers are subject to a duty of 40%.", "KE imposed 40"),
        ("The duties range between 18.1% and 35.9%.", "KE imposed 18.1"),
    ],
)
def test_a_rate_that_a_firm_bears_is_the_rate_just_laid(sentence: str, wanted: str) -> None:
    """Behind a new duty, the rates of single firms are new as well."""
    assert wanted in measures(f"{LAID} {sentence}")


def test_a_rate_that_goods_have_long_borne_is_kept() -> None:
    """Without a duty told before, a rate that is faced is one that stays."""
    assert measures("Swiss producers face a duty of 12% in Kenya.") == ["KE kept 12"]


@pytest.mark.parametrize(
    "sentence",
    ["Other affected products include coal and rice.", "The list also covers coal and rice."],
)
def test_more_goods_are_a_measure_of_their_own(sentence: str) -> None:
    """ "Other products include" goes on with the measure told last."""
    assert "KE imposed coal rice" in measures(f"{LAID} {sentence}")


def test_goods_of_something_else_are_none() -> None:
    """What a shop or a country's exports include is no measure."""
    assert len(measures(f"{LAID} Its exports include coal and rice. The shop's goods include rice.")) == 1


def test_what_a_bill_would_do_is_considered() -> None:
    """ "The bill would raise": not passed yet; also where a plan was told as considered before."""
    assert measures("The Mexican bill would raise the duty on tin to 50%.") == ["MX considered 50 tin"]
    plan = "Mexico is considering a duty of 30% on Peruvian tin."
    assert measures(f"{plan} Zinc would bear a duty of 20%.")[1].startswith("MX considered 20")


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("In 2013 South Korea imposed a ban on fish from Japan.", "import_ban"),
        ("Kenya lifted a ban on Ugandan milk.", "import_ban"),
        ("Kenya imposed a ban on exports of milk from its farms.", "export_ban"),
    ],
)
def test_a_ban_on_goods_of_another_origin_is_one_on_imports(sentence: str, wanted: str) -> None:
    """Whose goods they are tells which way they are kept from going."""
    assert [c.instrument for c in claims_of(sentence) if c.kind == "measure"][-1] == wanted


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Kenya's trade ministry said that it had found evidence of dumping of resin from Japan.", "KE > JP"),
        ("Kenya's trade ministry has confirmed that Japan's resin was sold at dumped prices.", "KE > JP"),
        ("Kenya's trade ministry found no evidence of dumping of resin from Japan.", ""),
        ("Kenya's trade ministry set the dumping margin of resin from Japan at 12 percent.", ""),
    ],
)
def test_who_finds_dumping_accuses(sentence: str, wanted: str) -> None:
    """A finding of dumping says that the other side broke the rules; a margin alone does not."""
    found = [c for c in claims_of(sentence) if c.kind == "accusation"]
    assert [f"{'+'.join(c.actors)} > {'+'.join(c.targets)}" for c in found] == ([wanted] if wanted else [])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Kenya banned imports of Ugandan milk. The ban remains in place.", "KE import_ban"),
        ("Kenya stopped Ugandan exports of tea through its ports in April.", "KE import_ban"),
        ("Kenya will maintain its embargo on grain supplies from Uganda.", "KE import_ban"),
        ("Kenya banned imports of Ugandan milk. Exports of milk to Kenya are still banned, a farmer said.",
         "KE import_ban"),
        ("Peru banned exports of tin to Chile. The ban remains in place.", "PE export_ban"),
        ("The US banned the sale of chips to Peru.", "US export_ban"),
    ],
)  # fmt: skip
def test_a_ban_goes_the_way_that_its_goods_and_the_other_bans_tell(text: str, wanted: str) -> None:
    """Goods that another ships, or ships to who bans, are kept from coming in; "the ban" is the one told."""
    last = [c for c in claims_of(text) if c.kind == "measure"][-1]
    assert f"{'+'.join(last.actors)} {last.instrument}" == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Kenya sells tea to Uganda. While Kenya waits for Uganda, it has cut its duty on tea.", "KE"),
        ("Uganda sued Kenya. Kenya sold tin to Uganda before it banned exports of tin.", "KE"),
    ],
)
def test_it_is_the_state_whose_clause_the_words_hang_on(text: str, wanted: str) -> None:
    """The subject of the clause beside its own is nearer than the last state named."""
    assert [c.actors for c in claims_of(text) if c.kind == "measure"][-1] == (wanted,)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Anti-dumping duties are due. Other Japanese firms are subject to a rate of 24%.",
         "imposed 24"),
        ("Anti-dumping duties are due. The margin for other Japanese firms is 35.5 percent.",
         "imposed 35.5"),
        ("Kenya laid a duty on tin. From Monday, importers must pay the duties to customs.", "imposed"),
        ("Milk powder is currently taxed at 50% in Mexico.", "kept 50"),
    ],
)  # fmt: skip
def test_rates_of_a_finding_and_duties_that_must_be_paid(text: str, wanted: str) -> None:
    """Behind a finding of dumping a firm's rate is new; what must be paid is in force."""
    found = measures(text)
    assert any(wanted in m for m in found), found


@pytest.mark.parametrize(
    "text",
    [
        "In imposing these tariffs on tin, Peru has taken an absurd decision, she said.",
        "The decision may be changed before the anti-dumping investigation ends in December.",
        "The deals show that Peru can maintain tariffs, he said.",
    ],
)
def test_what_is_only_spoken_of_is_none(text: str) -> None:
    """A comment on a measure, the end of a probe, or what a state could keep up is no measure."""
    assert measures(text) == []


def test_respectively_shares_rates_out() -> None:
    """The first rate is the first good's, or the first actor's, and what is told once is of each."""
    told = measures("Kenya and Ghana put duties of 12% and 18%, respectively, on Japanese steel.")
    assert sorted(told) == ["GH imposed 18 steel", "KE imposed 12 steel"]
    told = measures("Kenya put duties of 25% and 10% on Japanese glass and steel respectively.")
    assert sorted(told) == ["KE imposed 10 steel", "KE imposed 25 glass"]


def test_rates_without_respectively_are_of_all_who_act() -> None:
    """Two who act lay both rates, where nothing shares them out."""
    told = measures("Kenya and Ghana put duties of 12% on Japanese glass and 18% on Japanese steel.")
    assert sorted(told) == ["KE+GH imposed 12 glass", "KE+GH imposed 18 steel"]


def test_respectively_in_a_clause_looks_behind_itself() -> None:
    """What the rates are on stands behind "respectively", also in a relative clause."""
    told = measures(
        "The move followed steps by Kenya and Ghana, which have imposed duties of 12 percent and 18 percent, "
        "respectively, on Japanese steel."
    )
    assert sorted(told) == ["GH imposed 18 steel", "KE imposed 12 steel"]
