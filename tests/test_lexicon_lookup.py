"""Looking things up: holders of offices by day, people by name, bodies by role, outlets by host; errors."""

from __future__ import annotations

from importlib.resources import files

import pytest

from parley.errors import LexiconError
from parley.lexicon import Holder, Lexicon, lexicon
from parley.lexicon.load import build

FILES = {
    f.name: f.read_bytes() for f in (files("parley.lexicon") / "data").iterdir() if f.name.endswith(".toml")
}


@pytest.fixture(scope="module")
def book() -> Lexicon:
    return lexicon()


def changed(name: str, old: str, new: str) -> dict[str, bytes]:
    text = FILES[name].decode("utf-8")
    assert old in text
    return FILES | {name: text.replace(old, new, 1).encode("utf-8")}


@pytest.mark.parametrize(
    ("office", "day", "name"),
    [
        ("us-treasury", "2025-06-10", "Scott Bessent"),
        ("us-treasury", "2018-05-01", "Steven Mnuchin"),
        ("us-president", "2022-03-01", "Joe Biden"),
        ("us-president", "2025-01-20", "Donald Trump"),
        ("jp-pm", "2025-11-01", "Sanae Takaichi"),
        ("cn-itr", "2018-11-20", "Fu Ziying"),
    ],
)
def test_holder_of_an_office_on_a_day(book: Lexicon, office: str, day: str, name: str) -> None:
    """The day decides; on the day of change the new holder; a month as an end counts whole."""
    holder = book.holder(office, day)
    assert holder is not None and holder.name == name


def test_no_holder_where_none_is_known(book: Lexicon) -> None:
    """Gaps, days before the register and unknown offices give None, not a guess."""
    assert book.holder("us-treasury", "2025-01-24") is None
    assert book.holder("us-treasury", "1990-01-01") is None
    assert book.holder("no-such-office", "2025-01-01") is None


def test_an_office_with_several_holders_lists_all(book: Lexicon) -> None:
    """Spokespeople serve side by side; the latest to come is first."""
    names = [holder.name for holder in book.holders("cn-mofcom-spox", "2025-06-12")]
    assert names == ["He Yongqian", "He Yadong"]


def test_holder_dates_of_coarse_precision() -> None:
    """A year or a month covers all its days at both ends."""
    holder = Holder("A. Person", "2018-03", "2020")
    assert [holder.on(day) for day in ("2018-02-28", "2018-03-01", "2020-12-31", "2021-01-01")] == [
        False, True, True, False,
    ]  # fmt: skip


def test_offices_of_a_person_on_a_day(book: Lexicon) -> None:
    """A person's offices follow the day: a former office is not reported."""
    assert [o.id for o in book.offices_of("Christine Lagarde", "2018-01-01")] == ["imf"]
    assert [o.id for o in book.offices_of("Christine Lagarde", "2025-01-01")] == ["ecb"]
    assert book.offices_of("Janet Yellen", "2025-06-01") == ()
    assert book.offices_of("Nobody Known", "2025-06-01") == ()


@pytest.mark.parametrize(
    ("surface", "name"),
    [
        ("Scott Bessent", "Scott Bessent"),
        ("jameson greer", "Jamieson Greer"),
        ("Sefcovic", "Maroš Šefčovič"),
        ("Trump", "Donald Trump"),
        ("Ishiba Shigeru", "Shigeru Ishiba"),
        ("Xi Jin Ping", "Xi Jinping"),
    ],
)
def test_person_by_name_variant_or_surname(book: Lexicon, surface: str, name: str) -> None:
    """Full names, misspellings, other orders and unmistakable surnames lead to the canonical name."""
    person = book.person(surface)
    assert person is not None and person.name == name


@pytest.mark.parametrize("surface", ["Wang", "He", "Li", "May", "Johnson", "Kim", ""])
def test_a_shared_surname_is_nobody(book: Lexicon, surface: str) -> None:
    """A surname that several bear is not resolved here."""
    assert book.person(surface) is None


def test_titles_and_roles_resolve_with_a_party(book: Lexicon) -> None:
    """The caller brings the party; any case and dash will do."""
    assert [o.id for o in book.offices_for("Vice-Premier", "CN")] == ["cn-vp-trade"]
    assert {o.party for o in book.offices_for("finance minister")} >= {"CN", "JP", "DE"}
    body = book.body_for("IN", "Commerce Ministry")
    assert body is not None and body.name == "Ministry of Commerce and Industry of India"
    assert book.body_for("IN", "ministry of silly walks") is None
    assert book.body_for("XX", "commerce ministry") is None


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("www.reuters.com", "Reuters"),
        ("edition.cnn.com", "CNN"),
        ("FT.com", "Financial Times"),
        ("news.mofcom.gov.cn", "mofcom.gov.cn"),
        ("english.kyodonews.net.", "Kyodo News"),
    ],
)
def test_outlet_by_domain(book: Lexicon, host: str, name: str) -> None:
    """Subdomains, case and a final dot do not matter; the longest known domain wins."""
    outlet = book.outlet_by_domain(host)
    assert outlet is not None and outlet.name == name


@pytest.mark.parametrize("host", ["example.org", "notreuters.com", "localhost", ""])
def test_unknown_hosts_have_no_outlet(book: Lexicon, host: str) -> None:
    """A host that only ends like a known one is unknown."""
    assert book.outlet_by_domain(host) is None


def test_members_and_capitals(book: Lexicon) -> None:
    """Blocs know their members, capitals their party."""
    assert len(book.parties["EU"].members) == 27
    assert book.capitals["Brussels"].party == "EU"
    assert book.capitals["Washington"].party == "US"


def test_version_follows_every_file_of_the_folder(book: Lexicon) -> None:
    """Any change of any TOML file is another version; the same bytes are the same."""
    assert build(FILES).version == book.version
    assert build(FILES | {"goods.toml": FILES["goods.toml"] + b"# more\n"}).version != book.version
    assert build(FILES | {"other.toml": b"x = 1"}).version != book.version


def test_files_of_other_readers_are_not_read() -> None:
    """A TOML file that this loader does not know is left alone, even a broken one."""
    assert build(FILES | {"other.toml": b"= not toml ="}).parties


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("goods.toml", 'sector = "minerals"', 'sektor = "minerals"', r"goods.toml: .*unknown key 'sektor'"),
        ("venues.toml", 'party = "CH", ', "", r"venues.toml: Geneva: key 'party' is missing"),
        ("venues.toml", 'city = "Geneva"', "city = 7", r"venues.toml: Geneva.city: must be a str, not 7"),
        (
            "outlets.toml",
            'domains = ["reuters.com"]',
            'domains = "reuters.com"',
            r"Reuters.domains: must be a list",
        ),
        ("outlets.toml", 'kind = "wire"', 'kind = "rumour"', r"outlets.toml: Reuters: 'rumour' is not known"),
        ("companies.toml", 'party = "CN"', 'party = "ZZ"', r"companies.toml: Huawei: 'ZZ' is not known"),
        ("people.toml", "\n[surnames]", "\n[nicknames]", r"people.toml: unknown table 'nicknames'"),
        ("accords.toml", "[meta]", "[meta", r"accords.toml: not valid TOML"),
        ("accords.toml", "schema =", "shape =", r"accords.toml: \[meta\] with a key 'schema' is missing"),
        (
            "offices.toml",
            'start = "2017-01-20"',
            'begin = "2017-01-20"',
            r"holders\[0\]: unknown key",
        ),
    ],
)
def test_a_broken_file_is_refused_by_name_and_row(file: str, old: str, new: str, message: str) -> None:
    """The error says which file, which row and which key."""
    with pytest.raises(LexiconError, match=message):
        build(changed(file, old, new))


def test_a_missing_file_is_refused() -> None:
    """An installation without a file says so."""
    with pytest.raises(LexiconError, match=r"goods.toml: the file is missing"):
        build({name: data for name, data in FILES.items() if name != "goods.toml"})


@pytest.mark.parametrize("surface", ["Stefan Loefven", "Stefan Löfven", "Stefan Lofven"])
def test_a_name_is_known_in_two_letters_for_one(surface: str) -> None:
    """The press writes ö as oe, or as o."""
    assert lexicon().person(surface) is not None
