"""Relief that is withdrawn, exemptions from controls, the way a ban goes, goods that are none."""

from __future__ import annotations

import pytest
from prose import kind_of


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        (
            "China will suspend preferential tariff rates for goods from Peru.",
            ("tariff_exclusion", "suspended"),
        ),
        ("China suspends tariff cuts on 30 Peruvian products", ("tariff_exclusion", "suspended")),
        ("India withdrew tariff concessions on Kenyan tea.", ("tariff_exclusion", "lifted")),
        ("Norway ended preferential tariffs for goods from Ghana.", ("tariff_exclusion", "lifted")),
        ("Britain restored preferential duties on Kenyan flowers.", ("tariff_exclusion", "restored")),
        ("Chile halted tariff reductions for Peruvian grapes.", ("tariff_exclusion", "suspended")),
        ("Chile suspended its tariffs on Peruvian grapes.", ("tariff", "suspended")),
        ("Chile cut its tariffs on Peruvian grapes.", ("tariff", "lowered")),
        ("Chile lifted the duty on Peruvian grapes.", ("tariff", "lifted")),
        ("Japan gave Peru an exemption from its export curbs on photoresists.", ("export_control", "eased")),
        ("Washington granted Samsung a waiver from its export controls.", ("export_control", "eased")),
        ("China granted exemptions from its tariffs on American ethane.", ("tariff_exclusion", "announced")),
        (
            "Washington revoked the exemption from its export controls on chips.",
            ("export_control", "restored"),
        ),
        ("Britain will strengthen its trade protections for the steel industry.", ("other", "raised")),
    ],
)
def test_what_is_done_to_relief(sentence: str, wanted: tuple[str, str]) -> None:
    """Cuts and concessions that go are relief that goes; what is from a control is no relief from duties."""
    assert [(c.instrument, c.action) for c in kind_of("measure", sentence)] == [wanted]


@pytest.mark.parametrize(
    ("paragraphs", "instrument"),
    [
        (
            ("Norway agreed on an oil ban against Peru.", "It is aimed at Peruvian oil on ships."),
            "import_ban",
        ),
        (("Norway adopted a ban on rice.", "Less will be shipped to Norway by Peru."), "import_ban"),
        (("Norway agreed on an oil ban against Peru.", "Norwegian exports of oil had risen."), "export_ban"),
        (("Norway agreed on an oil ban against Peru.",), "export_ban"),
    ],
)
def test_which_way_a_ban_goes_the_article_tells(paragraphs: tuple[str, ...], instrument: str) -> None:
    """By whose goods they are, and who ships to whom."""
    assert kind_of("measure", *paragraphs)[0].instrument == instrument


@pytest.mark.parametrize(
    ("sentence", "goods"),
    [
        ("The Canadian Food Inspection Agency stopped shipping seed potatoes to the US.", ("potatoes",)),
        ("Peru stopped shipping copper to China.", ("copper",)),
        ("The China Steel Industry Association said Peru had imposed a duty on tea.", ("tea",)),
        ("Peru imposed a duty on Chilean food and steel.", ("food", "steel")),
        ("Peru imposed charges on shipping from Chile.", ()),
    ],
)
def test_goods_are_not_read_in_names_and_verbs(sentence: str, goods: tuple[str, ...]) -> None:
    """A body is called by what it is about; to ship is no good."""
    assert {g for c in kind_of("measure", sentence) for g in c.goods} >= set(goods)
    assert not {"shipping", "food"} & {g for c in kind_of("measure", sentence) for g in c.goods} - set(goods)


def test_aid_to_ones_own_has_no_target() -> None:
    """It is given, and laid on nobody."""
    (claim,) = kind_of("measure", "Chile protested to Peru.", "Peru cut a subsidy to its tin mills.")
    assert claim.targets == ()
