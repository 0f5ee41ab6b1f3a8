"""The sample coverage that ships with Parley fits the facts that the end-to-end test asks of it."""

from __future__ import annotations

import re
import runpy
import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest

import parley
from parley.model import CLAIM_KINDS, Certainty, EdgeKind

SAMPLE = Path(parley.__file__).parent / "acquire" / "sample"
FACTS = Path(__file__).parent / "data" / "sample_facts.toml"
SHARED = Path(__file__).resolve().parents[2] / "shared"

ACTIONS = {
    "considered",
    "threatened",
    "announced",
    "imposed",
    "raised",
    "lowered",
    "extended",
    "delayed",
    "suspended",
    "eased",
    "lifted",
    "expired",
    "restored",
    "kept",
    "denied",
    "proposed",
    "agreed_in_principle",
    "agreed",
    "awaiting_approval",
    "approved",
    "signed",
    "implemented",
    "breached",
    "rejected",
    "offered",
    "pledged",
    "demanded",
    "fulfilled",
    "missed",
    "planned",
    "held",
    "ongoing",
    "cancelled",
    "alleged",
    "published",
}
INSTRUMENTS = {
    "tariff",
    "tariff_exclusion",
    "export_control",
    "export_licensing",
    "export_ban",
    "entity_listing",
    "port_fee",
    "purchase",
    "investigation",
    "in_person",
    "phone",
}
REASONS = {"update", "scope", "granularity", "counting", "time zone", "translation", "different things"}
REAL = {"status", "date", "number", "name", "office", "denial", "quotation", "attribution"}


@cache
def facts() -> dict[str, Any]:
    return tomllib.loads(FACTS.read_text("utf-8"))


@cache
def raw(name: str) -> str:
    return (SAMPLE / name).read_bytes().decode("utf-8")


def articles() -> list[tuple[str, dict[str, Any]]]:
    return [(d["file"], a) for d in facts()["document"] for a in d["article"]]


def claims() -> list[tuple[str, dict[str, Any]]]:
    return [(name, fact) for name, article in articles() for fact in article["facts"]]


def actions(slots: dict[str, Any]) -> set[str]:
    given = slots.get("action", [])
    return {given} if isinstance(given, str) else set(given)


def test_every_file_is_listed_once() -> None:
    """The folder and the list of facts name the same files, in the same order."""
    listed = [document["file"] for document in facts()["document"]]
    assert sorted(listed) == sorted(path.name for path in SAMPLE.iterdir())
    assert len(listed) == len(set(listed))


def test_there_are_enough_articles_over_enough_time() -> None:
    """At least sixteen articles on trade, with two months or more between the first and the last."""
    days = [a["published"] for _, a in articles() if "published" in a]
    assert sum(a.get("trade", True) for _, a in articles()) >= 16
    assert (max(days) - min(days)).days >= 60


def test_all_forms_are_present_and_what_they_say() -> None:
    """Web pages, scraped text and a feed are all there, and a file's ending tells its form."""
    endings = {"html": ".html", "text": ".txt", "feed": ".xml"}
    assert {d["form"] for d in facts()["document"]} == set(endings)
    for document in facts()["document"]:
        assert document["file"].endswith(endings[document["form"]])


def test_file_names_sort_by_date() -> None:
    """A name begins with the day of the newest article, or with a month where the page has none."""
    for document in facts()["document"]:
        days = [a["published"] for a in document["article"] if "published" in a]
        if days:
            assert document["file"].startswith(f"{max(days)}_")
        else:
            assert re.match(r"\d{4}-\d\d_.*undated", document["file"])


def test_feed_entries_have_their_addresses() -> None:
    """Each entry of a feed is listed with the address at which it is read as a page."""
    for document in facts()["document"]:
        addresses = [a.get("address") for a in document["article"]]
        assert (document["form"] == "feed") == all(addresses)
        assert all(f'href="{address}"' in raw(document["file"]) for address in addresses if address)


@pytest.mark.parametrize(("name", "article"), articles())
def test_title_and_byline_stand_on_the_page(name: str, article: dict[str, Any]) -> None:
    """Title, outlet and authors of every article are words of its page (by-lines may be in capitals)."""
    text = raw(name).casefold()
    for words in [article["title"], *article.get("authors", []), *article.get("agencies", [])]:
        assert words.casefold() in text
    assert article.get("outlet", "").removeprefix("The ").casefold() in text


@pytest.mark.parametrize(("name", "fact"), claims())
def test_facts_use_the_exchange_vocabulary(name: str, fact: dict[str, Any]) -> None:
    """Kinds, actions, instruments and certainties are those of the exchange format; days are days."""
    assert fact.get("kind", "statement") in CLAIM_KINDS
    assert actions(fact) <= ACTIONS
    assert fact.get("instrument", "tariff") in INSTRUMENTS
    assert fact.get("certainty", "reported") in get_args(Certainty)
    assert all(isinstance(fact[key], date) for key in ("date", "until", "expires") if key in fact)
    assert ("value" in fact) == ("unit" in fact)


def test_each_trade_article_has_two_to_six_facts() -> None:
    """Every article on trade asks for two to six facts, an article off topic for none."""
    for name, article in articles():
        count = len(article["facts"])
        assert 2 <= count <= 6 if article.get("trade", True) else count == 0, name


def anchors() -> list[tuple[str, str]]:
    listed = [(name, fact["says"]) for name, fact in claims()]
    listed += [(s["file"], s["says"]) for d in facts()["disagreement"] for s in d["sides"]]
    return listed + [(x["file"], x["says"]) for key in ("planted", "furniture") for x in facts()[key]]


@pytest.mark.parametrize(("name", "says"), anchors())
def test_anchors_stand_once_in_the_raw_page(name: str, says: str) -> None:
    """Words that place a fact, a side, an error or furniture occur exactly once in the raw file."""
    assert raw(name).count(says) == 1


def test_corrections_stand_on_the_page() -> None:
    """An article that is said to carry a correction note carries it."""
    noted = [(name, article["correction"]) for name, article in articles() if "correction" in article]
    assert noted
    assert all(raw(name).count(note) == 1 for name, note in noted)


def test_lineage_joins_listed_articles() -> None:
    """Edges have known kinds and join listed articles; the main kinds all occur."""
    ids = {f"{name}#{article['index']}" for name, article in articles()}
    edges = facts()["edge"]
    assert all({edge["old"], edge["new"]} <= ids for edge in edges)
    kinds = {edge["kind"] for edge in edges}
    assert {"reprint", "excerpt", "rewrite", "correction"} <= kinds <= set(get_args(EdgeKind))


def test_disagreements_are_real_or_say_why_not() -> None:
    """A disagreement has a known kind and two sides; one that only seems to be one gives its reason."""
    for item in facts()["disagreement"]:
        assert item["kind"] in REAL
        assert len(item["sides"]) >= 2
        assert item["real"] != ("why" in item), item["topic"]
        assert item.get("why", "scope") in REASONS


def test_forbidden_claims_do_not_contradict_the_facts() -> None:
    """No fact that is asked for is at the same time forbidden in its file."""
    for ban in facts()["forbidden"]:
        keys = [key for key in ("kind", "instrument", "value") if key in ban]
        for name, fact in claims():
            same = name == ban["file"] and all(fact.get(key) == ban[key] for key in keys)
            escapes = fact.get("certainty", "reported") in ban.get("unless", [])
            assert not (same and actions(fact) & set(ban["action"]) and not escapes), fact["says"]


def test_no_address_leaves_the_reserved_names() -> None:
    """Invented outlets live under .example; nothing points at a real site (vocabularies aside)."""
    allowed = re.compile(r"^(schema\.org|www\.w3\.org|([a-z-]+\.)+example)$")
    for path in SAMPLE.iterdir():
        text = raw(path.name)
        hosts = re.findall(r"https?://([^/\"'\s<]+)", text) + re.findall(r"\w@([\w.-]+\w)", text)
        assert all(allowed.match(host) for host in hosts), (path.name, hosts)


def test_the_sample_shares_no_sentence_with_the_reference_texts() -> None:
    """No run of twelve words of the sample stands in a text that belongs to somebody else."""
    script = SHARED / "check_copied.py"
    if not script.exists():
        pytest.skip("no reference texts beside the project")
    check = runpy.run_path(str(script))
    known = {run for path in check["references"]() for run in check["runs"](check["words"](path))}
    for path in [*SAMPLE.iterdir(), FACTS]:
        shared = [run for run in check["runs"](check["words"](path)) if run in known]
        assert not shared, (path.name, " ".join(shared[0]))
