"""The lexicon's data: examples of ambiguous spellings, closed lists, breadth, and no contradictions."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from parley.lexicon import Guard, Lexicon, Match, lexicon
from parley.lexicon.fold import fold
from parley.lexicon.load import FILES
from parley.record.words import INVERTED

SHARED = Path(__file__).resolve().parents[2] / "shared"
BOOK = lexicon()
GUARDS = list(BOOK.guards())


@pytest.fixture(scope="module")
def book() -> Lexicon:
    return BOOK


def named(matches: tuple[Match, ...]) -> set[tuple[str, str, str]]:
    return {(match.kind, match.key, match.form) for match in matches}


@pytest.mark.parametrize(("kind", "key", "guard"), GUARDS, ids=[f"{k}-{g.form}" for k, _, g in GUARDS])
def test_examples_of_an_ambiguous_spelling_hold(book: Lexicon, kind: str, key: str, guard: Guard) -> None:
    """Each guarded spelling is found in its own examples and not in its counter-examples."""
    assert guard.match and guard.no_match, "both sorts of example are needed"
    for sentence in guard.match:
        assert (kind, key, guard.form) in named(book.find(sentence)), sentence
    for sentence in guard.no_match:
        assert (kind, key, guard.form) not in named(book.find(sentence)), sentence


def test_no_spelling_means_two_things(book: Lexicon) -> None:
    """Two entries never claim the same unguarded spelling, so that a match does not depend on file order."""
    owners = defaultdict(set)
    for pattern in book.patterns():
        if pattern.guard is None and pattern.kind != "decoy":
            owners[fold(pattern.form).text].add((pattern.kind, pattern.key))
    shared = {form: keys for form, keys in owners.items() if len(keys) > 1}
    # A party whose government bears its own name: the same words, the same speaker.
    assert set(shared) <= {"Holy See"}


@pytest.mark.parametrize("name", ["actions.toml", "cues.toml"])
def test_no_list_of_the_vocabulary_names_a_word_twice(name: str) -> None:
    """A word stands once in a list, and once among the lists of a table of which the first list wins."""
    data = tomllib.loads((files("parley.lexicon") / "data" / name).read_text("utf-8"))
    assert [(where, words) for where, words in lists(data) if len(set(words)) < len(words)] == []
    for table in [data[table] for table in (*INVERTED, "actions") if name == "actions.toml"]:
        words = [w for key, row in table.items() if key not in ("match", "no_match") for w in row]
        assert len(set(words)) == len(words)


def lists(table: dict[str, Any], within: str = "") -> Iterator[tuple[str, list[str]]]:
    """The lists of words of a table and the tables in it, with their names."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from lists(value, f"{within}{key}.")
        elif isinstance(value, list):
            yield f"{within}{key}", value


def test_spellings_do_not_begin_with_the_article(book: Lexicon) -> None:
    """A form with "the" would begin before, and so hide, a longer name without it; epithets may have it."""
    allowed = {"metonym", "capital", "decoy"}
    wrong = [p.form for p in book.patterns() if p.form.startswith("the ") and p.kind not in allowed]
    assert wrong == []


def test_every_unguarded_name_is_found_by_itself(book: Lexicon) -> None:
    """A name alone in a paragraph is found whole, as its own entry: no pattern is dead."""
    known = [p for p in book.patterns() if p.guard is None and p.kind != "decoy" and p.form != "Holy See"]
    text, starts = "", {}
    for pattern in known:
        starts[len(text)] = pattern
        text += f"{pattern.form}\n\n"
    found = {match.start: (match.end - match.start, match.kind, match.key) for match in book.find(text)}
    dead = [p for at, p in starts.items() if found.get(at) != (len(p.form), p.kind, p.key)]
    assert dead == []


def test_harmonised_system_codes_have_two_four_or_six_digits(book: Lexicon) -> None:
    """Codes are chapters 01-97, headings or subheadings, without dots; chapter 77 is reserved."""
    for good in book.goods.values():
        for code in good.hs:
            assert re.fullmatch(r"\d{2}|\d{4}|\d{6}", code), f"{good.name}: {code}"
            assert 1 <= int(code[:2]) <= 97 and code[:2] != "77", f"{good.name}: {code}"


def test_goods_are_lower_case_and_indices_have_known_units(book: Lexicon) -> None:
    """Canonical goods are lower case, as claims name them; units are those of the exchange format."""
    assert [name for name in book.goods if name != name.lower()] == []
    assert {index.unit for index in book.indices.values()} <= {
        "index_points",
        "USD",
        "EUR",
        "percent",
        "rate",
    }


def test_terms_of_office_are_dates_in_order(book: Lexicon) -> None:
    """Starts and ends are ISO days, months or years, and no term ends before it begins."""
    for office in book.offices.values():
        assert office.holders and (office.party is None) != (office.body is None), office.id
        for holder in office.holders:
            for date in filter(None, (holder.start, holder.end)):
                assert re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", date), f"{office.id}: {holder.name}"
            assert holder.end is None or holder.end >= holder.start, f"{office.id}: {holder.name}"


def test_shared_titles_and_role_names_are_lower_case_without_hyphens(book: Lexicon) -> None:
    """The bare titles match any case and dash, so each is written one way only."""
    for name in (*book.titles, *book.roles):
        assert name == fold(name).text.lower(), name


def test_no_domain_belongs_to_two_outlets(book: Lexicon) -> None:
    """A host name leads to one outlet."""
    hosts = [domain for outlet in book.outlets.values() for domain in outlet.domains]
    assert len(hosts) == len(set(hosts))
    assert all(re.fullmatch(r"[a-z0-9.-]+\.[a-z]{2,}", host) for host in hosts)


def test_lexicon_is_broad_enough(book: Lexicon) -> None:
    """The counts that the design asks for; a shrinking file is noticed."""
    assert sum(party.kind == "state" for party in book.parties.values()) == 194
    assert len(book.goods) >= 300
    assert len(book.outlets) >= 150
    assert len(book.companies) >= 150
    assert {"EU", "ASEAN", "G7", "G20", "BRICS", "WTO", "IMF", "OECD", "UN", "APEC", "WORLD"} <= set(
        book.parties
    )


def test_every_state_has_a_government_and_the_g20_have_trade_bodies(book: Lexicon) -> None:
    """Who speaks when a country speaks is known; G20 members have someone who makes trade measures."""
    states = [party for party in book.parties.values() if party.kind == "state"]
    assert [s.code for s in states if s.government is None or s.government not in book.bodies] == []
    with_trade = {body.party for body in book.bodies.values() if body.kind in ("trade", "finance")}
    assert set(book.parties["G20"].members) <= with_trade


def test_instruments_are_those_of_the_claims(book: Lexicon) -> None:
    """The taxonomy covers the instrument values of the exchange format, no more and no fewer."""
    contract = SHARED / "CLAIMS.md"
    if not contract.exists():
        pytest.skip("needs ../shared/CLAIMS.md")
    line = re.search(r"^`instrument`:(.*)$", contract.read_text("utf-8"), re.MULTILINE)
    assert line is not None
    assert set(re.findall(r"`(\w+)`", line[1])) == set(book.instruments)


def test_register_of_offices_is_taken_over_whole(book: Lexicon) -> None:
    """Every office and term of the reference register is here, with the same days."""
    yaml = pytest.importorskip("yaml")
    register = SHARED / "reference" / "offices.yaml"
    if not register.exists():
        pytest.skip("needs ../shared/reference/offices.yaml")
    for office in yaml.safe_load(register.read_text("utf-8"))["offices"]:
        known = [(h.start, h.end) for h in book.offices[office["id"]].holders]
        given = [(str(h["start"]), str(h["end"]) if h["end"] else None) for h in office["holders"]]
        assert known == given, office["id"]


def test_each_file_says_its_schema() -> None:
    """A reader of a file finds the meaning of its keys at its top."""
    folder = Path(__file__).resolve().parents[1] / "src" / "parley" / "lexicon" / "data"
    for stem in FILES:
        assert re.search(
            r'^schema = ".{20,}"$', (folder / f"{stem}.toml").read_text("utf-8"), re.MULTILINE
        ), stem


G20 = (
    "US",
    "CN",
    "JP",
    "DE",
    "GB",
    "FR",
    "IT",
    "CA",
    "RU",
    "BR",
    "IN",
    "KR",
    "MX",
    "ID",
    "SA",
    "TR",
    "ZA",
    "AR",
    "AU",
    "EU",
)


@pytest.mark.parametrize("party", G20)
def test_the_g20_have_ministers_and_bodies(book: Lexicon, party: str) -> None:
    """Trade or economy, finance, foreign affairs and the central bank speak, by names of their own."""
    kinds = {b.kind for b in book.bodies.values() if b.party == party}
    assert "central bank" in kinds and kinds & {"trade", "finance"}
    offices = [o for o in book.offices.values() if o.party == party]
    assert len(offices) >= 3
    heads = [o for o in offices if min(h.start for h in o.holders)[:4] <= "2017"]
    assert heads, f"no office of {party} is known since 2017"
    assert any(h.end is None for o in offices for h in o.holders)


@pytest.mark.parametrize(
    ("words", "kind", "party"),
    [
        ("the Ontario government", "body", "CA"),
        ("B.C. Premier David Eby", "office", "CA"),
        ("California Governor Gavin Newsom", "office", "US"),
        ("the state of California", "body", "US"),
        ("the Scottish Government", "body", "GB"),
        ("Banque de France", "body", "FR"),
        ("Turkey's finance minister", "office", "TR"),
        ("the Arab League", "party", "Arab League"),
        ("Xi Jin-ping", "person", "CN"),
        ("reinforcing bars", "good", None),
        ("hydrofluoric acid", "good", None),
    ],
)
def test_names_of_many_places_are_known(book: Lexicon, words: str, kind: str, party: str | None) -> None:
    """Provinces and states that speak for themselves, blocs, spellings, goods."""
    found = [m for m in book.find(f"On Monday {words} was mentioned.") if m.kind == kind]
    assert found, book.find(words)
    parties = {
        **{key: body.party for key, body in book.bodies.items()},
        **{key: office.party for key, office in book.offices.items()},
        **{key: person.party for key, person in book.people.items()},
        **{key: key for key in book.parties},
    }
    assert parties.get(found[0].key) == party
