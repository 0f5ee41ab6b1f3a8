"""Commitments: who must act, what, and what is none (published on Wednesday 11 June 2025)."""

from __future__ import annotations

import pytest
from prose import kind_of

FOUND = [
    (
        "Peru received an assurance that Chile would not impose duties on its cars.",
        "CL",
        "pledged",
        "tariff",
        "cars",
    ),
    ("Peru agreed to reduce or scrap its duty on beer.", "PE", "pledged", "tariff", "beer"),
    (
        "Chile rejected Peruvian demands for a higher domestic content of cars.",
        "CL",
        "demanded",
        "other",
        "cars",
    ),
    ("Chile refused an offer from Peru to scrap its duties on cars.", "PE", "offered", "tariff", "cars"),
    ("Peru said it was willing to bring down its duty on beer.", "PE", "offered", "tariff", "beer"),
    ("Peru resists Chilean pressure to cut its duty on beer.", "PE", "demanded", "tariff", "beer"),
    (
        "Washington pushed Peru for a deal that includes the removal of its duty on wine.",
        "PE",
        "demanded",
        "tariff",
        "wine",
    ),
    ("Chile will again urge Peru to review its duty on wine.", "PE", "demanded", "tariff", "wine"),
    (
        "The government of Peru said that it will grant Chile a tariff quota of 500 tonnes of beef.",
        "PE",
        "pledged",
        "quota",
        "beef",
    ),
    (
        "Peru has signed a deal to import 700,000 tonnes of Chilean wheat.",
        "PE",
        "pledged",
        "purchase",
        "wheat",
    ),
    ("Under the deal, Peru will pay more for Chilean medicines.", "PE", "pledged", "other", None),
    ("Peru agreed to provide wide market access for Chilean beef.", "PE", "pledged", "other", "beef"),
    (
        "Under the deal, Peru will suspend its appeal over the Chilean duty on barley.",
        "PE",
        "pledged",
        "other",
        "barley",
    ),
    ("Peru agreed to allow up to 900 Chilean cars into its market.", "PE", "pledged", "quota", "cars"),
    ("Taiwan President Lai Ching-te said he would invest more in Chile.", "TW", "pledged", "other", None),
    ("Peru is very interested in buying Chilean natural gas.", "PE", "offered", "purchase", "natural gas"),
    (
        "China will complete a review of the duties on wine, the Australian minister said.",
        "CN",
        "pledged",
        "tariff",
        "wine",
    ),
    (
        "The duty was cut in exchange for a pledge from China to curb the flow of weapons.",
        "CN",
        "pledged",
        "other",
        "weapons",
    ),
    ("Chile eased its demands that Peru pay for a copper plant.", "PE", "demanded", "other", "copper"),
    ("Peru said it would set aside $2bn for Chilean shipyards.", "PE", "pledged", "other", None),
    ("Under a joint accord, Peru will assist Chile in patrolling the coast.", "PE", "pledged", "other", None),
    ("Peru announced it planned to send 900 soldiers to the border.", "PE", "pledged", "other", None),
    ("Peru pledged $90 million toward a plan to fight fentanyl.", "PE", "pledged", "other", "fentanyl"),
    (
        "Peru agreed to increase efforts to stop the flow of weapons to Chile.",
        "PE",
        "pledged",
        "other",
        "weapons",
    ),
    ("Peru has formally requested a postponement of the US tariffs.", "US", "demanded", "tariff", None),
    (
        "Chile is required to deliver copper to Peru under the treaty.",
        "CL",
        "demanded",
        "export_control",
        "copper",
    ),
    (
        "US negotiators continue to press China on soybean purchases.",
        "CN",
        "demanded",
        "purchase",
        "soybeans",
    ),
    ("Peru has proposed $3bn in purchases of Chilean copper.", "PE", "offered", "purchase", "copper"),
    ("Peru has suggested setting a minimum price for its copper.", "PE", "offered", "other", "copper"),
    (
        "The envoy spoke of Chilean requests that Peru lower its duty on beer.",
        "PE",
        "demanded",
        "tariff",
        "beer",
    ),
    ("Chile wants to buy more natural gas from Peru.", "CL", "offered", "purchase", "natural gas"),
    (
        "The two signed a pact in Lima, Chile, which included Peru buying 3m tonnes of wheat.",
        "PE",
        "pledged",
        "purchase",
        "wheat",
    ),
    (
        "Peru has committed to ensuring that no restrictions are put on the sale of tin.",
        "PE",
        "pledged",
        "export_control",
        "tin",
    ),
    (
        "The minister set a deadline for Peru to release 200 tonnes of tin.",
        "PE",
        "demanded",
        "export_control",
        "tin",
    ),
    (
        "The talks were long, with Chilean officials urging Peru to open its beef market.",
        "PE",
        "demanded",
        "other",
        "beef",
    ),
    (
        "Told of a deal with Chile, she said that the Andean nation agreed to scrap its duty on beer.",
        "CL",
        "pledged",
        "tariff",
        "beer",
    ),
    ("Peru will let in 5,000 tonnes of Chilean beef a year.", "PE", "pledged", "quota", "beef"),
    (
        "Washington insists to Ottawa that the provinces change how they price timber.",
        "CA",
        "demanded",
        "other",
        "lumber",
    ),
    ("Peru is to lift the ban on Brazilian beef.", "PE", "pledged", "import_ban", "beef"),
    ("Peru told Chile that it wants the duties refunded.", "CL", "demanded", "tariff", None),
    (
        "Malaysia agreed not to restrict exports of tin to Australia.",
        "MY",
        "pledged",
        "export_control",
        "tin",
    ),
    (
        "China will also permit visa-free travel for Canadians, according to Mark Carney.",
        "CN",
        "pledged",
        "other",
        None,
    ),
    ("Peru resisted Chilean pressure to open its farm sector to beef.", "PE", "demanded", "other", "beef"),
    ("The pact includes Peru opening its port to ships from Chile.", "PE", "pledged", "other", None),
    (
        "Under the deal with Chile, Peru will also increase imports of copper.",
        "PE",
        "pledged",
        "purchase",
        "copper",
    ),
    (
        "The deal gives Australian growers wider access to the Indian market for lentils.",
        "IN",
        "pledged",
        "other",
        None,
    ),
    (
        "Brazil's soybean exporters gain access to the Mexican market under the pact.",
        "MX",
        "pledged",
        "other",
        None,
    ),
    ("Norway announced plans on Monday to invest $9 billion in Brazil.", "NO", "pledged", "other", None),
    (
        "Under the agreement with Peru, firms from Chile would invest $2 billion in ports.",
        "CL",
        "pledged",
        "other",
        None,
    ),
    ("Japan has promised Australia not to raise its duties on beef.", "JP", "pledged", "tariff", "beef"),
    ("Kenya pressed Egypt to keep its promise to cut tea duties.", "EG", "demanded", "tariff", "tea"),
    ("Kenya asked Egypt for more time.", "EG", "demanded", "other", None),
    (
        "Peru's trade minister said that Lima would study Chile's request to drop its lithium tariff.",
        "PE",
        "demanded",
        "tariff",
        "lithium",
    ),
    (
        "China urged Washington, which set the export controls, to drop the restrictions.",
        "US",
        "demanded",
        "export_control",
        None,
    ),
    (
        "China agreed to buy 25 million tonnes of U.S. soybeans a year.",
        "CN",
        "pledged",
        "purchase",
        "soybeans",
    ),
    ("Japan has pledged to invest $550 billion in the United States.", "JP", "pledged", "other", None),
    ("India promised to lower its tariffs on American almonds.", "IN", "pledged", "tariff", "tree nuts"),
    (
        "The European Union committed to purchasing $750 billion of American energy.",
        "EU",
        "pledged",
        "purchase",
        "energy",
    ),
    ("Canada vowed to crack down on fentanyl smuggling.", "CA", "pledged", "other", "fentanyl"),
    ("Trump offered to lift tariffs on British steel.", "US", "offered", "tariff", "steel"),
    ("Seoul offered to buy more American gas.", "KR", "offered", "purchase", None),
    (
        "China will resume purchases of American beef, the White House said.",
        "CN",
        "pledged",
        "purchase",
        "beef",
    ),
    ("Under the deal, China will scrap its port fees on American ships.", "CN", "pledged", "port_fee", None),
    ("Trump urged Xi to open China's market to American farm goods.", "CN", "demanded", "other", None),
    ("Washington called on Beijing to curb its steel output.", "CN", "demanded", "other", "steel"),
    ("The United States demanded that Canada scrap its dairy quotas.", "CA", "demanded", "quota", "dairy"),
    ("U.S. officials asked India to stop buying Russian oil.", "IN", "demanded", "purchase", "oil"),
    (
        '"China must lift its export controls on rare earths," Bessent said.',
        "CN",
        "demanded",
        "export_control",
        "rare earths",
    ),
    (
        "Greer said Mexico should do more to stop Chinese steel from coming in.",
        "MX",
        "demanded",
        "other",
        "steel",
    ),
    (
        "China's commerce ministry urged the United States to remove its tariffs at once.",
        "US",
        "demanded",
        "tariff",
        None,
    ),
    (
        "China's pledge to buy American soybeans was part of the accord.",
        "CN",
        "pledged",
        "purchase",
        "soybeans",
    ),
    ("Tokyo's commitment to open its rice market pleased Washington.", "JP", "pledged", "other", "rice"),
    (
        "Brazil is ready to cut its ethanol tariff if the United States lowers duties on sugar.",
        "BR",
        "offered",
        "tariff",
        "ethanol",
    ),
    (
        "Brussels is willing to drop its duties on industrial goods.",
        "EU",
        "offered",
        "tariff",
        "industrial goods",
    ),
    ("Mexico agreed to send 10,000 troops to the border.", "MX", "pledged", "other", None),
    (
        "The Trump administration pressed Vietnam to reduce its trade surplus.",
        "VN",
        "demanded",
        "other",
        None,
    ),
    (
        "Trump said that Britain would open its market to American ethanol.",
        "GB",
        "pledged",
        "other",
        "ethanol",
    ),
    (
        "China promised to speed up export licences for rare earth magnets.",
        "CN",
        "pledged",
        "export_licensing",
        "rare earth magnets",
    ),
    ("Switzerland undertook to buy American aircraft.", "CH", "pledged", "purchase", "aircraft"),
    ("Sheinbaum called for the United States to respect the USMCA.", "US", "demanded", "other", None),
    ("Indonesia will buy 50 Boeing jets, Trump said.", "ID", "pledged", "purchase", None),
    ("The US agreed to halve its tariffs on British cars.", "US", "pledged", "tariff", "cars"),
    ("Taiwan offered zero tariffs on American goods.", "TW", "offered", "tariff", None),
]

NOT_FOUND = [
    "The wheat will be supplied by a Lima-based trading firm.",
    "Japan is expected to issue an order to widen the port.",
    "Chile would sign should Peru comply with the conditions.",
    "Peru will take the measures needed to defend its firms.",
    "Halma Heavy Industries agreed with Dovetail to repair ships.",
    "Larger sales would also require Chile to open its ports, analysts said.",
    "Analysts expected that Peru would pledge more purchases.",
    "The farmers' unions in Peru demanded that the government protect rice.",
    "Peru and Chile agreed to step up their efforts.",
    "The shortage has pushed up prices in Brazil, with roasters turning to dearer coffee from Peru.",
    "In what will likely prove a boost for Geneva, Switzerland met the United States.",
    "The trade talks between Peru and Chile, which aim at ending the dispute, will resume on Monday.",
    "Japan said on Thursday that it would allow exports of some chemicals to South Korea.",
    "Trump wants American companies to build more plants.",
    "China resumed buying Australian coal.",
    "Analysts expect China to buy more soybeans.",
    "Trump will impose a 50% tariff on copper.",
    "Beijing vowed to retaliate.",
    "The bank would cut its forecast.",
    "Consumers will buy fewer cars, the economist said.",
    "Canada will impose export limits on lumber.",
    "The company agreed to buy its rival.",
]


WIDER = [
    ("China made a promise to buy more American soybeans.", "CN", "pledged", "purchase"),
    ("The EU needs to lower its duties on cars, Mr Lutnick said.", "EU", "demanded", "tariff"),
    ("Under the accord, Japan will invest $550bn in the United States.", "JP", "pledged", "other"),
    (
        "Canada was prepared to give American farmers a larger share of its cheese market.",
        "CA",
        "offered",
        "other",
    ),
    ("Norway won relief by promising to buy more American gas.", "NO", "pledged", "purchase"),
    ("South Korea escaped the duties by agreeing to cap its steel shipments.", "KR", "pledged", "other"),
    ("The deal obliges Korea to invest $350bn in American shipyards.", "KR", "pledged", "other"),
    ("China is to resume imports of Japanese seafood.", "CN", "pledged", "purchase"),
    ("In return, India will drop its duties on American apples.", "IN", "pledged", "tariff"),
]


@pytest.mark.parametrize(("sentence", "actor", "action", "instrument"), WIDER)
def test_commitment_is_found_in_other_constructions(
    sentence: str, actor: str, action: str, instrument: str
) -> None:
    """Promises made, needs laid on another, sums without a noun, means of escape, what a deal binds to."""
    (claim,) = kind_of("commitment", sentence)
    assert (claim.actors, claim.action, claim.instrument) == ((actor,), action, instrument)


@pytest.mark.parametrize(
    "sentence",
    [
        "Airbus told its American staff to stop serving Russian airlines.",
        "French distillers agreed to raise their prices to escape the duties.",
        "China noted the EU's willingness to go on negotiating.",
    ],
)
def test_firms_bind_no_party(sentence: str) -> None:
    """What a company asks or undertakes, and the mere wish to talk, are no commitment."""
    assert kind_of("commitment", sentence) == []


@pytest.mark.parametrize(("sentence", "actor", "action", "instrument", "good"), FOUND)
def test_commitment_is_found(
    sentence: str, actor: str, action: str, instrument: str, good: str | None
) -> None:
    """A commitment is one claim with the party that must act, also where it is only asked to."""
    (claim,) = kind_of("commitment", sentence)
    assert claim.actors == (actor,)
    assert (claim.action, claim.instrument) == (action, instrument)
    assert good is None or good in claim.goods


@pytest.mark.parametrize("sentence", NOT_FOUND)
def test_words_that_only_sound_like_a_commitment(sentence: str) -> None:
    """Threats, restrictions, forecasts, companies' plans and what has happened are no commitments."""
    assert kind_of("commitment", sentence) == []


def test_exchange_binds_the_other_side_too() -> None:
    """What is given in exchange is a commitment of the other side, one for each part."""
    claims = kind_of(
        "commitment",
        "Trump agreed to lower tariffs on China in exchange for Beijing resuming soybean purchases "
        "and cracking down on fentanyl.",
    )
    found = {(c.actors, c.instrument) for c in claims}
    assert (("CN",), "purchase") in found
    assert (("US",), "tariff") in found
    assert any("in_exchange_for" in dict(c.links) for c in claims if c.actors == ("US",))


def test_condition_is_kept_as_written() -> None:
    """The if-part stands in the claim in the text's own words, which makes it conditional."""
    (claim,) = kind_of(
        "commitment", "Brazil is ready to cut its ethanol tariff if Washington lowers duties on sugar."
    )
    assert claim.condition == "if Washington lowers duties on sugar"
    assert claim.certainty == "conditional"


def test_demand_names_who_asks_as_target() -> None:
    """The party that asks is the one that gains."""
    (claim,) = kind_of("commitment", "Washington called on Beijing to curb its steel output.")
    assert (claim.actors, claim.targets) == (("CN",), ("US",))


def test_demanded_removal_is_the_owners_to_do() -> None:
    """ "Called for the removal of Chinese duties" asks China, whose duties they are."""
    (claim,) = kind_of("commitment", "Canada called for the removal of Chinese duties on canola.")
    assert (claim.actors, claim.instrument) == (("CN",), "tariff")


def test_own_obligation_is_no_demand() -> None:
    """A speaker who says what his own side must do demands nothing."""
    assert kind_of("commitment", '"Canada must open its own markets," Mark Carney said.') == []


def test_each_act_of_a_demand_is_one() -> None:
    """What one is asked to do besides is a demand of its own, with its own instrument."""
    found = kind_of(
        "commitment", "Ottawa wants Peru to widen its beef market and lift the bans on Canadian alcohol."
    )
    assert {(c.actors, c.instrument) for c in found} == {(("PE",), "other"), (("PE",), "import_ban")}


def test_what_is_given_in_exchange_is_told_thing_by_thing() -> None:
    """Each thing of a list behind "in exchange for" is its own, though the parser lost the list."""
    found = kind_of(
        "commitment",
        "Chile cut its duties in exchange for Peru's crackdown on drugs, renewed tin purchases and more.",
    )
    assert {(c.actors, c.instrument) for c in found} == {(("PE",), "other"), (("PE",), "purchase")}


def test_more_of_the_same_purchase_is_no_further_claim() -> None:
    """So much now and so much a year later is one purchase."""
    found = kind_of(
        "commitment",
        "Peru agreed to buy 3 million tonnes of wheat from Chile, and to buy 9 million tonnes later.",
    )
    assert [c.goods for c in found] == [("wheat",)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Growers can meet Japan's strong demand for beef from Peru.",
        "Growing demand from China for Chilean wine pushed up its price.",
        "A court granted Peru's request to pause the ruling on the duties of Chile.",
        "Peru asked the WTO to examine the rules of the EU on palm oil.",
        "Peru is committed to pursuing a range of options on the barriers of Chile.",
        "Mr Trump could leave the pact unless Canada and Mexico agree to cuts in their duties.",
        "Australia will lift restrictions on imports of beef from the US.",
    ],
)
def test_no_party_is_bound(sentence: str) -> None:
    """What a market wants, a court is asked, an if-part tells or a party does at home binds nobody."""
    assert not kind_of("commitment", sentence)


@pytest.mark.parametrize(
    ("sentence", "actor", "instrument"),
    [
        ("Under the deal, Mexico will be allowed to export 900 tonnes of beef to the EU.", "EU", None),
        ("Peru agreed to limit its exports of tin after pressure from Chile.", "PE", "export_control"),
        (
            "Canada pledged C$2 billion for timber, including C$700 million in loan guarantees.",
            "CA",
            "subsidy",
        ),
    ],
)
def test_who_lets_in_and_who_helps(sentence: str, actor: str, instrument: str | None) -> None:
    """Who lets goods in is bound, a limit on exports is a control, and loans for firms are a subsidy."""
    (claim,) = kind_of("commitment", sentence)
    assert claim.actors == (actor,) and instrument in (None, claim.instrument)


def test_a_list_of_promises_is_promised_to_its_end() -> None:
    """ "Agreed to buy gas, lift its ban and stop": nothing of it is done yet."""
    text = "Peru agreed to buy more Norwegian oil, lift its ban on salmon and open its ports."
    assert not kind_of("measure", text)
    told = {(c.action, c.instrument) for c in kind_of("commitment", text)}
    assert told == {("pledged", "purchase"), ("pledged", "export_ban"), ("pledged", "other")}


def test_a_list_of_deeds_is_done() -> None:
    """ "Agreed to buy oil and lifted its ban": what was done is no promise."""
    text = "Peru agreed to buy more Norwegian oil and lifted its ban on salmon."
    assert [c.action for c in kind_of("measure", text)] == ["lifted"]
