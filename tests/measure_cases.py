"""Sentences of our own about measures, and what must be found in them.

Each line is `sentence | claims`; a claim is `ACTORS instrument action [percent]`, several are parted by `;`,
and a line without claims must give none. Articles are of 11 June 2025.
"""

ACTIVE = """
Canada imposed a 15% tariff on Brazilian sugar in May. | CA tariff imposed 15
Tokyo has slapped duties on Korean steel plate. | JP tariff imposed
India raised its import duty on gold bars to 12% from 8%. | IN tariff raised 12
The European Union will levy duties of up to 40% on Chinese scooters from July 1. | EU tariff announced 40
Washington put in place a surcharge on Vietnamese footwear. | US tariff imposed
The White House put tariffs on Mexican avocados last week. | US tariff imposed
President Trump hit Brazil with a 50% tariff. | US tariff imposed 50
Beijing hit back with duties on American cotton and sorghum. | CN tariff imposed
Ottawa retaliated with a 25% surtax on US steel. | CA tariff imposed 25
The US is pressing ahead with tariffs on Japanese machine tools. | US tariff announced
China slapped taxes on American almonds in 2018. | CN tariff imposed
Norway brought in a levy on Chinese garlic. | NO tariff imposed
Mexico rolled out tariffs on Chinese textiles in April. | MX tariff imposed
Trump signed an order imposing a 10% duty on Philippine coconut oil. | US tariff announced 10
The Turkish government doubled the tax on imported American rice to 50%. | TR tariff raised 50
The US has ratcheted up duties on Indian shrimp. | US tariff raised
"""

PASSIVE = """
A 20% duty on Argentine biodiesel was imposed by the European Commission. | EU tariff imposed 20
Tariffs on Swiss watches will be raised to 39%, the White House said. | US tariff announced 39
Chinese drones were blacklisted by the US Commerce Department. | US entity_listing imposed
Export licences are now required for graphite, China's commerce ministry said. | CN export_licensing imposed
The curbs on gallium exports were lifted by Beijing last week. | CN export_control lifted
Duties on Thai rice have been cut to 5% by India. | IN tariff lowered 5
Korean washing machines have been hit with US tariffs of 30%. | US tariff imposed 30
The US tariffs on Peruvian asparagus are to be scrapped next month. |
Levies placed on Danish pork by China in March remain in force. | CN tariff kept
"""

NOMINAL = """
Brussels announced a hike in duties on Russian fertiliser to 30%. | EU tariff announced 30
The White House confirmed the suspension of port fees on Chinese vessels. | US port_fee suspended
Ottawa's removal of its levy on American toasters came into force on Monday. | CA tariff lifted
China announced a ban on exports of tungsten powder to the United States. | CN export_ban announced
Trump's threat of a 200% tariff on French champagne alarmed growers. | US tariff threatened 200
Washington announced the addition of six Chinese laboratories to its entity list. | US entity_listing announced
Tokyo announced plans for a 12% duty on Chinese tyres. | JP tariff announced 12
"""

BORNE = """
Swiss exporters now face a 39% US tariff. | US tariff kept 39
Brazilian coffee is subject to a 50% duty in the United States. | US tariff kept 50
Norwegian salmon was slapped with a 15% US levy. | US tariff imposed 15
Goods from Laos would be subject to a US duty of 48%. | US tariff announced 48
"""

EFFECT = """
US tariffs of 25% on Japanese cars will take effect on July 3. | US tariff announced 25
Washington's 30% duties on Mexican tomatoes kicked in on Monday. | US tariff imposed 30
Steeper US tariffs on Swiss chocolate come into force on June 20. | US tariff announced
The US tariff on Chilean copper would have taken effect on Friday. |
US tariffs on Canadian aluminium rose to 50% on Wednesday. | US tariff raised 50
The US rate on South Korean cars fell to 15% from 25%. | US tariff lowered 15
India's safeguard duty on palm oil expired in March. | IN tariff expired
China's tariffs on American peas remain in place. | CN tariff kept
"""

RATES = """
The US doubled tariffs on Indian goods to 50%. | US tariff raised 50
China cut its tariff on American cars from 40% to 15%. | CN tariff lowered 15
Trump increased levies on Canadian imports outside the pact to 35%. | US tariff raised 35
The US imposed tariffs of 25% on steel and 10% on aluminium from Brazil. | US tariff imposed 25; US tariff imposed 10
China imposed a 34% levy on American coal and a 15% levy on American corn. | CN tariff imposed 34; CN tariff imposed 15
"""

EXEMPTIONS = """
Washington exempted smartphones from its tariffs on China. | US tariff_exclusion announced
The EU excluded American bourbon from its list of retaliatory duties. | EU tariff_exclusion announced
The United States granted South Korea an exemption from its steel tariffs. | US tariff_exclusion announced
The White House ended the tariff exemption for small parcels from China. | US tariff_exclusion lifted
Washington extended tariff exclusions for Chinese medical goods until August 31. | US tariff_exclusion extended
Canada will exempt American car makers from its surtax. | CA tariff_exclusion announced
"""

CONTROLS = """
China tightened controls on antimony exports. | CN export_control raised
The Netherlands expanded its export licensing requirements for chip tools. | NL export_licensing raised
The US added 27 Chinese companies to its entity list. | US entity_listing imposed
Japan restricted exports of photoresist to South Korea. | JP export_control imposed
India banned exports of broken rice. | IN export_ban imposed
Washington now requires licences for sales of AI chips to Saudi Arabia. | US export_licensing imposed
Beijing put two American drone makers on its unreliable entity list. | CN entity_listing imposed
Washington blacklisted a Chinese server maker. | US entity_listing imposed
The US lifted curbs on ethane exports to China. | US export_control lifted
Malaysia suspended imports of American pork. | MY import_ban imposed
China halted purchases of American soybeans in May. | CN import_ban imposed
China requires exporters to obtain a licence before shipping magnets to the United States. | CN export_licensing imposed
The US Commerce Department removed a Chinese phone maker from its blacklist. | US entity_listing lifted
"""

REMEDIES = """
Brussels set a quota on Ukrainian poultry. | EU quota imposed
India launched an anti-dumping investigation into Chinese solar glass. | IN investigation imposed
Canada opened a probe into steel wire from Turkey. | CA investigation imposed
The European Commission imposed anti-dumping duties of 35% on Chinese bicycles. | EU tariff imposed 35
China's commerce ministry started an anti-dumping probe of European brandy. | CN investigation imposed
The US Commerce Department is investigating imports of Canadian lumber. | US investigation imposed
Trump ordered an investigation into copper imports from Chile. | US investigation imposed
Washington sanctioned two Chinese refineries. | US sanction imposed
The EU adopted sanctions against five Chinese firms. | EU sanction imposed
The US will charge port fees on Chinese-built ships from October 14. | US port_fee announced
China suspended its special port fees on American vessels for a year. | CN port_fee suspended
Washington revoked the visas of Chinese students. | US visa_restriction imposed
Washington has barred American funds from investing in Chinese quantum firms. | US investment_restriction imposed
China vowed unspecified countermeasures against the United States. | CN other threatened
"""

THREATS = """
Trump threatened to put a 200% tariff on French wine. | US tariff threatened 200
Trump threatened the European Union with a 50% tariff. | US tariff threatened 50
Brussels vowed to retaliate with duties on American motorcycles. | EU tariff threatened
If no deal is reached by Friday, Washington will impose a 30% tariff on Mexican goods. | US tariff threatened 30
Trump warned that India would face a 25% tariff. | US tariff threatened 25
Brazil threatened duties on American wheat unless the levy is dropped. | BR tariff threatened
The US threatened to blacklist Chinese chip makers. | US entity_listing threatened
"""

CONSIDERED = """
Brussels is considering tariffs on American cloud services. | EU tariff considered
The US is weighing curbs on chip sales to Malaysia. | US export_control considered
Ottawa is drafting a list of American goods for retaliatory tariffs. | CA tariff considered
The US trade representative proposed fees on Chinese-built ships calling at American ports. | US port_fee considered
Tokyo may raise duties on Chinese steel. | JP tariff considered
The EU is consulting member states on duties on American soybeans. | EU tariff considered
The US is looking at ways to restrict chip exports to China. | US export_control considered
"""

PAUSES = """
Trump paused the tariffs on Mexico for 90 days. | US tariff suspended
The EU postponed its countermeasures against the United States until July 15. | EU other delayed
China suspended the additional 24% tariffs on US goods for a year. | CN tariff suspended 24
The US delayed a tariff increase on Chinese furniture. | US tariff delayed
Trump agreed to postpone the duties on Mexican trucks by a month. | US tariff delayed
Washington kept its 25% tariff on Canadian lumber. | US tariff kept 25
China will maintain its curbs on germanium exports, its commerce ministry said. | CN export_control kept
Beijing reinstated its tariff on Australian lobsters. | CN tariff restored
"""

NEGATED = """
The US did not impose tariffs on Canadian potash. |
Trump said he would not lower tariffs on China. | US tariff kept
Brussels ruled out duties on American movies. |
The US has yet to impose the tariffs on Indian pharmaceuticals. |
Washington refused to lift its tariffs on Chinese cranes. | US tariff kept
"""

HEADLINES = """
Trump slaps 35% tariff on Canada | US tariff imposed 35
US to raise tariffs on Chinese electric cars to 100% | US tariff announced 100
China halts rare earth exports to Japan | CN export_ban imposed
EU hits US with duties on denim | EU tariff imposed
"""

BACKGROUND = """
The tariffs have hurt American farmers. |
Soybean prices fell as the trade war between China and the US dragged on. |
Economists say tariffs raise prices for American consumers. |
Investors fear that US tariffs will push up inflation. |
The firm moved production to Vietnam to avoid the US tariffs. |
Talks between China and the US to lower tariffs resumed in Oslo. |
Trump's tariffs have upended global trade. |
The US and Japan discussed tariffs and currencies. |
American importers pay the tariffs. |
The US agreed to lower tariffs on Swiss goods to 15%. |
China offered to remove duties on American beef. |
The dispute over US steel tariffs has soured relations with Canada. |
Shares in Tokyo rose on hopes of relief from US tariffs. |
American companies are struggling to get export licences from China. |
The deal spares neither side from criticism in Washington. |
The German economy would shrink under new US tariffs. |
"""

ALL = (ACTIVE, PASSIVE, NOMINAL, BORNE, EFFECT, RATES, EXEMPTIONS, CONTROLS, REMEDIES, THREATS, CONSIDERED,
       PAUSES, NEGATED, HEADLINES, BACKGROUND)  # fmt: skip


def rows(text: str) -> list[tuple[str, list[str]]]:
    """The sentences of a table with the claims wanted."""
    pairs = (line.split("|") for line in text.strip().splitlines())
    return [(left.strip(), [c.strip() for c in right.split(";") if c.strip()]) for left, right in pairs]
