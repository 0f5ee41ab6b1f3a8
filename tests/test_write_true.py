"""Sentences that would be false or badly said: lower rates under a truce, levels, several owners."""

from __future__ import annotations

import tomllib
from dataclasses import replace

from write_fixture import FakeBooks, ask, day, entry, findings_of, state

from parley.model import Value
from parley.write.due import due
from parley.write.lines import Desk, state_sentence
from parley.write.phrases import FOLDER, _known, owners
from parley.write.sentences import status
from parley.write.sources import Sources

WORDS = "The duty stays at 20 % until the truce ends."


def test_several_owners_are_told_by_adjectives() -> None:
    """Not "US and China's"."""
    assert owners(("US", "CN")) == "US and Chinese"
    assert owners(("CN",)) == "China's"


def test_a_rate_is_lowered_to_its_level() -> None:
    """Not "lowered tariffs of 20 %"."""
    books = FakeBooks()
    books.add_page("page", WORDS + "\n", "Quay Post")
    told = books.say("page", WORDS, "measure", action="lowered", date=day("2031-03-01"))
    held = state("in force", day("2031-03-01"), [told], rate=20.0, values=(Value(20, "percent"),))
    sides = {"actors": ("US",), "targets": ("CA",)}
    one = entry("t", "measure", "Tariff", [held], instrument="tariff", goods=("timber",), **sides)
    findings = findings_of([one], books)
    said = status(one, findings.assessment.verdicts[0], findings)
    assert said == "The US lowered tariffs on timber from Canada to 20 % on 1 March 2031"


def test_a_lower_rate_is_not_over_while_its_truce_was_extended() -> None:
    """Then the sentence says so, and nothing is overdue; without a truce it is."""
    books = FakeBooks()
    books.add_page("page", WORDS + "\n", "Quay Post")
    told = books.say("page", WORDS, "measure", action="kept")
    word = books.say("page", WORDS, "agreement", action="extended", actors=("US", "CA"))
    over = replace(
        state("lapsed", day("2031-02-01"), [told]), reason="derived: the time of the lower rate is over"
    )
    duty = entry("t", "measure", "Tariff", [over], actors=("US",), targets=("CA",), instrument="tariff")
    longer = state("extended", day("2031-01-20"), [word], until=day("2031-08-01"), known_from="2031-01-21")
    truce = entry("d", "agreement", "Lisbon truce (United States and Canada)", [longer], place="Lisbon")
    findings = findings_of([duty, truce], books)
    verdict = next(v for v in findings.assessment.verdicts if v.entry == "t")
    assert "but the Lisbon truce was extended until 1 August 2031" in status(duty, verdict, findings)
    later, _ = due(Desk(ask(), findings, Sources(books)), None)
    assert [line.lead for line in later.lines if line.lead == "Overdue"] == []
    alone = findings_of([duty], books)
    assert "no page held extends it" in status(duty, alone.assessment.verdicts[0], alone)
    assert [line.lead for line in due(Desk(ask(), alone, Sources(books)), None)[0].lines] == ["Overdue"]


def test_a_level_of_all_tariffs_is_told_as_put_then_once_a_part_of_it_changed() -> None:
    """Before the change it is in force; after it, it is what somebody put it at on that day."""
    books = FakeBooks()
    books.add_page("page", WORDS + "\n", "Quay Post")
    level = books.say("page", WORDS, "measure", known="2031-02-01", values=(Value(35, "percent"),))
    act = books.say("page", WORDS, "measure", action="lowered", known="2031-02-20")
    sides = {"actors": ("US",), "targets": ("CA",), "instrument": "tariff"}
    whole = entry("all", "measure", "Tariff (US)", [state("in force", None, [level], rate=35.0)], **sides)
    eased = state("in force", day("2031-02-20"), [act], rate=10.0)
    part = entry("part", "measure", "Reciprocal tariff (US)", [eased], **sides)
    findings = findings_of([whole, part], books)
    verdict = next(v for v in findings.assessment.verdicts if v.entry == "all")

    def said(as_of: str) -> str:
        desk = Desk(replace(ask(), as_of=as_of), findings, Sources(books))
        return state_sentence(desk, verdict).text

    told = "US tariffs on goods from Canada were put at 35 % on 1 February 2031; "
    assert said("2031-03-01") == f"{told}parts of them have changed since."
    assert said("2031-02-10") == "US tariffs of 35 % on goods from Canada are in force."
    steel = entry("part", "measure", "Tariff (US)", [eased], goods=("steel",), **sides)
    findings = findings_of([whole, steel], books)
    assert said("2031-03-01") == "US tariffs of 35 % on goods from Canada are in force."


def test_the_entry_of_one_party_is_as_in_the_whole_lexicon() -> None:
    """Names are read one by one; a code that is none is no party."""
    text = (FOLDER.parent / "lexicon" / "data" / "parties.toml").read_text("utf-8")
    every = tomllib.loads(text)["parties"]
    assert {code: _known(code) for code in every} == every
    assert _known("meta") is None
    assert _known("Quayside") is None
